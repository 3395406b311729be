"""Annotated articles of the development data as a store: real words, real dates, a hundred articles."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from kg.ids import slug
from kg.model import Actor, Article, Claim, Entity, Event, Extraction, Filler, Interval, Linkage, Ref, Segment, Span
from kg.store import Store


def gold_store(shared: Path, *, names: tuple[str, ...] = (), limit: int = 100) -> Store:
    """The first `limit` annotated articles, or those named."""
    texts = {path.stem: path for path in (shared / "gold" / "articles").glob("*.json")}
    files = sorted(p for part in ("dev", "train", "dev_en") for p in (shared / "gold" / part).glob("*.json"))
    chosen = [path for path in files if path.stem in texts and (not names or path.stem in names)][:limit]
    actors: dict[str, Actor] = {}
    actor_of: dict[Ref, str] = {}
    found = []
    for path in chosen:
        article, marked = json.loads(texts[path.stem].read_text("utf-8")), json.loads(path.read_text("utf-8"))
        for entity in marked["entities"]:
            name = slug(entity["name"])
            label = {"en": entity["name"], article["language"]: _longest(entity["names"]) or entity["name"]}
            known = actors.get(name)
            kind = entity["type"] if entity["type"] in ("PER", "ORG", "GPE", "LOC", "GROUP") else "OTHER"
            labels = {**label, **(known.labels if known else {})}
            actors[name] = Actor(name, kind, labels, tuple(entity["names"]), entity.get("wikidata") or "")
            actor_of[Ref(article["id"], entity["id"])] = name
        found.append(_extraction(article, marked))
    linkage = Linkage(tuple(actors[name] for name in sorted(actors)), actor_of)
    store = Store()
    for extraction in found:
        store.put(extraction, linkage, version="1")
    store.put_derived(linkage)
    return store


def _longest(names: list[str]) -> str:
    capital = [name for name in names if name[:1].isupper()]
    return max(capital or names, key=len, default="")


def _extraction(article: dict[str, Any], marked: dict[str, Any]) -> Extraction:
    text = article["text"]
    entities = {entity["id"]: entity for entity in marked["entities"]}

    def filler(words: str, start: int) -> Filler:
        names = sorted(entities[words]["names"], key=len, reverse=True) if words in entities else [words]
        for name in names:
            at = text.find(name, max(0, start - 200))
            if at >= 0:
                return Filler(name, Span(at, at + len(name)), words if words in entities else "")
        return Filler(names[0] if names else words, Span(start, start), words if words in entities else "")

    events, claims, ids = [], [], {event["id"] for event in marked["events"]}
    for event in marked["events"]:
        spans = tuple(Span(trigger["start"], trigger["end"]) for trigger in event["triggers"])
        at = max(0, text.find(event["evidence"]))
        content = event["object"] if event["object"] in ids else ""
        sources = tuple(filler(words, at) for words in event["source"] if words != "author")
        events.append(
            Event(
                event["id"], event["type"], event["type"], event["triggers"][0]["text"], spans,
                Span(at, at + len(event["evidence"])),
                tuple(filler(words, at) for words in event["agent"]),
                tuple(filler(words, at) for words in event["target"]),
                filler(event["object"], at) if event["object"] and not content else None,
                content, filler(event["place"], at) if event["place"] else None, interval(event["time"]),
                event["polarity"], event["modality"], sources, event["salience"], rule="gold",
            )
        )  # fmt: skip
        if content:
            stance = "denies" if event["type"] == "DENY" else "asserts"
            claims.append(Claim(content, stance, None, event["id"], spans[0], "gold"))
    paragraphs = tuple(Segment("paragraph", Span(*m.span())) for m in re.finditer(r"\S.*?(?=\n\s*\n|\Z)", text, re.S))
    record = Article(
        article["id"], text, article.get("title") or "", article["date_published"] or "", article["language"],
        article.get("url") or "", article.get("source") or "",
    )  # fmt: skip
    known = tuple(Entity(e["id"], e["type"], e["name"], tuple(e["names"])) for e in marked["entities"])
    return Extraction(record, paragraphs, known, events=tuple(events), claims=tuple(claims))


def interval(edtf: str | None) -> Interval | None:
    """Bounds of the EDTF forms that the annotation uses; None for none."""
    if not edtf:
        return None
    days = re.findall(r"\d{4}-\d\d-\d\d|\d{4}-\d\d|\d{4}", edtf)
    if edtf.startswith("["):
        return Interval(edtf, _first(days[0]), candidates=tuple(days), latest_end=_last(days[-1]))
    start, slash, end = edtf.partition("/")
    first = None if start == ".." else _first(days[0]) if days else None
    last = None if slash and end == ".." else _last(days[-1]) if days else None
    return Interval(edtf, first, first, last, last) if first or last else None


def _first(day: str) -> datetime | None:
    try:
        return datetime.strptime(f"{day}-01-01"[:10], "%Y-%m-%d")
    except ValueError:
        return None


def _last(day: str) -> datetime | None:
    start = _first(day)
    if start is None:
        return None
    if len(day) == 10:
        return start + timedelta(days=1)
    month = start.month % 12 + 1 if len(day) == 7 else 1
    return start.replace(year=start.year + (1 if month == 1 else 0), month=month, day=1)
