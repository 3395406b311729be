"""`Lexicon`: one language's words as fast lookups, checked when they are loaded.

The tables of `<code>.toml` are turned inside out, from "action -> words" to "word -> entry". Lookups take lemmas in
lower case and give `None` (or "", or False) for a word that is not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.errors import LanguageError
from kg.ids import fold
from kg.lang.grammar import Grammar, lemma_endings
from kg.lang.patterns import Patterns, patterns
from kg.lang.tables import actions, load

CONTENTS = (
    "asserted", "factive", "denied", "doubted", "requested", "promised", "threatened", "decided", "possible",
    "forbidden", "refused", "none",
)  # fmt: skip
COLOURS = ("possible", "future", "actual", "hypothetical", "negative", "requested")


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """What a verb tells. `klass` is "communication:urge", "event", "state" or "colour"; a state has no action.

    `content` is what it does to its complement clause (one of `CONTENTS`), `addressee` where the hearer stands ("obj",
    a preposition or ""), `control` who does its infinitive ("subj" or "addressee"), `complements` what may hold
    the content.
    """

    lemma: str
    klass: str
    action: str = ""
    type: str = ""
    content: str = ""
    addressee: str = ""
    control: str = "subj"
    complements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NounEntry:
    """What an event noun tells; `klass` is "communication:<class>", "event" or "casualty" (no event by itself)."""

    lemma: str
    klass: str
    action: str
    type: str
    content: str = ""


@dataclass(frozen=True, slots=True)
class Colour:
    """What a modal or aspect verb does to its infinitive.

    `modality` is one of `COLOURS`; `by_tense` overrides it for "past", "conditional" or "future" forms of the verb;
    `control` says who does the infinitive ("subj", "obj" or a preposition).
    """

    modality: str
    by_tense: Mapping[str, str]
    control: str = "subj"

    def modality_in(self, tense: str) -> str:
        return self.by_tense.get(tense, self.modality)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words. Plain tables, with methods where a lookup needs a rule.

    >>> fr = lexicon("fr")
    >>> fr.verb("exhorter").action, fr.verb("exhorter").addressee
    ('urges', 'obj')
    >>> fr.light("prendre", "otage"), fr.verb("habiter").klass
    ('detains', 'state')
    """

    code: str
    verbs: Mapping[str, VerbEntry]
    nouns: Mapping[str, NounEntry]
    casualties: Mapping[str, str]  # victims, and the action that makes them: "mort" -> "kills"
    light_verbs: Mapping[str, Mapping[str, str]]  # verb -> noun -> action
    happening: frozenset[str]  # verbs whose subject, an event noun, tells the event: "survenir", "se dérouler"
    reporting: frozenset[str]  # verbs that may introduce a quotation, those that tell something else without one too
    colours: Mapping[str, Colour]
    roles: frozenset[str]
    titles: frozenset[str]  # folded, with and without their full stop
    persons: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    time_nouns: frozenset[str]
    abstract_nouns: frozenset[str]
    hypernyms: Mapping[str, tuple[str, ...]]  # "pays" -> the entity labels it may take up
    citing: frozenset[str]  # folded phrases that give a source: "selon", "d'apres"
    weak_citing: frozenset[str]
    doubt_words: frozenset[str]
    hypothetical_words: frozenset[str]
    future_words: frozenset[str]
    negations: frozenset[str]  # folded, as are the next three
    negative_particles: frozenset[str]
    denied_alone: frozenset[str]  # verbs that a particle denies without another word
    questions: frozenset[str]  # words that ask who, when or why, of what is so
    restricting: frozenset[str]  # unless such a word stands right behind them
    negative_determiners: frozenset[str]
    without: frozenset[str]
    be_verbs: frozenset[str]
    person_endings: tuple[str, ...]  # endings of nouns that name people
    mood_endings: Mapping[str, tuple[str, ...]]  # "Fut" -> what follows the infinitive
    impersonal: frozenset[str]  # folded pronouns that take up nothing: "on", "ce"
    latter: frozenset[str]  # "ce dernier": adjectives that take up who was named last
    grammar: Grammar
    pronouns: Mapping[str, Mapping[str, Any]]
    determiners: Mapping[str, Mapping[str, Any]]
    lemmas: Mapping[str, str]
    endings: Mapping[str, tuple[tuple[str, str], ...]]  # last letter -> endings of forms and of lemmas, longest first
    participles: Mapping[str, str]  # "déployée" -> "déployer"
    patterns: Patterns
    reflexive_marks: tuple[str, str]  # before a consonant, before a vowel; ("", "") where verbs carry no mark

    def verb(self, lemma: str) -> VerbEntry | None:
        return self.verbs.get(lemma)

    def noun(self, lemma: str) -> NounEntry | None:
        return self.nouns.get(lemma)

    def light(self, verb: str, noun: str) -> str | None:
        """The action a light verb and its noun tell together; None when they do not form one event."""
        return self.light_verbs.get(verb, {}).get(noun)

    def light_nouns(self, verb: str) -> Mapping[str, str]:
        return self.light_verbs.get(verb, {})

    def colour(self, lemma: str) -> str | None:
        """What the verb does to its infinitive, in the present tense; None when it is no modal or aspect verb."""
        found = self.colours.get(lemma)
        return found.modality if found is not None else None

    def reflexive(self, lemma: str) -> str:
        """The lemma of a verb used with its reflexive pronoun.

        >>> lexicon("fr").reflexive("engager"), lexicon("fr").reflexive("prononcer")
        ("s'engager", 'se prononcer')
        """
        plain, elided = self.reflexive_marks
        if not plain:
            return lemma
        first, other = (elided, plain) if fold(lemma[:1]) in "aeiouyh" else (plain, elided)
        return other + lemma if other + lemma in self.verbs else first + lemma

    def lemma_fix(self, surface: str, lemma: str) -> str:
        """The right lemma of a verb form (both in lower case), where the pipeline's is wrong.

        The table comes first; then an unknown lemma gives way to the first known verb that the form's ending allows.

        >>> lexicon("fr").lemma_fix("indique", "indique")
        'indiquer'
        """
        if lemma in self.lemmas:
            return self.lemmas[lemma]
        if lemma in self.verbs or lemma in self.colours or lemma in self.light_verbs:
            return lemma
        if surface in self.lemmas:
            return self.lemmas[surface]
        for ending, base in self.endings.get(surface[-1:], ()):
            if surface.endswith(ending) and len(surface) - len(ending) >= 2:
                candidate = surface[: len(surface) - len(ending)] + base
                if candidate in self.verbs:
                    return candidate
        return self.participles.get(surface, lemma)

    def participle(self, surface: str) -> str:
        """The verb whose past participle this is, "" when it is none we know."""
        return self.participles.get(surface, "")

    def type_of(self, action: str) -> str:
        return actions()[action].type

    def is_role(self, lemma: str) -> bool:
        return lemma in self.roles or self._former(lemma) in self.roles

    def is_person_noun(self, lemma: str) -> bool:
        return lemma in self.persons or self._former(lemma) in self.persons

    def _former(self, lemma: str) -> str:
        """What somebody was: "adjointe" of "ex-adjointe"; "" of another word."""
        mark, dash, rest = lemma.partition("-")
        return rest if dash and mark in self.patterns.former else ""

    def is_org_noun(self, lemma: str) -> bool:
        return lemma in self.organisations

    def is_place_noun(self, lemma: str) -> bool:
        return lemma in self.places

    def is_time_noun(self, lemma: str) -> bool:
        return lemma in self.time_nouns

    def is_abstract(self, lemma: str) -> bool:
        return lemma in self.abstract_nouns


