"""What extraction asks of a language: the lexicon's entries by lemma, and the grammar facts beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from kg.ids import fold
from kg.lang import actions, load

_PARTICIPLES = (("er", ("é", "ée", "és", "ées")), ("ir", ("i", "ie", "is", "ies")), ("re", ("u", "ue", "us", "ues")))


@dataclass(frozen=True, slots=True)
class Entry:
    """What a verb or noun is taken to mean. `content`: what it does to its complement clause."""

    klass: str
    action: str
    type: str
    content: str = ""
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class Lexis:
    """One language's words, ready for look-up by lemma."""

    code: str
    verbs: Mapping[str, Entry]
    nouns: Mapping[str, Entry]
    lights: Mapping[str, Mapping[str, str]]  # verb -> noun -> action ("" : the noun tells)
    colours: Mapping[str, Any]
    lemmas: Mapping[str, str]
    participles: Mapping[str, str]
    roles: frozenset[str]
    persons: frozenset[str]
    organisations: frozenset[str]
    places: frozenset[str]
    time_nouns: frozenset[str]
    abstract: frozenset[str]
    casualties: Mapping[str, str]
    hypernyms: Mapping[str, list[str]]
    titles: frozenset[str]
    citing: frozenset[str]
    negations: frozenset[str]
    negative_particles: frozenset[str]
    negative_determiners: frozenset[str]
    without: frozenset[str]
    be_verbs: frozenset[str]
    impersonal: frozenset[str]
    doubt_words: frozenset[str] = field(default_factory=frozenset)

    def verb(self, lemma: str) -> Entry | None:
        return self.verbs.get(lemma)

    def noun(self, lemma: str) -> Entry | None:
        return self.nouns.get(lemma)

    def light_nouns(self, verb: str) -> Mapping[str, str]:
        return self.lights.get(verb, {})

    def light(self, verb: str, noun: str) -> str:
        return self.lights.get(verb, {}).get(noun, "")

    def colour(self, lemma: str) -> str | None:
        value = self.colours.get(lemma)
        if isinstance(value, Mapping):
            return str(value.get("modality", value.get("present", "actual")))
        return value

    def lemma_fix(self, surface: str, lemma: str) -> str:
        return self.lemmas.get(surface) or self.lemmas.get(lemma) or lemma

    def participle(self, surface: str) -> str:
        """Infinitive of a participle form of a known verb, "" otherwise."""
        return self.participles.get(surface, "")

    def reflexive(self, lemma: str) -> str:
        """The key of a reflexive verb: "se prononcer", "s'engager"."""
        if self.code != "fr":
            return lemma
        return ("s'" if fold(lemma[:1]) in "aeiouyh" else "se ") + lemma

    def type_of(self, action: str) -> str:
        return actions()[action].type

    def is_role(self, lemma: str) -> bool:
        return lemma in self.roles

    def is_person_noun(self, lemma: str) -> bool:
        return lemma in self.persons

    def is_org_noun(self, lemma: str) -> bool:
        return lemma in self.organisations

    def is_place_noun(self, lemma: str) -> bool:
        return lemma in self.places

    def is_time_noun(self, lemma: str) -> bool:
        return lemma in self.time_nouns

    def is_abstract(self, lemma: str) -> bool:
        return lemma in self.abstract


def _speech(table: Mapping[str, Any], which: str) -> dict[str, Entry]:
    found = {}
    for name, row in table.get("communication", {}).items():
        frames = row.get("frames", {})
        for lemma in row.get(which, ()):
            own = {**row, **frames.get(lemma, {})}
            action = own["action"]
            found[lemma] = Entry(
                f"communication:{name}", action, actions()[action].type, own.get("content", ""), own.get("addressee", "")
            )
    return found


def _listed(rows: Mapping[str, Any], klass: str) -> dict[str, Entry]:
    return {lemma: Entry(klass, action, actions()[action].type) for action, words in rows.items() for lemma in words}


def _participles(verbs: Mapping[str, Entry]) -> dict[str, str]:
    """Regular past participles of the known verbs: the tagger takes many of them for adjectives."""
    found = {}
    for lemma in sorted(verbs):
        plain = lemma.split(" ")[-1].removeprefix("s'")
        for ending, forms in _PARTICIPLES:
            if plain.endswith(ending):
                found.update({plain[: -len(ending)] + f: plain for f in forms})
    return found


def _lights(rows: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {
        verb: {n: "" if action == "noun" else action for action, nouns in by.items() for n in nouns} for verb, by in rows.items()
    }


@cache
def lexis(code: str) -> Lexis:
    """The words of a language; raises `LanguageError` when it has no lexicon.

    >>> lexis("fr").verb("réfuter").type
    'DENY'
    """
    table, grammar = load(code), load(f"{code}-grammar")
    verbs = _listed(table["events"], "event")
    verbs = {v: Entry("state", "", "") for v in table["states"]["verbs"]} | verbs | _speech(table, "verbs")
    nouns = _listed(table["event_nouns"], "event") | _speech(table, "nouns")
    casualties = {n: action for action, words in table["casualties"].items() for n in words}
    nouns |= {n: Entry("casualty", a, actions()[a].type) for n, a in casualties.items() if n not in nouns}

    def words(name: str) -> frozenset[str]:
        return frozenset(w for row in table[name].values() for w in row)

    facts = table["factuality"]
    return Lexis(
        code, verbs, nouns, _lights(table["light_verbs"]), table["colour"], table["lemmas"], _participles(verbs),
        words("roles"), words("persons"), words("organisations"), words("places"), words("time_nouns"), words("abstract"),
        casualties, grammar["hypernyms"], frozenset(grammar["titles"]),
        frozenset(fold(p) for p in table["attribution"]["phrases"]),
        *(frozenset(grammar[n]) for n in ("negations", "negative_particles", "negative_determiners", "without", "be_verbs", "impersonal")),
        frozenset(facts["possible"]),
    )  # fmt: skip
