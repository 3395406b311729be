"""One readable line for an event, in English or French, from its action, participants and polarity.

A line speaks one language. Names and actions are said in it; what only the article has words for (things without a
name, verbs that no action stands for) is quoted where the article is in another language, so that no foreign word
stands bare among the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

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
_NEGATED = {"en": "negated", "fr": "nié"}
_QUOTES = {"en": (("“", "”"), ("‘", "’")), "fr": (("« ", " »"), ("“", "”"))}  # outer, inner
_GIVING = {"PROPOSE", "AID", "PROMISE"}  # the object is handed to the target
_NOT = {"en": "not", "fr": "ne pas"}
# Types so broad that the verb of their default action would often be false ("takes office" of one who resigns).
_BROAD = {"OTHER", "BUSINESS", "LIFE", "COMPETE", "DISASTER", "OFFICE", "JUSTICE", "MOVE", "CREATE"}
_CLITICS = {"se", "le", "la", "les", "lui", "en", "y"}
_IRREGULAR_EN = {"is": "are", "has": "have", "does": "do", "goes": "go", "dies": "die", "lies": "lie", "ties": "tie"}

Names = Callable[[Filler, str], str]


def event_label(
    event: Event,
    language: str,
    *,
    told_in: str = "",
    names: Names | None = None,
    contents: Mapping[str, Event] | None = None,
) -> str:
    """What happened, in one line of at most `LENGTH` characters.

    `names(filler, language)` gives the name of a participant, "" for one that only the article has words for (nobody
    has a name without it); `contents` holds the article's events by id, for statements about an event; `told_in` is
    the language of the article, "" where nothing is to be quoted. A plan, request or possibility is marked as such.

    >>> from kg.model import Span
    >>> nato, russia = Filler("OTAN", Span(0, 4)), Filler("Russie", Span(20, 26))
    >>> event = Event("e1", "STATE", "answers", "répondre", (Span(8, 12),), Span(0, 30), (russia,), (nato,),
    ...               polarity="negative")
    >>> event_label(event, "en"), event_label(event, "fr")
    ('Russie does not answer OTAN', 'Russie ne répond pas OTAN')
    >>> letter = Event("e2", "CONSULT", "meets", "meet", (Span(0, 1),), Span(0, 9), (Filler("Ann", Span(0, 3), "x1"),),
    ...                (Filler("some envoys", Span(4, 9)),))
    >>> event_label(letter, "fr", told_in="en", names=lambda filler, _: "Anne" if filler.entity else "")
    'Anne rencontre « some envoys »'
    """
    return _cut(_Teller(language, bool(told_in) and told_in != language, names, contents or {}).line(event))


def international(name: str) -> bool:
    """Whether a name can stand in any language as it is: it begins and ends like one, and is no mere description.

    >>> international("Jens Stoltenberg"), international("Russian forces"), international("separatists")
    (True, False, False)
    """
    words = name.split()
    return bool(words) and not any(word[:1].islower() for word in (words[0], words[-1]))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells the events of one article in one language; `inside` counts the quotation marks it stands in."""

    language: str
    foreign: bool  # the article is in another language
    names: Names | None
    contents: Mapping[str, Event]
    inside: int = 0

    def line(self, event: Event) -> str:
        agents, verb = self._join(event.agents), self._verb(event)
        if self.foreign and not verb:
            return self._quoted_act(event, agents or _NOBODY)
        target, about = self._join(event.targets), self._about(event)
        if event.type in _GIVING and target and about and not event.content:
            rest = f"{about} → {target}"
        elif target and about:
            rest = f"{target}{self._colon}{about}"
        else:
            rest = target or about
        verb = verb or self._own_verb(event)
        return self._marked(" ".join(part for part in (agents or _NOBODY, verb, rest) if part), event)

    @property
    def _colon(self) -> str:
        return ": " if self.language == "en" else " : "

    def _quoted_act(self, event: Event, agents: str) -> str:
        """Who, and then all that only the article's language can say in one quotation: "Rau : « name a side »"."""
        things = (*event.targets, *((event.object,) if event.object and not self._content(event) else ()))
        act = self._quote(" ".join([event.lemma, *dict.fromkeys(map(_words, things))]))
        inner = self._inner(event)
        line = f"{agents}{self._colon}{act}{self._colon + inner if inner else ''}"
        return self._marked(line, event, negated=event.polarity == "negative")

    def _marked(self, line: str, event: Event, *, negated: bool = False) -> str:
        marks = [_NEGATED[self.language] if negated else "", _MODALITY[self.language].get(event.modality, "")]
        told = ", ".join(filter(None, marks))
        return f"{line} ({told})" if told else line

    def _about(self, event: Event) -> str:
        return self._inner(event) or (self._name(event.object) if event.object is not None else "")

    def _content(self, event: Event) -> Event | None:
        content = self.contents.get(event.content)
        return content if content is not None and not self.inside and content.id != event.id else None

    def _inner(self, event: Event) -> str:
        content = self._content(event)
        return self._quote(replace(self, inside=1).line(content)) if content is not None else ""

    def _quote(self, text: str) -> str:
        opening, closing = _QUOTES[self.language][min(self.inside, 1)]
        return f"{opening}{text}{closing}"

    def _verb(self, event: Event) -> str:
        """The action in the third person, "" where only the article's own verb will do."""
        action = actions().get(event.action)
        if event.lemma and (action is None or (action.default and action.type in _BROAD)):
            return ""  # it tells more than the class
        third = (action.labels.get(self.language, "") if action else "") or event.type.lower()
        plural, negative = len(event.agents) > 1, event.polarity == "negative"
        return _english(third, plural, negative) if self.language == "en" else _french(third, plural, negative)

    def _own_verb(self, event: Event) -> str:
        quoted = self._quote(event.lemma)
        return f"{_NOT[self.language]} {quoted}" if event.polarity == "negative" else quoted

    def _name(self, filler: Filler) -> str:
        named = self.names(filler, self.language) if self.names is not None else ""
        return named or (self._quote(_words(filler)) if self.foreign else _words(filler))

    def _join(self, fillers: tuple[Filler, ...]) -> str:
        found = list(dict.fromkeys(map(self._name, fillers)))
        if len(found) > 3:
            return ", ".join([*found[:3], "…"])
        return ", ".join(found[:-1]) + _AND[self.language] + found[-1] if len(found) > 1 else "".join(found)


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


def _words(filler: Filler) -> str:
    return " ".join(filler.text.split())


def _cut(line: str) -> str:
    if len(line) <= LENGTH:
        return line
    head = line[: LENGTH - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") + "…" if " " in head[LENGTH // 2 :] else head + "…"
