"""`Grammar`: what the order of words tells in one language, from the tables `[grammar]` of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.ids import fold

_WORDS = (  # keys that a language may leave out, each a list of words
    "clause_joints", "infinitive_marks", "each", "other", "numbering", "hour_signs", "genitive", "of_topics",
    "quantities", "subject_relatives", "clefts", "counts", "circumstances", "aiming", "state", "partner_marks",
    "articles", "set_infinitives", "impersonal_verbs", "undergoing", "purpose", "among", "firms", "bodies",
    "legal", "only_firms", "media", "teams", "traders", "clubs",
    "women", "men", "same_subject", "examples", "including", "perfect", "passive", "pointing",
    "object_relatives", "helpers", "prefixes", "amid", "charging", "foreseen", "perceiving", "letting", "suffered_acts",
    "uncontracted", "whom_relatives", "of_infinitives", "conjunctions_or_nouns", "clause_marks", "emphatics",
    "gerund_marks", "minded", "sure", "then", "newly", "displacing", "outcomes",
)  # fmt: skip
_FOLDED = (  # those that are compared without accents
    "owner_marks", "goal_marks", "relatives", "between", "as_said", "undone_openings", "before", "complementizers",
    "aged", "reflexive", "body_marks", "no_names",
)  # fmt: skip
_ENDINGS = (  # those that are endings
    "past_endings", "doing_endings", "infinitive_endings", "conditional_endings", "future_endings", "r_stems",
    "citizen_endings", "feminine_endings", "town_endings",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grammar:
    """Facts for mending parses and reading lists, acts and requests.

    >>> from kg.lang import lexicon
    >>> lexicon("fr").grammar.parties["victime"]
    'pass-subj'
    """

    contracted: Mapping[str, str]  # folded form of a preposition -> the preposition, folded: "du" -> "de"
    owner_marks: frozenset[str]  # folded prepositions before whose it is or of what: "de"
    owner_forms: Mapping[str, str]  # folded form of such a mark -> "bare", or "article" of one that holds one: "du"
    goal_marks: frozenset[str]  # folded prepositions before whom it goes to: "a"
    partitives: frozenset[str]  # prepositions that may stand before a subject: "des passants"
    plural_articles: frozenset[str]  # those that may be the article of a plural: "des"
    relatives: frozenset[str]  # folded words that open a relative clause: "dont", "ou"
    core_relatives: frozenset[str]  # those that may be its subject or object, and "that": "qui", "que"
    clause_joints: frozenset[str]  # before a second relative clause, whatever the parser took them for: "et"
    infinitive_marks: frozenset[str]  # before an infinitive that has no form of its own: "to"
    one: frozenset[str]  # numbers that make no plural
    owners_of: Mapping[str, frozenset[str]]  # person -> possessives of it: "1" -> "mon", "notre"
    many_owners: frozenset[str]  # possessives of several owners: "leur"
    deictic: tuple[str, ...]  # behind a demonstrative: "celui-ci"
    each: frozenset[str]  # first words of "each other", "one another"
    other: frozenset[str]  # and second ones
    numbering: frozenset[str]  # as they are written before a number: "No. 1"
    hour_signs: frozenset[str]  # between hours and minutes: "11 h 30"
    event_endings: tuple[str, ...]  # of nouns that may tell an event
    linking: frozenset[str]  # what stands between a verb and the pronoun behind it, and is no word: "-t"
    present_marks: tuple[str, ...]  # endings of the third person of presents that look like other words: "critique"
    present_endings: tuple[str, ...]  # of presents that look like participles: "dit"
    imperative_endings: tuple[str, ...]  # of verbs that ask, where they stand without a subject
    expletive: frozenset[str]  # subjects that may stand for nobody: "il est interdit de"
    genitive: frozenset[str]  # between a role and its country, where a name may follow: "Prime Minister of X Y Z"
    of_topics: frozenset[str]  # verbs with whom and of what: "informed the leaders of the outcome"
    quantities: frozenset[str]  # nouns that count what stands behind "of": "dozens of people"
    joints: frozenset[str]  # what joins the last member of a list: "et", "ou"
    doer_marks: frozenset[str]  # those of `act_marks` that tell who did it: "par"
    act_marks: Mapping[str, str]  # preposition behind an event noun -> "by" (who did it), "obj" (whom it was aimed at)
    parties: Mapping[str, str]  # noun -> the part of who is called so in the act that follows: "victime de"
    idle_roles: Mapping[str, frozenset[str]]  # verb -> nouns behind its object that only tell as what: "hold X hostage"
    title_genders: Mapping[str, str]  # title -> "M" or "F"
    idle: Mapping[str, frozenset[str]]  # verb -> objects with which it tells of no event: "faire partie"
    set_phrases: Mapping[str, frozenset[str]]  # verb -> nouns that stand right behind it: "avoir lieu"
    subject_relatives: frozenset[str]  # pronouns that open a clause as its subject, and nothing else: "qui"
    helpers: frozenset[str]  # auxiliaries before an infinitive without its mark: "did"
    prefixes: frozenset[str]  # before a hyphen and a verb: "re-elected"
    perceiving: frozenset[str]  # verbs below which an infinitive or gerund has a subject of its own: "saw him leave"
    letting: frozenset[str]  # and those of letting and making somebody do it
    suffered_acts: frozenset[str]  # actions that somebody suffers: "Man jailed for fraud" in a headline
    amid: frozenset[str]  # opens "among those arrested was X"
    plurals: Mapping[str, str]  # ending of a plural -> of its singular, the longest first
    object_relatives: frozenset[str]  # pronouns that may be the object of the clause that they open: "whom"
    recent: Mapping[str, Sequence[str]]  # verb -> folded marks of what has just been done: "vient de partir"
    clefts: frozenset[str]  # folded subjects of "c'est le maire qui a signé"
    regular_participles: Mapping[str, str]  # ending of a participle -> of its infinitive
    first_heads: bool  # the first word of a person's name is its head
    asides: Mapping[str, tuple[str, ...]]  # folded first word -> set phrases that tell of nothing, without blanks
    counts: frozenset[str]  # nouns that only count what follows them: "une série d'attaques"
    circumstances: frozenset[str]  # folded prepositions of what hangs on people by the parser's mistake
    aiming: frozenset[str]  # verbs whose participle behind a noun has whom that is aimed at: "visant le maire"
    state: frozenset[str]  # folded words that by themselves name the state as a body: "l'État"
    partner_marks: frozenset[str]  # folded marks of whom one acts with or against, which no means or place has
    articles: frozenset[str]  # folded; no person's name stands behind one
    set_infinitives: frozenset[str]  # that are no verbs: "à partir", "à venir"
    impersonal_verbs: frozenset[str]  # verbs whose "il" may stand for nobody
    long_marks: Mapping[str, str]  # the folded main word of a preposition of several words -> what it is like
    undergoing: frozenset[str]  # reflexive verbs whose subject undergoes the infinitive below: "se faire arrêter"
    reflexive: frozenset[str]  # folded pronouns that make a verb reflexive: "se", "s'"
    purpose: frozenset[str]  # folded marks of infinitives that tell for what something is done: "pour"
    among: frozenset[str]  # opens an insertion that names some of those before: ", dont X,"
    years: frozenset[str]  # folded words behind the number of an age: "ans"
    aged: frozenset[str]  # folded words that stand between somebody and an age: ", âgé de"
    bare_ages: bool  # a number between commas behind a person's name is an age: "Anna Berg, 34,"
    as_said: frozenset[str]  # folded words that open a clause telling who said the clause above: "comme l'a dit X"
    prospects: Mapping[str, str]  # word above an infinitive -> its modality: "prêt à partir"
    wishes: Mapping[str, str]  # word above a clause -> its modality: "doute qu'il parte"
    then: frozenset[str]  # words before a second verb that goes on with the first: "arrêté puis expulsé"
    outcomes: frozenset[str]  # verbs that tell how an act ended, which took place anyway: "n'a pas abouti"
    minded: frozenset[str]  # verbs whose passive with a clause tells what somebody thinks: "est convaincu que"
    sure: frozenset[str]  # adjectives before a clause that somebody holds to be true: "est certain que"
    governed: Mapping[str, str]  # verb, with its preposition -> the modality of an act that is its object
    generic: Mapping[str, frozenset[str]]  # words by which a verb tells what is always so (kg/extract/generics.py)
    openings: Mapping[str, str]  # folded words before an infinitive, noun or clause -> its modality: "en vue de"
    undone_openings: frozenset[str]  # folded, before what does not happen: "au lieu de"
    charging: frozenset[str]  # verbs of what is done to somebody for an act that is not proven: "arrêter"
    foreseen: frozenset[str]  # verbs whose passive, in the present, tells what is to come: "est attendu mardi"
    undoing: Mapping[str, str]  # word whose object does not happen -> how: "annuler" -> "called off"
    in_question: frozenset[str]  # nouns that, denied, deny the infinitive behind them: "pas question de"
    before: frozenset[str]  # folded marks of infinitives that come after the main clause: "avant de"
    intents: frozenset[str]  # nouns that tell what somebody means to do: "intention"
    nothing: frozenset[str]  # pronouns that mean nobody and nothing
    more_than: frozenset[str]  # words before which a "not" only says that there is more: "not only"
    to_say: str  # the plainest verb of saying
    complementizers: frozenset[str]  # folded words that open what is said, and relative clauses as well: "que"
    made_known: Mapping[str, frozenset[str]]  # verb -> infinitives behind it that only say: "a fait savoir"
    callings: Mapping[str, str]  # noun that may take up the one person named before -> its field: "joueur"
    other_words: Mapping[str, frozenset[str]]  # folded noun, with what it is of -> roles of whom it takes up
    only_firms: frozenset[str]  # nouns that take up companies and nothing else
    offices: Mapping[str, str]  # role -> the field of the nouns that may take up who has it: "maire" -> "politics"
    firms: frozenset[str]  # nouns for companies, which take up one another and no other body
    legal: frozenset[str]  # folded forms of companies behind their names: "sa"
    media: frozenset[str]  # nouns for newspapers and channels
    traders: frozenset[str]  # nouns that with their trade behind them take up a company: "le géant de l'énergie"
    town_endings: tuple[str, ...]  # folded, of adjectives of towns
    clubs: frozenset[str]  # first words of names of clubs, before the adjective of their town: "Stade"
    teams: frozenset[str]  # nouns that take up a club, which may be called by its town
    bodies: frozenset[str]  # nouns that take up any body: "organisation"
    counted: Mapping[str, int]  # words for how many are meant: "les deux hommes", "le trio"
    newly: frozenset[str]  # before a role that somebody has just got: "la nouvelle ministre"
    displacing: frozenset[str]  # verbs whose subject comes and whose object goes: "remplacer"
    body_names: Mapping[str, frozenset[str]]  # noun that takes up a body -> folded first words of such bodies' names
    body_marks: frozenset[str]  # folded prepositions before what a body is for, in its name: "pour"
    no_names: frozenset[str]  # and those that no name of a body holds: "avec"
    parts: Mapping[str, str]  # noun that takes up who had that part in an event: "assaillant" -> "attacker"
    between: frozenset[str]  # folded prepositions before those who do it to each other
    men: frozenset[str]  # nouns of men that end as those of women may: "homme"
    women: frozenset[str]  # nouns of people that are feminine without telling it by their ending
    undertaking: Mapping[str, str]  # verb whose subject does what its object tells: "made" it, or was "told" to
    same_subject: frozenset[str]  # folded marks of infinitives and gerunds that share the subject above: "après"
    examples: frozenset[str]  # what opens a list of examples: "des villes comme Lyon et Nice"
    including: frozenset[str]  # before names of some of those told before: "including"
    citizen_endings: tuple[str, ...]  # of words for a people and for one of it: "the Italian"
    past_endings: tuple[str, ...]  # of participles, which no finite form has: "arrêtées"
    doing_endings: tuple[str, ...]  # of present participles, which no finite form has: "décidant"
    infinitive_endings: tuple[str, ...]
    future_endings: tuple[str, ...]  # that a present has only of verbs in `r_stems`
    conditional_endings: tuple[str, ...]  # that an imperfect has only of verbs in `r_stems`
    r_stems: tuple[str, ...]  # endings of infinitives whose stem ends as the future's does: "entrer"
    feminine_endings: tuple[str, ...]  # of nouns that name women: "ambassadrice"
    feminine_letter: str  # in which all nouns that name women end, "" where they have none
    perfect: frozenset[str]  # auxiliaries with which the subject acts: "avoir"
    passive: frozenset[str]  # auxiliaries with which it does not, whatever the parser took them for: "être"
    uncontracted: frozenset[str]  # folded preposition and pronoun that no article could be: "de le"
    conjunctions_or_nouns: frozenset[str]  # nouns behind an article: "un car"
    of_infinitives: frozenset[str]  # prepositions behind which no other form of a verb stands
    whom_relatives: frozenset[str]  # folded relative pronouns that stand behind a preposition: "à qui", "avec lequel"
    clause_marks: frozenset[str]  # folded conjunctions that open a clause and no phrase: "lorsque"
    gerund_marks: frozenset[str]  # folded prepositions before gerunds: "en"
    emphatics: frozenset[str]  # folded pronouns that only stress who it was, behind a verb: "lui-même"
    pointing: frozenset[str]  # pronouns that mean whom the relative clause behind tells: "celui"

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Grammar:
        """From the table `[grammar]` of a language file."""
        plain: dict[str, Any] = {name: frozenset(table.get(name, ())) for name in _WORDS}
        plain |= {name: frozenset(map(fold, table.get(name, ()))) for name in _FOLDED}
        plain |= {name: tuple(table.get(name, ())) for name in _ENDINGS}
        return cls(
            contracted={fold(form): fold(word) for form, word in table["contracted"].items()},
            owner_forms=table.get("owner_forms", {}),
            partitives=frozenset(table["partitives"]),
            plural_articles=frozenset(table["plural_articles"]),
            core_relatives=frozenset(table["core_relatives"]),
            one=frozenset(table["one"]),
            many_owners=frozenset(table["many_owners"]),
            deictic=tuple(table.get("deictic", ())),
            event_endings=tuple(table["event_endings"]),
            linking=frozenset(table["linking"]),
            present_marks=tuple(table.get("present_marks", ())),
            present_endings=tuple(table["present_endings"]),
            imperative_endings=tuple(table["imperative_endings"]),
            expletive=frozenset(table["expletive"]),
            joints=frozenset(table["joints"]),
            doer_marks=frozenset(mark for mark, part in table["act_marks"].items() if part == "by"),
            act_marks=table["act_marks"],
            parties=table["parties"],
            idle_roles={verb: frozenset(nouns) for verb, nouns in table.get("idle_roles", {}).items()},
            title_genders=table.get("title_genders", {}),
            idle={verb: frozenset(nouns) for verb, nouns in table["idle"].items()},
            set_phrases={verb: frozenset(nouns) for verb, nouns in table["set_phrases"].items()},
            recent=table.get("recent", {}),
            regular_participles=table.get("regular_participles", {}),
            first_heads=table.get("first_heads", False),
            asides=_by_first_word(table.get("asides", ())),
            plurals=table.get("plurals", {}),
            long_marks=table.get("long_marks", {}),
            callings={noun: field for field, nouns in table.get("callings", {}).items() for noun in nouns},
            offices={noun: field for field, nouns in table.get("offices", {}).items() for noun in nouns},
            owners_of={person: frozenset(words) for person, words in table.get("owners_of", {}).items()},
            other_words={fold(word): frozenset(roles) for word, roles in table.get("other_words", {}).items()},
            parts={noun: part for part, nouns in table.get("parts", {}).items() for noun in nouns},
            body_names={noun: frozenset(map(fold, words)) for noun, words in table.get("body_names", {}).items()},
            counted=table.get("counted", {}),
            undertaking=table.get("undertaking", {}),
            prospects={word: mood for mood, words in table.get("prospects", {}).items() for word in words},
            wishes={word: mood for mood, words in table.get("wishes", {}).items() for word in words},
            governed={word: mood for mood, words in table.get("governed", {}).items() for word in words},
            generic={name: frozenset(words) for name, words in table.get("generic", {}).items()},
            openings={fold(word): mood for mood, words in table.get("openings", {}).items() for word in words},
            undoing={word: how for how, words in table.get("undoing", {}).items() for word in words},
            in_question=frozenset(table.get("in_question", ())),
            intents=frozenset(table["intents"]),
            nothing=frozenset(table["nothing"]),
            more_than=frozenset(table["more_than"]),
            to_say=table["to_say"],
            made_known={verb: frozenset(said) for verb, said in table.get("made_known", {}).items()},
            years=frozenset(table["years"]),
            bare_ages=table.get("bare_ages", False),
            feminine_letter=table.get("feminine_letter", ""),
            **plain,
        )


def _by_first_word(phrases: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in map(fold, phrases):
        first = re.split(r"(?<=')|[ -]", phrase, maxsplit=1)[0]
        found[first] = (*found.get(first, ()), phrase.replace(" ", ""))
    return found


def lemma_endings(rules: Mapping[str, list[str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Base -> endings of its forms, turned about: last letter of a form -> its endings and theirs, longest first."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    pairs = [(ending, base) for base, endings in rules.items() for ending in endings]
    for ending, base in sorted(pairs, key=lambda pair: (-len(pair[0]), pair)):
        found[ending[-1:]] = (*found.get(ending[-1:], ()), (ending, base))
    return found
