"""Annotations without their texts: offsets into articles that are known by the digest of their words.

The articles may belong to others; where they can be had, `join` puts text and annotation together again, in the
form of the gold. One JSON object a line: `text` (digest), `published`, `entities` {id: [type, spans]}, `events`
[[triggers, type, agents, targets, sources, time, flags]]. A filler is an entity id or a span [start, end]; flags
are those of "negative", a modality other than actual, and "minor" that hold. Objects and places are not annotated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.model import MODALITIES

Row = Mapping[str, Any]


def digest(text: str) -> str:
    """What an article is known by.

    >>> digest("Paris.")
    'bdff8c417ab50e95'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def strip(gold: Row, text: str) -> dict[str, Any]:
    """The annotation of a text in the stand-off form; fillers and names that are no words of it are left out."""
    folded = _plain(text)

    def span(words: str) -> list[int] | None:
        at = folded.find(_plain(words))
        return [at, at + len(words)] if at >= 0 else None

    spans = {e["id"]: (e["type"], [s for n in e["names"] if (s := span(n))]) for e in gold["entities"]}
    ids = {key: f"x{n}" for n, key in enumerate((k for k, (_, found) in spans.items() if found), 1)}
    names = {ids[key]: [kind, found] for key, (kind, found) in spans.items() if found}

    def fill(values: Iterable[str]) -> list[Any]:
        found = [ids[v] if v in ids else v if v == "author" else span(v) for v in values if v not in spans or v in ids]
        return [f for f in found if f]

    events = [
        [
            [[t["start"], t["end"]] for t in e["triggers"]], e["type"], fill(e["agent"]), fill(e["target"]),
            fill(e["source"]), e["time"] or "",
            [f for f in (e["polarity"], e["modality"], e["salience"]) if f not in ("positive", "actual", "core")],
        ]
        for e in gold["events"]
    ]  # fmt: skip
    return {"text": digest(text), "published": gold["date_published"], "entities": names, "events": events}


def join(row: Row, text: str, name: str) -> dict[str, Any]:
    """The annotation in the gold's form, for a text that has its digest."""
    if digest(text) != row["text"]:
        raise ValueError(f"{name}: the text is not the one that was annotated.")

    def words(value: Any) -> str:
        return value if isinstance(value, str) else text[value[0] : value[1]]

    entities = [
        {"id": key, "type": kind, "name": words(spans[0]), "names": [words(s) for s in spans]}
        for key, (kind, spans) in row["entities"].items()
    ]
    events = [
        {
            "triggers": [{"text": words(s), "start": s[0], "end": s[1]} for s in triggers], "type": kind,
            "agent": [words(v) for v in agents], "target": [words(v) for v in targets],
            "source": [words(v) for v in sources] or ["author"], "time": time or None,
            "polarity": "negative" if "negative" in flags else "positive",
            "modality": next((f for f in flags if f in MODALITIES), "actual"),
            "salience": "minor" if "minor" in flags else "core",
        }
        for triggers, kind, agents, targets, sources, time, flags in row["events"]
    ]  # fmt: skip
    return {"article": name, "date_published": row["published"], "entities": entities, "events": events}


def read(path: Path, texts: Iterable[Path]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """(article, its annotation) of every row whose text is among the articles of the JSON Lines files `texts`."""
    rows = {row["text"]: row for line in path.read_text(encoding="utf-8").splitlines() if (row := json.loads(line))}
    for file in texts:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                row = rows.pop(digest(article["text"]), None)
                if row is not None:
                    yield article, join(row, article["text"], article["id"])


def _plain(text: str) -> str:
    """Lower case, with plain apostrophes and spaces; of the same length."""
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
