"""One readable line for an event, in English or French, from its action, participants and polarity.

A line speaks one language. In the language of the article it says what the sentence says (`kg/store/wording.py`); where
the sentence cannot be taken as it is, and in the other language, names and actions are said in the table's words. What
only the article has words for (things without a name, verbs that no action stands for) is quoted there, so that no
foreign word stands bare among the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kg.lang import actions, lexicon, load
from kg.model import Event, Filler
from kg.store.naming import after
from kg.store.verbs import conjugated, third_person
from kg.store.wording import Words
from kg.store.wordlists import is_plural, plain

LANGUAGES = ("en", "fr")
LENGTH = 160  # longer lines are cut at a word: a label is read at a glance
NAMED = 2  # participants named of a longer list
_AND = {"en": " and ", "fr": " et "}
_MORE = {"en": "more", "fr": "autres"}
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

Names = Callable[[Filler, str], str]


def event_label(
    event: Event,
    language: str,
    *,
    told_in: str = "",
    names: Names | None = None,
    contents: Mapping[str, Event] | None = None,
    text: str = "",
) -> str:
    """What happened, in one line of at most `LENGTH` characters.

    `names(filler, language)` gives the name of a participant, "" for one that only the article has words for (nobody
    has a name without it); `contents` holds the article's events by id, for statements about an event; `told_in` is
    the language of the article, "" where nothing is to be quoted; `text` is the article's, for a line in its own
    words. A plan, request, possibility or denial is marked as such unless these words show it.

    >>> from kg.model import Span
    >>> nato, russia = Filler("OTAN", Span(0, 4)), Filler("Russie", Span(20, 26))
    >>> event = Event("e1", "STATE", "answers", "répondre", (Span(8, 12),), Span(0, 30), (russia,), (nato,),
    ...               polarity="negative")
    >>> event_label(event, "en"), event_label(event, "fr")
    ('Russie does not answer OTAN', 'Russie ne répond pas à OTAN')
    >>> letter = Event("e2", "CONSULT", "meets", "meet", (Span(0, 1),), Span(0, 9), (Filler("Ann", Span(0, 3), "x1"),),
    ...                (Filler("some envoys", Span(4, 9)),))
    >>> event_label(letter, "fr", told_in="en", names=lambda filler, _: "Anne" if filler.entity else "")
    'Anne rencontre « some envoys »'
    """
    foreign = bool(told_in) and told_in != language
    teller = _Teller(language, told_in if foreign else "", names, contents or {}, "" if foreign else text)
    line = _cut(teller.line(event))
    return line[:1].upper() + line[1:]


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
    foreign: str  # the language of the article where it is another one
    names: Names | None
    contents: Mapping[str, Event]
    text: str = ""
    inside: int = 0

    def line(self, event: Event) -> str:
        return (self.text and self._in_its_words(event)) or self._by_action(event)

    def _in_its_words(self, event: Event) -> str:
        words = Words(self.language, self.text, self._name, self._join, self.contents).of(event)
        if words is None:
            return ""
        inner = "" if words.told else self._inner(event, capital=True)
        negated = event.polarity == "negative" and not words.negated
        line = f"{words.line}{self._colon}{inner}" if inner else words.line
        return self._marked(line, event, negated=negated, modal=words.modal)

    def _by_action(self, event: Event) -> str:
        action = actions().get(event.action)
        nothing = not (event.agents or event.targets or event.object or event.content)
        if action is not None and nothing and not (action.default and action.type in _BROAD):
            if noun := action.nouns.get(self.language, ""):  # nobody, nothing: an act with a name
                return self._marked(noun, event, negated=event.polarity == "negative")
        agents, verb = self._join(event.agents), self._verb(event)
        if self.foreign and not verb:
            return self._quoted_act(event, agents or _NOBODY)
        rest = self._rest(event, verb) or self._inner(event)
        told = verb or self._own_verb(event)
        return self._marked(f"{agents or _NOBODY} {after(told, rest) if rest else told}", event)

    def _rest(self, event: Event, verb: str) -> str:
        """To whom and about what, behind the prepositions that the action takes."""
        table = load("labels")[self.language]
        if self._bare(event) and event.action in table["with_object"]:
            return self._name(event.object) if event.object else ""
        to, about = ((table[slot].get(event.action, "") if verb else "") for slot in ("to", "about"))
        target, content = self._join(event.targets), self._content(event)
        target = after(to, target) if target else ""
        if content is not None:
            return f"{target}{self._colon}{self._inner(event)}" if target else ""
        thing = event.object
        if thing is None or any(thing.text in filler.text for filler in event.targets) or thing.text in verb.split():
            return target
        named = self._name(thing)
        if target and event.type in _GIVING:
            return f"{named} {target}" if to else f"{named} → {target}"
        if about != ":":
            named = after(about, named)
        bare = about == ":" or (target and not about)
        return f"{target}{self._colon}{named}" if target and bare else f"{target} {named}".strip()

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

    def _marked(self, line: str, event: Event, *, negated: bool = False, modal: bool = False) -> str:
        mark = "" if modal and event.modality != "requested" else _MODALITY[self.language].get(event.modality, "")
        told = ", ".join(filter(None, (_NEGATED[self.language] if negated else "", mark)))
        return f"{line} ({told})" if told else line

    def _content(self, event: Event) -> Event | None:
        content = self.contents.get(event.content)
        return content if content is not None and not self.inside and content.id != event.id else None

    def _inner(self, event: Event, *, capital: bool = False) -> str:
        """The content in quotation marks; what is denied is told as it would be if it were so."""
        content = self._content(event)
        if content is None:
            return ""
        if event.type == "DENY" and content.polarity == "negative":
            content = replace(content, polarity="positive")
        line = replace(self, inside=1).line(content)
        return self._quote(line[:1].upper() + line[1:] if capital else line)

    def _quote(self, text: str) -> str:
        opening, closing = _QUOTES[self.language][min(self.inside, 1)]
        return f"{opening}{text}{closing}"

    def _verb(self, event: Event) -> str:
        """The action in the third person, "" where only the article's own verb will do."""
        action = actions().get(event.action)
        if event.lemma and (action is None or (action.default and action.type in _BROAD)):
            return ""  # it tells more than the class
        table = load("labels")[self.language]
        alone = not (event.targets or event.object or self._content(event))
        special = table["alone" if alone else "with_object"] if alone or self._bare(event) else {}
        third = special.get(event.action) or (action.labels.get(self.language, "") if action else "")
        third = third or event.type.lower()
        return third_person(third, self.language, plural=self._many(event), negative=event.polarity == "negative")

    def _many(self, event: Event) -> bool:
        """Whether who acts is more than one; of foreign words in quotation marks nobody can tell."""
        if len(event.agents) != 1:
            return len(event.agents) > 1
        filler = event.agents[0]
        named = self.names(filler, self.language) if self.names is not None else ""
        return is_plural(
            named or _words(filler),
            self.language if named else self.foreign or self.language,
            named=bool(filler.entity),
        )

    def _bare(self, event: Event) -> bool:
        """Whether it has an object that is no name, and nobody it is aimed at."""
        return (
            event.object is not None and not event.object.entity and not event.targets and self._content(event) is None
        )

    def _own_verb(self, event: Event) -> str:
        if not self.foreign and event.lemma in lexicon(self.language).verbs:
            negative = event.polarity == "negative"
            return conjugated(event.lemma, self.language, plural=self._many(event), negative=negative)
        quoted = self._quote(event.lemma)
        return f"{_NOT[self.language]} {quoted}" if event.polarity == "negative" else quoted

    def _name(self, filler: Filler) -> str:
        named = self.names(filler, self.language) if self.names is not None else ""
        words = plain(_words(filler), self.foreign or self.language)
        return named or (self._quote(words) if self.foreign and words else words)

    def _join(self, fillers: tuple[Filler, ...]) -> str:
        found = list(filter(None, dict.fromkeys(map(self._name, fillers))))
        if len(found) > NAMED + 1:
            found = [*found[:NAMED], f"{len(found) - NAMED} {_MORE[self.language]}"]
        return ", ".join(found[:-1]) + _AND[self.language] + found[-1] if len(found) > 1 else "".join(found)


def _words(filler: Filler) -> str:
    return " ".join(filler.text.split())


def _cut(line: str) -> str:
    if len(line) <= LENGTH:
        return line
    head = line[: LENGTH - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:") + "…" if " " in head[LENGTH // 2 :] else head + "…"
