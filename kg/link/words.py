"""Words as linking compares them: folded, stemmed, without function words; nouns of two languages as one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from kg.ids import fold
from kg.lang import actions, available, load

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_KEPT = 1 << 16  # words whose folding is remembered: news repeats itself


def words(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded, in order.

    >>> words("L'OTAN demande 14 réponses.")
    ('otan', 'demande', '14', 'reponses')
    """
    return tuple(part for found in _WORD.findall(text) for part in _folded(found))


@lru_cache(maxsize=_KEPT)
def _folded(word: str) -> tuple[str, ...]:
    """The word folded; an elided article or pronoun is no part of it."""
    word = fold(word)
    head, mark, tail = word.partition("'")
    return (tail,) if mark and len(head) <= 2 and tail else (word,)


def stems(said: Iterable[str], language: str) -> frozenset[str]:
    """Stems of the content words among folded words; words of time are left out, since times are compared as such.

    >>> sorted(stems(("les", "propositions", "lundi", "de", "paix"), "fr"))
    ['paix', 'propos']
    """
    stop = common_words(language) | time_words(language)
    return frozenset(stem(word) for word in said if word not in stop and (len(word) > 2 or word.isdigit()))


def stem(word: str) -> str:
    """A rough stem, to compare words of one language: the first six letters without the plural.

    >>> stem("propositions") == stem("proposition"), stem("7")
    (True, '7')
    """
    return word.rstrip("sx")[:6] if len(word) > 4 and not word[0].isdigit() else word


@cache
def common_words(language: str) -> frozenset[str]:
    """Folded function words of a language, those of all known languages for an unknown one.

    >>> "dans" in common_words("fr"), "dans" in common_words("en")
    (True, False)
    """
    table: Mapping[str, str] = load("function-words")
    listed = [table[language]] if language in table else list(table.values())
    return frozenset(fold(word) for line in listed for word in line.split()) | determiners(language)


@cache
def determiners(language: str) -> frozenset[str]:
    """Folded determiners of a language; of all languages with a lexicon when it has none.

    >>> "leurs" in determiners("fr"), "the" in determiners("en")
    (True, True)
    """
    codes = [language] if language in available() else list(available())
    return frozenset(fold(word) for code in codes for word in load(code).get("determiners", {}))


@cache
def time_words(language: str) -> frozenset[str]:
    """Folded nouns of time: "lundi", "janvier", "semaine"."""
    codes = [language] if language in available() else list(available())
    return frozenset(fold(word) for code in codes for word in load(code).get("time_nouns", {}).get("nouns", ()))


@cache
def ordinals(language: str) -> frozenset[str]:
    """Stems of ordinal numbers: the first round is not the second one.

    >>> stem("seconde") in ordinals("fr"), stem("second") in ordinals("en")
    (True, True)
    """
    if language not in available():
        return frozenset()
    found = load(f"{language}-time").get("classes", {}).get("ord", {})
    return frozenset(stem(fold(word)) for word in found)


@cache
def firsts(language: str) -> frozenset[str]:
    """Stems of "first" in all its forms.

    >>> firsts("fr"), firsts("en")
    (frozenset({'premie'}), frozenset({'first'}))
    """
    if language not in available():
        return frozenset()
    found = load(f"{language}-time").get("classes", {}).get("ord", {})
    return frozenset(stem(fold(word)) for word, value in found.items() if value == 1)


@cache
def noun_table(language: str) -> Mapping[str, str]:
    """Folded noun -> noun of the other language (French and English); the list of nouns has the say, then the acts.

    >>> noun_table("fr")["reponse"], noun_table("en")["treaty"]
    ('response', 'traité')
    """
    pairs = [(fr, en) for fr, en in load("nouns").items()]
    pairs += [(a.nouns["fr"], a.nouns["en"]) for a in actions().values() if {"fr", "en"} <= set(a.nouns)]
    made: dict[str, str] = {}
    for fr, en in pairs:
        made.setdefault(*((fold(fr), en) if language == "fr" else (fold(en), fr)))
    return made


@lru_cache(maxsize=_KEPT)
def look_up(word: str, language: str) -> tuple[str, bool]:
    """(the noun in the other language or "", whether the word is a plural).

    >>> look_up("propositions", "fr"), look_up("treaties", "en")
    (('proposal', True), ('traité', True))
    """
    table, text = noun_table(language), fold(word)
    if text in table:
        return table[text], False
    for ending, to in (("ies", "y"), ("es", ""), ("s", ""), ("x", "")):
        if text.endswith(ending) and (found := table.get(text[: -len(ending)] + to)):
            return found, True
    return "", False


def english(said: Iterable[str], language: str) -> frozenset[str]:
    """The English nouns among folded words of a French or English text.

    >>> sorted(english(("les", "troupes", "et", "missiles"), "fr"))
    ['missile', 'troop']
    """
    if language == "fr":
        return frozenset(noun for word in said if (noun := look_up(word, "fr")[0]))
    if language == "en":
        return frozenset(fold(fr) and look_up(fr, "fr")[0] for word in said if (fr := look_up(word, "en")[0]))
    return frozenset()
