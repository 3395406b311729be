"""What a word means by its company: senses of verbs, words that settle the mood, readings that settle a part.

The tables `senses`, `moods`, `settled` and `prepositions` of `<code>.toml`, as fast lookups. A language
without them has none of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.ids import fold

MODALITIES = ("actual", "future", "requested", "possible", "hypothetical")
KINDS = ("@person", "@org", "@place", "@none", "@time", "@quote", "@predicate", "@infinitive", "@score", "@passive")


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a verb: it tells what the verb `like` tells when all that is named here stands beside it.

    `objects` and `subjects` are lemmas, or kinds ("@person", "@org", "@place"; "@none": there is no such word;
    "@time": how long or when; "@quote": a quotation or a clause), or groups of lemmas ("@armies") of `sense_groups`.
    `beside` are prepositions of its complements, or lemmas of its complement, or "@predicate": what it says its object
    to be ("called the plan absurd"), or "@infinitive": what somebody is to do ("told them to leave"), or "@score":
    a result ("3-1"); `without` what must not be there; `reflexive` wants the verb to be that.
    """

    like: str
    objects: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    reflexive: bool = False


@dataclass(frozen=True, slots=True)
class Moods:
    """Words that settle the modality of the verb they stand at; all in lower case.

    `told` are verbs that, passive above an infinitive, tell hearsay or expectation ("is said to have fled"), `ahead`
    adjectives and participles above one ("about to", "set to"); `inverted` auxiliaries that stand before the subject of
    a condition; `unreal` the auxiliary that with `perfect` tells what did not happen ("would have").
    """

    auxiliaries: Mapping[str, str]
    adverbs: Mapping[str, str]
    marks: Mapping[str, str]
    told: Mapping[str, str]
    ahead: Mapping[str, str]
    contents: Mapping[str, str]  # content or class of the verb above -> modality of its complement
    inverted: frozenset[str]
    conditions: frozenset[str]  # open a condition where what hangs on it is to come or would be: "si"
    unreal: frozenset[str]
    perfect: frozenset[str]
    yet: frozenset[str]  # between "have" and an infinitive: it has not happened
    along: frozenset[str]  # before a gerund that tells what goes with the main clause
    ought: frozenset[str]  # auxiliaries that ask persons and expect things: "should"
    later: frozenset[str]  # before a present that is to come
    why: frozenset[str]  # before a gerund that tells for what somebody is praised or punished
    nouns: Mapping[str, str]  # content of a noun -> modality of the infinitive behind it
    qualities: Mapping[str, str]  # adjective of an event noun -> its modality: "the proposed talks"
    polite: frozenset[str]  # colours that with "I" or "we" only are polite: "I would like to thank"
    lasting: frozenset[str]  # verbs above an infinitive that is as true as they are: "continue to"
    kept: frozenset[str]  # before what somebody is kept from doing
    having: frozenset[str]  # before the participle of a gerund that tells what is past
    present: frozenset[str]  # auxiliaries of a passive that holds now: "is"
    past: frozenset[str]  # and of one that is past: "was"
    done: frozenset[str]  # auxiliaries of what has or had happened
    foretold: frozenset[str]  # of what was told to come: "said it would"


