"""The lists of words that labels need, from `kg/lang/labels.toml`, and what they tell of a phrase."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kg.lang import lexicon, load


@cache
def words(language: str) -> dict[str, frozenset[str]]:
    """The lists of words that labels in a language need, by what they are for."""
    table: dict[str, Any] = dict(load("labels")[language])
    return {key: frozenset(value.split()) for key, value in table.items() if isinstance(value, str)}


def entry(language: str, key: str) -> str:
    """One entry of the tables for labels.

    >>> entry("fr", "by")
    'par'
    """
    return str(load("labels")[language][key])


def tokens(phrase: str) -> set[str]:
    """The words of a phrase in small letters, elided ones apart.

    >>> sorted(tokens("N'est pas"))
    ['est', "n'", 'pas']
    >>> sorted(tokens("won’t go"))
    ['go', "n't", 'wo']
    """
    return set(re.findall(r"n't|[\w-]+?(?=n't)|[\w-]+'?", phrase.lower().replace("’", "'")))


def is_plural(phrase: str, language: str, *, named: bool = True) -> bool:
    """Whether a phrase is in the plural, by its determiner or its ending; one that is not `named` holds no name.

    >>> is_plural("les alliés", "fr"), is_plural("some units", "en"), is_plural("the United States", "en")
    (True, True, False)
    >>> is_plural("Ministers", "en", named=False), is_plural("Reuters", "en")
    (True, False)
    """
    phrase = phrase if named else phrase[:1].lower() + phrase[1:]
    parts = phrase.split()
    if not parts or language not in load("labels"):
        return False
    if parts[0].lower() in words(language)["plural"] or re.match(r"\d", parts[0]):
        return True
    if language == "fr":
        return parts[0][0].islower() and parts[0].endswith(("s", "x")) and len(parts[0]) > 4
    heads = re.split(r"\s(?:of|from|in|for|on|at|with)\s", phrase)[0].split() or parts
    title = parts[0].lower() == "the" and all(word[0].isupper() for word in heads[1:])
    ending = heads[-1].endswith("s") and not heads[-1].endswith(("ss", "us", "is", "'s"))
    return heads[-1] in words(language)["people"] or (ending and heads[-1][0].islower() and not title)


def plain(phrase: str, language: str) -> str:
    """A description without the capital that it had as the first word of a sentence.

    >>> plain("The old mayor", "en"), plain("L’armée", "fr"), plain("Le Monde", "fr"), plain("Ministers", "en")
    ('the old mayor', 'l’armée', 'Le Monde', 'Ministers')
    """
    found = re.match(r"([^\W\d]+['’]?)\s*([^\W\d_])", phrase)
    if found is None or language not in load("labels") or found[2].isupper():
        return phrase
    first, lists = found[1].lower().replace("’", "'"), words(language)
    return phrase[:1].lower() + phrase[1:] if first in lists["determiners"] | lists["plural"] else phrase


@cache
def speaking(language: str) -> frozenset[str]:
    """Verbs by which somebody says something."""
    verbs = lexicon(language).verbs
    return frozenset(lemma for lemma, verb in verbs.items() if verb.klass.startswith("communication"))


@cache
def ending(language: str, key: str) -> re.Pattern[str]:
    """Any word of a list where it ends a piece of text, with the blank behind it.

    >>> bool(ending("fr", "determiners").search("dans l’")), bool(ending("en", "determiners").search("on the"))
    (True, False)
    """
    return re.compile(rf"(?<![\w'’-])(?:{_either(language, key)})(?:\s+|(?<=['’]))$", re.IGNORECASE)


@cache
def short_phrase(language: str) -> re.Pattern[str]:
    """A determiner and up to three words."""
    return re.compile(
        rf"(?:{_either(language, 'determiners')})(?:\s|(?<=['’]))[\w'’-]+(?:\s[\w'’-]+){{0,2}}", re.IGNORECASE
    )


def _either(language: str, key: str) -> str:
    found = sorted(words(language)[key], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("'", "['’]") for word in found)


@cache
def group_pattern(language: str) -> re.Pattern[str]:
    """Auxiliaries, negations and adverbs that end a piece of text, before a verb."""
    either = _either(language, "group")
    return re.compile(rf"(?:(?<![\w'’-])|(?<=[ns]['’]))(?:(?:{either})(?:n['’]t)?(?:\s+|(?<=['’])))+$", re.IGNORECASE)
