"""Names as a sentence wants them: with the article their language puts before them ("la Russie", "the United States").

The article's own text tells first; where it is in another language, the tables of `kg/lang/labels.toml` do.
"""

from __future__ import annotations

import re

from kg.gazetteer import gazetteer
from kg.store.wordlists import words as lists

_DETERMINERS = {"du": "le", "au": "le", "des": "les", "aux": "les", "l'": "l'", "l’": "l'"}
_ARTICLES = {"en": ("the ", "a ", "an "), "fr": ("la ", "le ", "les ", "l'", "l’", "un ", "une ", "des ")}
_VOWEL = re.compile(r"[aeiouyéèêàâîôû]", re.IGNORECASE)
_CONTRACTED = {"à le ": "au ", "à les ": "aux ", "de le ": "du ", "de les ": "des "}


def with_article(name: str, language: str, kind: str, *, key: str = "", text: str = "") -> str:
    """A name with its article, if it takes one. `kind` is its entity type, `key` its id, `text` where it is told.

    >>> with_article("Russie", "fr", "GPE", key="Russia"), with_article("United States", "en", "GPE")
    ('la Russie', 'the United States')
    >>> with_article("OTAN", "fr", "ORG", text="Selon l'Otan, rien."), with_article("Ann", "fr", "PER")
    ("l'OTAN", 'Ann')
    """
    if kind == "PER" or not name.strip() or name.lower().startswith(_ARTICLES.get(language, ())):
        return name
    if language == "en":
        return f"the {name}" if _takes_the(name) else name
    if language != "fr":
        return name
    found = _told(name, text) if text else ""
    return _joined(found or _by_table(name, kind, key), name)


def determined(phrase: str, words: str) -> str:
    """A description with the article that the text gives it here.

    >>> determined("ministres de la Défense", "Les ministres"), determined("Ann", "The envoy")
    ('les ministres de la Défense', 'Ann')
    """
    found = re.match(r"(?:(les?|la|the)\s|(l['’]))", words, re.IGNORECASE)
    if found is None or not phrase[:1].islower() or phrase.lower().startswith(_ARTICLES["en"] + _ARTICLES["fr"]):
        return phrase
    article = (found[1] or found[2]).lower()
    return _joined(article, phrase) if article != "l'" or _VOWEL.match(phrase) else phrase


def after(preposition: str, phrase: str) -> str:
    """A phrase behind a preposition, contracted as French does.

    >>> after("à", "le Conseil"), after("de", "Israël"), after("with", "Ann"), after("", "Ann")
    ('au Conseil', "d'Israël", 'with Ann', 'Ann')
    >>> after("auprès de", "les Nations unies"), after("met fin à", "le conflit")
    ('auprès des Nations unies', 'met fin au conflit')
    """
    before, _, last = preposition.rpartition(" ")
    before += " " if before else ""
    if last == "de" and _VOWEL.match(phrase):
        return f"{before}d'{phrase}"
    for apart, glued in _CONTRACTED.items():
        if f"{last} {phrase}".startswith(apart):
            return before + glued + phrase[len(apart) - len(last) - 1 :]
    return f"{preposition} {phrase}".strip()


def _joined(article: str, name: str) -> str:
    return article + name if not article or article.endswith("'") else f"{article} {name}"


def _told(name: str, text: str) -> str:
    """The article a French text puts before a name; "" where it never does."""
    spelt = r"\s+".join(map(re.escape, name.split()))
    pattern = rf"(?<![\w-])(?:(la|le|les|du|des|au|aux)\s+|(l['’])){spelt}(?![\w-])"
    found = re.search(pattern, text, re.IGNORECASE)
    if found is None:
        return ""
    word = (found[1] or found[2]).lower()
    return _DETERMINERS.get(word, word)


def _by_table(name: str, kind: str, key: str) -> str:
    words, first = lists("fr"), name.split()[0]
    if name in words["bare_countries"] or first in words["bare_countries"]:
        return ""
    if first in words["plural_names"]:
        return "les"
    entry = gazetteer().get(key) if key else None
    country = entry is not None and not entry.stands_for and any((entry.adjectives or {}).values())
    if first in words["elided"] or ((country or first in words["feminine"]) and _VOWEL.match(name)):
        return "l'"
    if first in words["feminine"]:
        return "la"
    if first in words["masculine"]:
        return "l'" if _VOWEL.match(name) else "le"
    if not country or kind not in ("GPE", "LOC"):
        return ""
    return "le" if name in words["masculine_countries"] or not first.endswith("e") else "la"


def _takes_the(name: str) -> bool:
    words, the = name.split(), lists("en")["the"]
    named = name.split(" of ")[0].split() or words
    return named[-1] in the
