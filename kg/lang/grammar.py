"""`Grammar`: what the order of words tells in one language, from the tables `[grammar]` of its file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Grammar:
    """Facts for mending parses and reading lists, acts and requests.

    >>> from kg.lang import lexicon
    >>> lexicon("fr").grammar.parties["victime"]
    'pass-subj'
    """

    present_endings: tuple[str, ...]  # of presents that look like participles: "dit"
    imperative_endings: tuple[str, ...]  # of verbs that ask, where they stand without a subject
    expletive: frozenset[str]  # subjects that may stand for nobody: "il est interdit de"
    genitive: frozenset[str]  # between a role and its country, where a name may follow: "Prime Minister of X Y Z"
    of_topics: frozenset[str]  # verbs with whom and of what: "informed the leaders of the outcome"
    quantities: frozenset[str]  # nouns that count what stands behind "of": "dozens of people"
    joints: frozenset[str]  # what joins the last member of a list: "et", "ou"
    act_marks: Mapping[str, str]  # preposition behind an event noun -> "by" (who did it), "obj" (whom it was aimed at)
    parties: Mapping[str, str]  # noun -> the part of who is called so in the act that follows: "victime de"
    idle: Mapping[str, frozenset[str]]  # verb -> objects with which it tells of no event: "faire partie"
    set_phrases: Mapping[str, frozenset[str]]  # verb -> nouns that stand right behind it: "avoir lieu"

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Grammar:
        """From the table `[grammar]` of a language file."""
        return cls(
            present_endings=tuple(table["present_endings"]),
            imperative_endings=tuple(table["imperative_endings"]),
            expletive=frozenset(table["expletive"]),
            genitive=frozenset(table.get("genitive", ())),
            of_topics=frozenset(table.get("of_topics", ())),
            quantities=frozenset(table.get("quantities", ())),
            joints=frozenset(table["joints"]),
            act_marks=table["act_marks"],
            parties=table["parties"],
            idle={verb: frozenset(nouns) for verb, nouns in table["idle"].items()},
            set_phrases={verb: frozenset(nouns) for verb, nouns in table["set_phrases"].items()},
        )