@dataclass(frozen=True, slots=True)
class Patterns:
    """The tables of one language."""

    senses: Mapping[str, Sequence[Sense]]
    nouns: Mapping[str, Sequence[Sense]]  # the same of nouns; `beside` are lemmas of their sentence
    moods: Moods
    triggers: frozenset[str]  # forms in which a known verb with its subject is an event: "finite", "passive"
    agents: Mapping[str, Sequence[str]]  # "active" or "passive" -> readings that settle who does it, best first
    targets: Mapping[str, Sequence[str]]  # "active" or "passive" -> readings that settle to whom
    things: frozenset[str]  # types whose target need be no person
    people: frozenset[str]  # types whose target is a person, organisation or state
    parties: frozenset[str]  # plural nouns that take up those who met: "the two leaders"
    pair: frozenset[str]  # before other nouns, they do so too: "both companies"
    speaks: Mapping[str, str]  # role -> the noun of the body for which it speaks: "ministre" -> "gouvernement"
    means: frozenset[str]  # nouns that behind "par" tell how it was done: "par l'intermédiaire de"
    topics: frozenset[str]  # verbs whose object is what it is about, never a target: "discuss"
    covers: frozenset[str]  # verbs that tell what a talk is about: "The conversation touched on trade"
    former: frozenset[str]  # adjectives before a role that somebody had: "former"
    others: frozenset[str]  # roles that somebody else has: "counterpart"
    blame: frozenset[str]  # types of what is done to somebody for an act: "fined for speeding"
    charges: frozenset[str]  # prepositions before what somebody is charged with or accused of
    takes: frozenset[str]  # verbs whose noun tells what is done to the subject by whom it comes from: "receive"
    proven: frozenset[str]  # actions of a court that holds for true what the charge says
    letters: frozenset[str]  # what somebody wrote: "The message reads"
    continues: frozenset[str]  # open a sentence that goes on with what the one before tells: "in particular"
    of_patients: frozenset[str]  # nouns behind whose "of" stands whom it is done to: "the shelling of the town"
    of_doers: frozenset[str]  # and who does it: "the actions of the army"
    sends: frozenset[str]  # types of sending somebody, who then does what it is for: "envoyer des médecins pour aider"
    throws: frozenset[str]  # verbs whose object is thrown at the target: "fire"
    owners_act: frozenset[str]  # nouns of which only the possessor is sure to do it: "leur attaque"
    suffered: frozenset[str]  # nouns whose possessor suffers it: "his arrest"
    secret: frozenset[str]  # types of which a passive without a doer tells of nobody at all that did it
    unnamed: frozenset[str]  # types whose passive without a doer tells of no person that did it
    places: frozenset[str]  # folded prepositions before where something happens
    towns: frozenset[str]  # types of what is done to the town where a capital suffers it, and not to its state
    town_verbs: frozenset[str]  # verbs of other types that are done to a town: "rejoindre"
    sides: frozenset[str]  # folded prepositions before a capital that stands for its state
    senders: frozenset[str]  # prepositions between a statement and whose it is
    never: frozenset[str]  # verbs that tell of no event whatever stands beside them: "appartenir"
    described: frozenset[str]  # verbs whose participles only describe: "composé de", "connu"
    barring: bool  # is who cannot do it taken out before the scorer chooses, and not after it?
    edges: frozenset[str]  # nouns for a part of a time or act, no event and nobody: "by the end of"
    led: Mapping[str, str]  # verb -> mark behind its participle with which it only tells who leads: "présidé par"
    heads: frozenset[str]  # verbs whose present in a relative clause only tells an office: "qui préside le groupe"
    aspect: frozenset[str]  # verbs that only colour the infinitive below them, whatever else they may tell
    over_other: float  # as likely as "other" must be the type that the lexicon tells
    typed: frozenset[str]  # types that the lexicon's verbs settle, whatever the article is about
    undergone: frozenset[str]  # actions of nouns whose possessor suffers it: "leur arrestation"
    dying: frozenset[str]  # actions whose named subject does it, and whose counted or unnamed one suffers it
    stances: frozenset[str]  # types of what is said of an act that is another's: "condemned the raid"
    compound_doers: frozenset[str]  # nouns that before another one tell who does it: "the police raid"
    figures: frozenset[str]  # nouns for what is counted of a company, which acts in its stead: "sales fell"
    owners: frozenset[str]  # types of nouns whose possessor does it: "son retrait", not "son arrestation"
    idle_doers: Mapping[str, Sequence[str]]  # voice -> readings that alone make nobody who does it; "near" is none
    idle_targets: Mapping[str, Sequence[str]]  # the same of targets: "obj-de@ORG" is so of bodies only
    addressed: Mapping[str, Sequence[str]]  # type, action or verb -> readings that settle its target ("obj@person")
    aims: frozenset[str]  # before whom an event noun is aimed at: "the attack on the convoy"
    asked_marks: frozenset[str]  # folded, before what somebody is called to: "appelés aux urnes"
    works: frozenset[str]  # what is somebody's, and stands for them: "s'oppose à la politique du maire"
    works_marks: frozenset[str]  # folded, before such a thing
    sentenced: frozenset[str]  # verbs of those whose subject suffers whatever stands behind: "écoper"
    audience: frozenset[str]  # who only watches: "devant son public" is no rival
    dealings: frozenset[str]  # verbs behind whose "à" a name is somebody, and no town: "vendre"
    stakes: frozenset[str]  # nouns for a part of a company, which is the target of who buys it: "le capital de X"
    gathers: frozenset[str]  # verbs whose passive tells what its subject does itself: "réunis devant la mairie"
    opposes: frozenset[str]  # verbs whose objects act against each other: "le conflit qui oppose A et B"
    bears: frozenset[str]  # verbs whose subject suffers what their noun tells: "subir une attaque"
    valency: Mapping[str, Sequence[str]]  # word or light pair -> what stands before its target: "avec", or "obj"


