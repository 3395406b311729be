"""Articles written out as records: text first, then who is named in it and what happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from kg.model import Article, Claim, Entity, Event, Extraction, Filler, Interval, Mention, Role, Span


@dataclass
class Draft:
    """An article in the making. Every method finds its words in the text and gives the new record's id."""

    article: Article
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    times: list[Interval] = field(default_factory=list)

    def span(self, words: str) -> Span:
        start = self.article.text.index(words)
        return Span(start, start + len(words))

    def entity(self, kind: str, *names: str, key: str = "", wikidata: str = "") -> str:
        """An entity called by `names`, the first of which is its name; each that the text has is a mention."""
        local = f"x{len(self.entities) + 1}"
        self.entities.append(Entity(local, kind, names[0], names, wikidata, key))
        for name in names:
            if name in self.article.text:
                self.mentions.append(Mention(self.span(name), name, "name", local, "name"))
        return local

    def role(self, person: str, title: str, organisation: str = "") -> None:
        self.roles.append(Role(person, title, organisation, self.span(title), "role"))

    def filler(self, given: str) -> Filler:
        """An entity id, or words of the text."""
        known = {entity.id: entity for entity in self.entities}
        if given not in known:
            return Filler(given, self.span(given))
        name = next(name for name in known[given].names if name in self.article.text)
        return Filler(name, self.span(name), given)

    def event(self, kind: str, action: str, word: str, agents: Any = (), targets: Any = (), **more: Any) -> str:
        """An event told by `word`; agents, targets, object and place are entity ids or words."""
        local = f"e{len(self.events) + 1}"
        trigger = self.span(word)
        start = self.article.text.rfind(". ", 0, trigger.start) + 2
        end = self.article.text.find(". ", trigger.end)
        evidence = Span(max(0, start if start > 1 else 0), len(self.article.text) if end < 0 else end + 1)
        for slot in ("object", "place"):
            if more.get(slot):
                more[slot] = self.filler(more[slot])
        if isinstance(more.get("time"), Interval):
            self.times.append(more["time"])
        made = Event(
            local, kind, action, more.pop("lemma", word), (trigger,), evidence,
            tuple(self.filler(a) for a in agents), tuple(self.filler(t) for t in targets), **more,
        )  # fmt: skip
        self.events.append(made)
        return local

    def claim(self, event: str, stance: str, by: str = "", source: str = "") -> None:
        where = next(e.triggers[0] for e in self.events if e.id == event)
        filler = self.filler(source) if source else None
        self.claims.append(Claim(event, stance, filler, by, where, "speech"))

    def done(self) -> Extraction:
        return Extraction(
            self.article,
            entities=tuple(self.entities),
            mentions=tuple(self.mentions),
            roles=tuple(self.roles),
            times=tuple(self.times),
            events=tuple(self.events),
            claims=tuple(self.claims),
        )


def _draft(name: str, text: str, published: str = "2022-02-16", language: str = "fr", source: str = "") -> Draft:
    return Draft(Article(name, text, published=published, language=language, source=source))


def _day(*isos: str, anchor: str = "publication", span: Span | None = None) -> Interval:
    """One day, or one of several."""
    first, last = datetime.fromisoformat(isos[0]), datetime.fromisoformat(isos[-1])
    one = timedelta(days=1)
    edtf = isos[0] if len(isos) == 1 else f"[{','.join(isos)}]"
    candidates = isos if len(isos) > 1 else ()
    return Interval(edtf, first, last, first + one, last + one, candidates=candidates, anchor=anchor, span=span)


@pytest.fixture(scope="session")
def draft() -> Any:
    """`draft(id, text, published=…, language=…, source=…)` begins an article."""
    return _draft


@pytest.fixture(scope="session")
def day() -> Any:
    """`day("2022-02-16")` is a day, `day("2022-02-09", "2022-02-16")` one of several."""
    return _day
