"""Labels of what is proposed, denied or asked for, in English and French, from an object phrase or a content event."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.ids import digest, fold, slug
from kg.lang import actions, available, load
from kg.link.words import common_words, look_up, noun_table, time_words
from kg.model import Event

_WORD = re.compile(r"\d+(?:[.,\u00a0\u202f]\d{3})*(?:[.,]\d+)?|[^\W\d][\w’'.-]*\w[’']?|\w|[^\w\s]")
_CONTENT = 4  # content words of a label: what follows tells of what, not what
_OTHER = {"fr": "en", "en": "fr"}
_PREFIX = "topic_"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that is talked about: its id and its name by language."""

    id: str
    labels: Mapping[str, str]


def of_phrase(text: str, language: str) -> Topic | None:
    """The topic of an object phrase, None when no content word is left.

    The label in the other language is made of the nouns that both languages know; where the first noun is not known
    there is none, since a wrong name is worse than one name.

    >>> of_phrase("des propositions visant à renforcer la sécurité de tous les pays de la région", "fr").labels
    {'fr': 'propositions visant à renforcer la sécurité', 'en': 'security proposals'}
    """
    words = _shortened(text, language)
    if not words:
        return None
    label = " ".join(words).replace("' ", "'")
    labels = {language: label} if language else {"": label}
    known = _known(words, language)
    other = _OTHER.get(language, "")
    if known:
        labels[other] = _compound(known, other)
    content = [word for word in words if not _function(word, language)]
    whole = len(known) == len(content)  # only then do both labels say the same, and articles of both languages meet
    return Topic(_id(labels["en"] if whole and "en" in labels else label), labels)


def of_event(event: Event, language: str, *, inner: Topic | None = None, who: Mapping[str, str] | None = None) -> Topic:
    """The topic of a content event: the noun of its action, "non-" for what did not happen, and what it is about.

    `inner` is the topic of the event's own object or content, `who` the name of its target by language.

    >>> from kg.model import Event, Span
    >>> silence = Event("e1", "STATE", "answers", "répondre", (), Span(0, 1), polarity="negative")
    >>> of_event(silence, "fr").labels
    {'en': 'non-response', 'fr': 'non-réponse'}
    """
    labels = {}
    for code in ("en", "fr"):
        about = inner.labels.get(code, "") if inner is not None else ""
        if vague(event):
            noun = _none(about, code) if event.polarity == "negative" and about else about
        else:
            noun = ("non-" if event.polarity == "negative" else "") + act_noun(event, code)
            if about and not _repeats(about, noun, code):
                noun = _of(noun, about, code)
        name = (who or {}).get(code, "")
        if noun or name:
            labels[code] = f"{noun} ({name})" if noun and name else noun or name
    if not labels:
        labels = {language: event.lemma or event.type.lower()}
    return Topic(_id(_key(event, inner, (who or {}).get("en", "")) or labels[language]), labels)


def _key(event: Event, inner: Topic | None, name: str) -> str:
    """What makes the topic of an event itself: its action, and the identity of what it is about, not its name."""
    about = inner.id.removeprefix(_PREFIX) if inner is not None else ""
    if vague(event):
        key = _none(about, "en") if about and event.polarity == "negative" else about
    else:
        key = ("non-" if event.polarity == "negative" else "") + act_noun(event, "en")
        if about and inner is not None and not _repeats(inner.labels.get("en", about), key, "en"):
            key = _of(key, about, "en")
    return " ".join(part for part in (key, name) if part)


def vague(event: Event) -> bool:
    """Whether the action says no more than that something happened: then its object alone names it."""
    action = actions().get(event.action)
    return action is None or (action.default and action.type == "OTHER")


def act_noun(event: Event, language: str) -> str:
    """The noun of an event's action: "response", "réponse"; the verb's where it has none.

    >>> from kg.model import Span
    >>> act_noun(Event("e1", "DENY", "denies", "nier", (), Span(0, 1)), "fr")
    'démenti'
    """
    action = actions().get(event.action)
    if action is None:
        return event.lemma or event.type.lower()
    if language == "en" and (noun := noun_table("fr").get(fold(action.nouns.get("fr", "")))):
        return noun
    return action.nouns.get(language) or action.labels.get(language) or action.key