@cache
def lexicon(code: str) -> Lexicon:
    """The words of a language, checked.

    Errors: `LanguageError` for an unknown language, and for a word that a table gives two meanings or an action
    that does not exist, naming the file and the word.
    """
    return build(code, load(code))


def build(code: str, table: Mapping[str, Any]) -> Lexicon:
    """A lexicon from the tables of one language file (`code` names the file in messages)."""
    try:
        return _Builder(code, table).lexicon()
    except KeyError as error:
        where = f"kg/lang/{code}.toml"
        raise LanguageError(f"no table or field {error}.", where=where, hint="Compare fr.toml.") from error


class _Builder:
    """Turns the tables of one file inside out and checks them."""

    def __init__(self, code: str, table: Mapping[str, Any]) -> None:
        self.code, self.table = code, table
        self.verbs: dict[str, VerbEntry] = {}
        self.nouns: dict[str, NounEntry] = {}

    def lexicon(self) -> Lexicon:
        table = self.table
        for name, row in table["communication"].items():
            self._communication(name, row)
        for action, word in self._pairs("events"):
            self._verb(VerbEntry(word, "event", action, self._type(action, word)))
        for action, word in self._pairs("event_nouns"):
            self._noun(NounEntry(word, "event", action, self._type(action, word)))
        for word in table["states"]["verbs"]:
            self._verb(VerbEntry(word, "state"))
        colours = {word: self._colour(word, row) for word, row in table["colour"].items()}
        for word in colours:
            self.verbs.setdefault(word, VerbEntry(word, "colour"))
        self._respell(table["grammar"]["spelling"])
        light = {verb: self._light(verb, row) for verb, row in table["light_verbs"].items()}
        casualties = {w: a for a, w in self._pairs("casualties")}
        for word, action in casualties.items():
            self.nouns.setdefault(word, NounEntry(word, "casualty", action, self._type(action, word)))
        grammar, facts = table["grammar"], table["factuality"]
        marks = grammar["reflexive"]
        return Lexicon(
            code=self.code, verbs=self.verbs, nouns=self.nouns, casualties=casualties,
            light_verbs=light, happening=self._words("happening"), reporting=self._reporting(), colours=colours,
            roles=self._words("roles"), titles=_stopless(table["titles"]["words"]),
            persons=self._words("persons"), organisations=self._words("organisations"), places=self._words("places"),
            time_nouns=self._words("time_nouns"), abstract_nouns=self._words("abstract"),
            hypernyms={w: tuple(kinds) for w, kinds in table["hypernyms"].items()},
            citing=_folded(table["attribution"]["phrases"]), weak_citing=_folded(table["attribution"]["weak"]),
            doubt_words=frozenset(facts["possible"]), hypothetical_words=frozenset(facts["hypothetical"]),
            future_words=frozenset(facts["future"]), negations=_folded(facts["negations"]),
            negative_particles=_folded(facts["particles"]),
            denied_alone=frozenset(facts.get("alone", ())), restricting=_folded(facts.get("restricts", ())),
            questions=_folded(facts.get("questions", ())),
            negative_determiners=_folded(facts["determiners"]),
            without=_folded(facts["without"]), be_verbs=frozenset(grammar["be_verbs"]),
            person_endings=tuple(grammar["person_endings"]),
            mood_endings={mood: tuple(ends) for mood, ends in grammar["moods"].items()},
            impersonal=_folded(grammar["impersonal"]), latter=frozenset(grammar["latter"]),
            grammar=Grammar.of(grammar),
            pronouns=table["pronouns"], determiners=table["determiners"],
            lemmas=table["lemmas"], endings=lemma_endings(grammar["endings"]), participles=self._participles(grammar),
            patterns=patterns(table),
            reflexive_marks=(marks[0], marks[1]) if marks else ("", ""),
        )  # fmt: skip

    def _communication(self, name: str, row: Mapping[str, Any]) -> None:
        frames = row.get("frames", {})
        for word in frames:
            if word not in row["verbs"] and word not in row["nouns"]:
                raise self._error(f'"{word}" has a frame in "{name}" but is no word of it.', "Add it or drop it.")
        for word in row["verbs"]:
            own = {**row, **frames.get(word, {})}
            if own["content"] not in CONTENTS:
                raise self._error(f'"{word}": unknown content "{own["content"]}".', f"One of {', '.join(CONTENTS)}.")
            self._verb(
                VerbEntry(
                    word, f"communication:{name}", own["action"], self._type(own["action"], word), own["content"],
                    own["addressee"], own["control"], tuple(own["complements"]),
                )
            )  # fmt: skip
        for word in row["nouns"]:
            own = {**row, **frames.get(word, {})}
            action = own["action"]
            self._noun(NounEntry(word, f"communication:{name}", action, self._type(action, word), own["content"]))

    def _respell(self, rules: Mapping[str, str]) -> None:
        """Add the other spelling of every word ("organise", "organize"); it never displaces a word of its own."""
        for ending, other in rules.items():
            for verb in [v for v in self.verbs.values() if v.lemma.endswith(ending)]:
                lemma = verb.lemma.removesuffix(ending) + other
                self.verbs.setdefault(lemma, replace(verb, lemma=lemma))
            for noun in [n for n in self.nouns.values() if n.lemma.endswith(ending)]:
                lemma = noun.lemma.removesuffix(ending) + other
                self.nouns.setdefault(lemma, replace(noun, lemma=lemma))

    def _light(self, verb: str, row: Mapping[str, list[str]]) -> dict[str, str]:
        found: dict[str, str] = {}
        for action, nouns in row.items():
            for noun in self._expanded(nouns):
                if noun in found:
                    raise self._error(f'[light_verbs] "{verb}" has "{noun}" twice.', "Keep one.")
                if action != "noun":
                    self._type(action, noun)
                    found[noun] = action
                elif noun in self.nouns:
                    found[noun] = self.nouns[noun].action
                else:
                    raise self._error(
                        f'[light_verbs] "{verb}": the noun "{noun}" tells nothing by itself.', "Put it under an action."
                    )
        return found

    def _expanded(self, nouns: list[str]) -> Iterator[str]:
        """Words as they stand; "@roles" stands for the words of that table."""
        for noun in nouns:
            yield from sorted(self._words(noun[1:])) if noun.startswith("@") else (noun,)

    def _colour(self, word: str, row: str | Mapping[str, str]) -> Colour:
        own = {"modality": row} if isinstance(row, str) else dict(row)
        control = own.pop("control", "subj")
        modality = own.pop("modality", "") or own.pop("present")
        if any(m not in COLOURS for m in (modality, *own.values())):
            raise self._error(f'[colour] "{word}": unknown modality.', f"One of {', '.join(COLOURS)}.")
        return Colour(modality, own, control)

    def _participles(self, grammar: Mapping[str, Any]) -> dict[str, str]:
        """Participle form -> verb, from the regular endings and the list of irregular ones."""
        found: dict[str, str] = {}
        irregular = grammar["irregular_participles"]
        for lemma in self.verbs:
            bare = lemma.split("'")[-1].split(" ")[-1]
            for form in [irregular[bare]] if bare in irregular else _regular(bare, grammar["participles"]):
                for ending in grammar["agreement"]:
                    if not (form.endswith("s") and ending in ("s",)):
                        found.setdefault(form + ending, bare)
        return found

    def _reporting(self) -> frozenset[str]:
        return self._words("quoting") | {v.lemma for v in self.verbs.values() if "quote" in v.complements}

    def _words(self, name: str) -> frozenset[str]:
        return frozenset(word for words in self.table[name].values() for word in words)

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        return ((action, word) for action, words in self.table[name].items() for word in words)

    def _type(self, action: str, word: str) -> str:
        known = actions().get(action)
        if known is None:
            raise self._error(f'"{word}" has the unknown action "{action}".', "See actions.toml.")
        return known.type

    def _verb(self, entry: VerbEntry) -> None:
        other = self.verbs.setdefault(entry.lemma, entry)
        if other is not entry:
            raise self._error(f'the verb "{entry.lemma}" is in {_place(other)} and in {_place(entry)}.', "Keep one.")

    def _noun(self, entry: NounEntry) -> None:
        other = self.nouns.setdefault(entry.lemma, entry)
        if other is not entry:
            raise self._error(f'the noun "{entry.lemma}" is in {_place(other)} and in {_place(entry)}.', "Keep one.")

    def _error(self, what: str, hint: str) -> LanguageError:
        return LanguageError(what, where=f"kg/lang/{self.code}.toml", hint=hint)


def _regular(lemma: str, rules: Mapping[str, str]) -> list[str]:
    """The regular participle: the longest infinitive ending that fits decides."""
    for ending in sorted(rules, key=len, reverse=True):
        if lemma.endswith(ending):
            return [lemma[: len(lemma) - len(ending)] + rules[ending]]
    return []


def _place(entry: VerbEntry | NounEntry) -> str:
    return f"{entry.klass} ({entry.action})" if entry.action else entry.klass


def _stopless(words: list[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (fold(word), fold(word).rstrip(".")))


def _folded(words: list[str]) -> frozenset[str]:
    return frozenset(fold(w) for w in words)