def patterns(table: Mapping[str, Any]) -> Patterns:
    """The patterns of a language file."""
    marks = {key: frozenset(map(fold, words)) for key, words in table.get("prepositions", {}).items()}
    moods, settled = table.get("moods", {}), table.get("settled", {})
    return Patterns(
        senses=_senses(table, "senses"),
        nouns=_senses(table, "noun_senses"),
        moods=Moods(
            _words_of(moods, "auxiliaries"), _words_of(moods, "adverbs"), _words_of(moods, "marks"),
            _words_of(moods, "told"), _words_of(moods, "ahead"), _words_of(moods, "contents"),
            frozenset(moods.get("inverted", ())), frozenset(moods.get("conditions", ())),
            frozenset(moods.get("unreal", ())),
            frozenset(moods.get("perfect", ())), frozenset(moods.get("yet", ())),
            frozenset(moods.get("along", ())), frozenset(moods.get("ought", ())),
            frozenset(moods.get("later", ())), frozenset(moods.get("why", ())), _words_of(moods, "nouns"),
            _words_of(moods, "qualities"),
            frozenset(moods.get("polite", ())), frozenset(moods.get("lasting", ())), frozenset(moods.get("kept", ())),
            frozenset(moods.get("having", ())), frozenset(moods.get("is", ())), frozenset(moods.get("was", ())),
            frozenset(moods.get("had", ())), frozenset(moods.get("would", ())),
        ),
        triggers=frozenset(settled.get("triggers", ())), agents=settled.get("agents", {}),
        targets=settled.get("targets", {}), things=frozenset(settled.get("things", ())),
        people=frozenset(settled.get("people", ())), addressed=settled.get("addressed", {}),
        aims=frozenset(settled.get("aims", ())),
        asked_marks=frozenset(map(fold, settled.get("asked_marks", ()))),
        works_marks=frozenset(map(fold, settled.get("works_marks", ()))),
        works=frozenset(settled.get("works", ())), sentenced=frozenset(settled.get("sentenced", ())),
        audience=frozenset(settled.get("audience", ())),
        stakes=frozenset(settled.get("stakes", ())), dealings=frozenset(settled.get("dealings", ())),
        gathers=frozenset(settled.get("gathers", ())), opposes=frozenset(settled.get("opposes", ())),
        bears=frozenset(settled.get("bears", ())), valency=_valency(settled.get("valency", {})),
        idle_doers=settled.get("idle_doers", {}), idle_targets=settled.get("idle_targets", {}),
        places=marks.get("places", frozenset()), sides=marks.get("sides", frozenset()),
        towns=frozenset(settled.get("towns", ())), town_verbs=frozenset(settled.get("town_verbs", ())),
        senders=marks.get("senders", frozenset()),
        blame=frozenset(settled.get("blame", ())),
        charges=frozenset(settled.get("charges", ())),
        takes=frozenset(settled.get("takes", ())),
        proven=frozenset(settled.get("proven", ())),
        letters=frozenset(settled.get("letters", ())), continues=frozenset(settled.get("continues", ())),
        of_patients=frozenset(settled.get("of_patients", ())), of_doers=frozenset(settled.get("of_doers", ())),
        throws=frozenset(settled.get("throws", ())), sends=frozenset(settled.get("sends", ())),
        owners_act=frozenset(settled.get("owners_act", ())), suffered=frozenset(settled.get("suffered", ())),
        others=frozenset(settled.get("others", ())), former=frozenset(settled.get("former", ())),
        secret=frozenset(settled.get("secret", ())),
        unnamed=frozenset(settled.get("unnamed", ())),
        covers=frozenset(settled.get("covers", ())),
        means=frozenset(settled.get("means", ())), speaks=settled.get("speaks", {}),
        topics=frozenset(settled.get("topics", ())), pair=frozenset(settled.get("pair", ())),
        never=frozenset(settled.get("never", ())), described=frozenset(settled.get("described", ())),
        led=settled.get("led", {}), heads=frozenset(settled.get("heads", ())),
        aspect=frozenset(settled.get("aspect", ())), dying=frozenset(settled.get("dying", ())),
        barring=bool(settled.get("barring", False)), edges=frozenset(settled.get("edges", ())),
        undergone=frozenset(settled.get("undergone", ())),
        over_other=float(settled.get("over_other", 0.5)),
        typed=frozenset(settled.get("typed", ())),
        stances=frozenset(settled.get("stances", ())), figures=frozenset(settled.get("figures", ())),
        compound_doers=frozenset(settled.get("compound_doers", ())),
        parties=frozenset(settled.get("parties", ())), owners=frozenset(settled.get("owners", ())),
    )  # fmt: skip


def _words_of(table: Mapping[str, Any], name: str) -> dict[str, str]:
    """ "modality -> words", turned inside out."""
    found = {}
    for modality, words in table.get(name, {}).items():
        if modality not in MODALITIES:
            raise KeyError(f"moods.{name}.{modality}")
        found.update(dict.fromkeys(words, modality))
    return found


def _valency(table: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """ "preposition -> words", turned inside out."""
    found: dict[str, tuple[str, ...]] = {}
    for mark, words in table.items():
        for word in words:
            found[word] = (*found.get(word, ()), fold(mark))
    return found


def _senses(table: Mapping[str, Any], name: str) -> dict[str, tuple[Sense, ...]]:
    groups = {f"@{group}": words for group, words in table.get("sense_groups", {}).items()}
    return {word: tuple(_sense(word, row, groups) for row in rows) for word, rows in table.get(name, {}).items()}


def _sense(verb: str, row: Mapping[str, Any], groups: Mapping[str, Sequence[str]]) -> Sense:
    keys = ("objects", "subjects", "beside", "without")
    words = {key: frozenset(w for name in row.get(key, ()) for w in groups.get(name, (name,))) for key in keys}
    odd = [w for found in words.values() for w in found if w.startswith("@") and w not in KINDS]
    if odd:
        raise KeyError(f"senses.{verb}.{odd[0]}")
    return Sense(row["like"], **words, reflexive=bool(row.get("reflexive")))
