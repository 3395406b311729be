"""TIMEX3 predictions, in the form that scorers of the field read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.annotate.doc import Doc
from kg.extract.times.tagger import tag
from kg.model import Interval


def simple(found: Iterable[Interval]) -> Iterator[Interval]:
    """The intervals that TIMEX3 marks one by one: parts instead of ranges, lists and open intervals."""
    for interval in found:
        if interval.parts and not interval.rule.startswith(("edge", "night", "part-of", "day-beside")):
            yield from simple(interval.parts)
        else:
            yield interval


def timex_predictions(docs: Iterable[Doc]) -> dict[str, list[dict[str, Any]]]:
    """Article id -> its TIMEX3: `start`, `end`, `text`, `type`, `value`, `mod`."""
    out: dict[str, list[dict[str, Any]]] = {}
    for doc in docs:
        text = doc.article.text
        out[doc.article.id] = [
            {
                "start": i.span.start, "end": i.span.end, "text": i.span.of(text),
                "type": i.timex_type, "value": i.timex_value, "mod": i.timex_mod,
            }
            for i in simple(tag(doc))
            if i.span is not None
        ]  # fmt: skip
    return out
