"""An extraction in the form of the gold: what `kg extract` prints, one JSON object an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.model import Entity, Event, Extraction, Filler

AUTHOR = "author"


def record(extraction: Extraction) -> dict[str, Any]:
    """The gold's keys, and beside them `confidence`, `rule`, `action` and `heading` of each event.

    Fillers are entity ids, or the text's words where they name no entity. Offsets are code points, end exclusive.

    >>> from kg.model import Article
    >>> record(Extraction(Article("a", "Rien.", published="2022-02", language="fr")))["date_published"]
    '2022-02'
    """
    article = extraction.article
    return {
        "article": article.id,
        "date_published": article.published or None,
        "language": article.language,
        "entities": [_entity(entity) for entity in extraction.entities],
        "events": [_event(event, article.text) for event in extraction.events],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "name": entity.name,
        "type": entity.type,
        "wikidata": entity.wikidata or None,
        "names": list(entity.names),
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    return {
        "id": event.id,
        "triggers": [{"text": t.of(text), "start": t.start, "end": t.end} for t in event.triggers],
        "type": event.type,
        "agent": _fillers(event.agents),
        "target": _fillers(event.targets),
        "object": event.content or (event.object.text if event.object else None),
        "time": (event.time.edtf if event.time else "") or None,
        "place": next(iter(_fillers([event.place])), None) if event.place else None,
        "polarity": event.polarity,
        "modality": event.modality,
        "source": _fillers(event.sources) or [AUTHOR],
        "salience": event.salience,
        "evidence": event.evidence.of(text),
        "action": event.action,
        "heading": event.heading,
        "rule": event.rule,
        "confidence": round(event.confidence, 4),
    }


def _fillers(fillers: Iterable[Filler]) -> list[str]:
    """Ids or words in order, each once."""
    return list(dict.fromkeys(filler.entity or filler.text for filler in fillers))
