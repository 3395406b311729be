"""Names as they are compared across articles and languages."""

from __future__ import annotations

import re
from functools import cache

from kg.ids import fold
from kg.lang import available, load
from kg.link.words import determiners

_WORD = re.compile(r"[\w'’.-]+")
# One sound, several spellings of names that were brought over from another alphabet: French, English, German custom.
_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"sch|ch", "sh"), (r"tsh", "c"), (r"ou", "u"), (r"w", "v"), (r"ph", "f"), (r"gu(?=[ei])", "g"), (r"dj", "j"),
        (r"kh", "h"), (r"(?<=[aeiou])[yj]|[yj]", "i"), (r"ck|q(?!u)", "k"), (r"ff\b", "v"), (r"ieff?\b", "iev"),
        (r"ine\b", "in"), (r"([a-z])\1+", r"\1"), (r"ii+", "i"),
    )
)  # fmt: skip
ACRONYM = re.compile(r"[A-Z][A-Z0-9&.-]{1,6}[A-Z0-9.]?")


def bare(name: str, language: str = "") -> str:
    """A name without determiner and title, in its own spelling; "" when no more than that is there.

    >>> bare("M. Stoltenberg"), bare("l'Alliance", "fr"), bare("The Hague")
    ('Stoltenberg', 'Alliance', 'The Hague')
    """
    words = name.replace("’", "'").split()
    while words:
        head, mark, tail = words[0].partition("'")
        if mark and fold(head + mark) in determiners(language):
            words[0] = tail
        elif fold(words[0]) in titles() or (words[0].islower() and fold(words[0]) in determiners(language)):
            words = words[1:]
        else:
            break
    return " ".join(words)


@cache
def titles() -> frozenset[str]:
    """Folded titles before a name, of all languages, with and without their full stop."""
    found = (fold(word) for code in available() for word in load(code).get("titles", {}).get("words", ()))
    return frozenset(form for word in found for form in (word, word.rstrip(".")))


def proper(name: str, language: str = "") -> bool:
    """Whether a name is one, rather than the description of something unnamed ("les troupes russes").

    >>> proper("Comité militaire"), proper("les troupes russes", "fr"), proper("Toutes nos actions", "fr")
    (True, False, False)
    """
    words = name.split()
    return bool(words) and words[0][:1].isupper() and fold(words[0]) not in determiners(language)


def common(name: str, language: str) -> bool:
    """Whether a name is one noun that many things are called by: "Alliance", "État", "Ouest".

    >>> common("Alliance", "fr"), common("Alliance atlantique", "fr"), common("Microsoft", "fr")
    (True, False, False)
    """
    return fold(name) in _common_nouns(language)


@cache
def _common_nouns(language: str) -> frozenset[str]:
    codes = [language] if language in available() else list(available())
    tables = ("organisations", "places", "abstract", "persons")
    listed = [noun for code in codes for table in tables for noun in load(code).get(table, {}).get("nouns", ())]
    return frozenset(fold(noun) for noun in [*listed, *load("nouns"), *map(str, load("nouns").values())])


def skeleton(word: str) -> str:
    """How a name word sounds, whatever alphabet and custom it was spelt by.

    >>> skeleton("Riabkov") == skeleton("Ryabkov"), skeleton("Poutine") == skeleton("Putin")
    (True, True)
    >>> skeleton("Sergueï") == skeleton("Sergei"), skeleton("Lavrov") == skeleton("Lebedev")
    (True, False)
    """
    text = fold(word).replace("'", "").replace(".", "")
    for pattern, to in _SOUNDS:
        text = pattern.sub(to, text)
    return text


def person(name: str, language: str = "") -> tuple[str, ...]:
    """The words of a person's name as they sound, title aside.

    >>> person("M. Jens Stoltenberg")
    ('iens', 'stoltenberg')
    """
    return tuple(skeleton(word) for word in _WORD.findall(bare(name, language)))


def is_acronym(name: str) -> bool:
    """Whether a name is an acronym, as "COR" or "U.S." are.

    >>> is_acronym("COR"), is_acronym("Cor")
    (True, False)
    """
    return ACRONYM.fullmatch(name) is not None
