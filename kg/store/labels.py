"""One readable line for an event, in English or French, from its action, participants and polarity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.lang import actions
from kg.model import Event, Filler

LANGUAGES = ("en", "fr")
LENGTH = 160  # longer lines are cut at a word: a label is read at a glance
_AND = {"en": " and ", "fr": " et "}
_MODALITY = {
    "en": {"future": "planned", "requested": "asked for", "possible": "possible", "hypothetical": "hypothetical"},
    "fr": {"future": "prévu", "requested": "demandé", "possible": "possible", "hypothetical": "hypothétique"},
}
_NOBODY = "…"  # the article names no agent
_GIVING = {"PROPOSE", "AID", "PROMISE"}  # the object is handed to the target
_NOT = {"en": "not", "fr": "ne pas"}
# Types so broad that the verb of their default action would often be false ("takes office" of one who resigns).
_BROAD = {"OTHER", "BUSINESS", "LIFE", "COMPETE", "DISASTER", "OFFICE", "JUSTICE", "MOVE", "CREATE"}
_CLITICS = {"se", "le", "la", "les", "lui", "en", "y"}
_IRREGULAR_EN = {"is": "are", "has": "have", "does": "do", "goes": "go", "dies": "die", "lies": "lie", "ties": "tie"}

Names = Callable[[Filler, str], str]


def event_label(
    event: Event, language: str, *, names: Names | None = None, contents: Mapping[str, Event] | None = None
) -> str:
    """What happened, in one line of at most `LENGTH` characters.

    `names(filler, language)` gives the name of a participant (the article's own words without it); `contents` holds
    the article's events by id, for statements about an event. A plan, request or possibility is marked as such.

    >>> from kg.model import Span
    >>> nato, russia = Filler("OTAN", Span(0, 4)), Filler("Russie", Span(20, 26))
    >>> event = Event("e1", "STATE", "answers", "répondre", (Span(8, 12),), Span(0, 30), (russia,), (nato,),
    ...               polarity="negative")
    >>> event_label(event, "en"), event_label(event, "fr")
    ('Russie does not answer OTAN', 'Russie ne répond pas OTAN')
    """
    return _cut(_line(event, language, names or _words, contents or {}, 1))


def _line(event: Event, language: str, names: Names, contents: Mapping[str, Event], depth: int) -> str:
    agents = _join(event.agents, language, names)
    verb = _verb(event, language)
    target = _join(event.targets, language, names)
    about = _about(event, language, names, contents, depth)
    if event.type in _GIVING and target and about and not event.content:
        rest = f"{about} → {target}"
    elif target and about:
        rest = f"{target}: {about}" if language == "en" else f"{target} : {about}"
    else:
        rest = target or about
    line = " ".join(part for part in (agents or _NOBODY, verb, rest) if part)
    mark = _MODALITY[language].get(event.modality)
    return f"{line} ({mark})" if mark else line


def _about(event: Event, language: str, names: Names, contents: Mapping[str, Event], depth: int) -> str:
    content = contents.get(event.content)
    if content is not None and depth > 0 and content.id != event.id:
        inner = _line(content, language, names, contents, depth - 1)
        return f"“{inner}”" if language == "en" else f"« {inner} »"
    if event.object is None:
        return ""
    return names(event.object, language) if event.object.entity else _words(event.object, language)


def _verb(event: Event, language: str) -> str:
    action = actions().get(event.action)
    plural, negative = len(event.agents) > 1, event.polarity == "negative"
    vague = action is None or (action.default and action.type in _BROAD)
    if vague and event.lemma:  # the article's own verb tells more than the class
        quoted = f"“{event.lemma}”" if language == "en" else f"« {event.lemma} »"
        return f"{_NOT[language]} {quoted}" if negative else quoted
    third = (action.labels.get(language, "") if action else "") or event.type.lower()
    return _english(third, plural, negative) if language == "en" else _french(third, plural, negative)


def _english(third: str, plural: bool, negative: bool) -> str:
    first, _, rest = third.partition(" ")
    tail = f" {rest}" if rest else ""
    if first in ("is", "are"):
        return f"{'are' if plural else 'is'}{' not' if negative else ''}{tail}"
    if not negative:
        return f"{_base(first) if plural else first}{tail}"
    return f"{'do' if plural else 'does'} not {_base(first)}{tail}"


def _base(third: str) -> str:
    if third in _IRREGULAR_EN:
        return _IRREGULAR_EN[third]
    if third.endswith("ies"):
        return third[:-3] + "y"
    if re.search(r"(ch|sh|ss|x|zz)es$", third):
        return third[:-2]
    return third[:-1] if third.endswith("s") and not third.endswith("ss") else third


def _french(third: str, plural: bool, negative: bool) -> str:
    words = third.split(" ")
    at = 1 if len(words) > 1 and words[0].lower() in _CLITICS else 0
    clitic, verb = (words[0] + " " if at else ""), words[at]
    if verb[:2] in ("s'", "s’", "l'", "l’"):  # the clitic is glued to its verb: s'accorde
        clitic, verb = verb[:2], verb[2:]
    tail = " ".join(words[at + 1 :])
    if plural:  # only what is regular is inflected; else a colon keeps the line grammatical
        if verb in ("est", "a"):
            verb = "sont" if verb == "est" else "ont"
        elif verb.endswith("e"):
            verb += "nt"
        else:
            return ": " + _french(third, False, negative)
    if negative:
        glue = "n'" if not clitic and re.match(r"[aeiouyéèêàâîôûh]", verb) else "ne "
        clitic, verb = glue + clitic, verb + " pas"
    return f"{clitic}{verb} {tail}".rstrip()


def _join(fillers: tuple[Filler, ...], language: str, names: Names) -> str:
    found = list(dict.fromkeys(names(filler, language) for filler in fillers))
    if len(found) > 3:
        found = [*found[:3], "…"]
        return ", ".join(found)
    return ", ".join(found[:-1]) + _AND[language] + found[-1] if len(found) > 1 else "".join(found)


def _words(filler: Filler, _language: str) -> str:
    return " ".join(filler.text.split())


def _cut(line: str) -> str:
    if len(line) <= LENGTH:
        return line
    head = line[: LENGTH - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") + "…" if " " in head[LENGTH // 2 :] else head + "…"