def _shortened(text: str, language: str) -> list[str]:
    """The phrase without determiners before it, cut at a relative clause or after four content words."""
    kept: list[str] = []
    content = 0
    for word in _words(text):
        if not word[-1].isalnum() and not word.endswith("'"):
            if kept:
                break
            continue
        if fold(word) in _relatives(language) or fold(word) in time_words(language):
            if kept:
                break
            continue
        function = _function(word, language)
        if not kept and function:
            continue
        if content >= _CONTENT and not function and not (word[0].isupper() and kept[-1][0].isupper()):
            break  # but "United" is no end
        content += not function
        kept.append(word)
    while kept and _function(kept[-1], language):
        kept.pop()
    return kept


def _words(text: str) -> list[str]:
    """Words with elided ones apart: "l'arrêt" -> "l'", "arrêt"."""
    found = []
    for word in _WORD.findall(text.replace("’", "'")):
        head, mark, tail = word.partition("'")
        found += [head + mark, tail] if mark and tail and len(head) <= 2 else [word]
    return found


def _function(word: str, language: str) -> bool:
    bare = fold(word).rstrip("'")
    return bare in common_words(language) or (word.endswith("'") and len(bare) <= 2)


@cache
def _relatives(language: str) -> frozenset[str]:
    codes = [language] if language in available() else []
    rows = (item for code in codes for item in load(code).get("pronouns", {}).items())
    return frozenset(fold(word) for word, row in rows if row.get("role") == "relative")


def _known(words: list[str], language: str) -> list[tuple[str, bool]]:
    """(noun in the other language, plural), the head first; nothing when the head is unknown."""
    content = [
        (word, look_up(word, language) if language in _OTHER else ("", False))
        for word in words
        if not _function(word, language)
    ]
    if language in _OTHER and _names(language)["head_last"]:  # the last noun before a preposition is the head
        run = next((k for k, word in enumerate(words) if _function(word, language)), len(words))
        content = content[:run][::-1] + content[run:]
    found = [(noun, plural) for _, (noun, plural) in content if noun]
    return found if found and content[0][1][0] == found[0][0] else []


def _compound(known: list[tuple[str, bool]], language: str) -> str:
    """Nouns, head first, as one name: "security proposals", "propositions de sécurité"."""
    head, plural = known[0]
    name = _plural(head, language) if plural else head
    others = [noun for noun, _ in known[1:3] if noun != head]
    if _names(language)["head_last"]:
        return " ".join([*reversed(others), name])
    for noun in others:
        name = _of(name, noun, language)
    return name


def _plural(noun: str, language: str) -> str:
    ending, plural = next((e, p) for e, p in _names(language)["plurals"] if re.search(e, noun))
    return re.sub(ending, plural, noun, count=1)


def _none(about: str, language: str) -> str:
    """What is not there: "non-response", "no ceasefire talks"."""
    if " " not in about:
        return f"non-{about}"
    return _form("none", about, language).format(about)


def _of(head: str, about: str, language: str) -> str:
    return _form("of", about, language).format(head, about)


def _form(name: str, about: str, language: str) -> str:
    """The pattern of a name before this word."""
    names = _names(language)
    plain, elided = names[name]
    return str(elided if fold(about)[:1] in tuple(names["elided_before"]) else plain)


def _names(language: str) -> Mapping[str, Any]:
    """How names of topics are put together in a language."""
    names: Mapping[str, Any] = load(language)["topic_names"]
    return names


def _repeats(about: str, noun: str, language: str) -> bool:
    """Whether the object only says the noun of the act again: "avoir une réponse"."""
    head = fold(about).split()[-1 if _names(language)["head_last"] else 0]
    return head.rstrip("s") == fold(noun).removeprefix("non-").rstrip("s")


def _id(label: str) -> str:
    name = slug(fold(label))
    short = name if len(name) <= 60 else f"{name[:50].rstrip('_-')}_{digest(label, length=8)}"
    return _PREFIX + short
