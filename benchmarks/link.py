"""Seconds of linking at 100, 300 and 900 articles: `python benchmarks/link.py [ARTICLES]` (a file or folder to read).

Without articles of one's own, made-up ones are linked: few actors, acts and days, so that far more is alike than in
real news. Each row: articles, events, clusters, seconds, and milliseconds an article.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from kg.config import settings
from kg.link import link
from kg.model import Article, Entity, Event, Extraction, Filler, Interval, Mention, Span
from kg.pipeline import Messages, extractions

SIZES = (100, 300, 900)
ACTORS = (
    "Russia",
    "France",
    "NATO",
    "Ukraine",
    "Germany",
    "Turkey",
    "China",
    "Japan",
    "Italy",
    "Spain",
    "Kenya",
    "Peru",
)
ACTS = (("REQUEST", "asks"), ("ACCUSE", "accuses"), ("CONSULT", "meets"), ("STATE", "says"), ("REJECT", "rejects"))
WORDS = [f"mot{k}" for k in range(3000)]
EVENTS = 18  # of an article of 300 words, as measured


def made(number: int) -> Extraction:
    """An article of the day `number // 10`: ten articles a day, however many there are."""
    dice = random.Random(number)
    day = datetime(2022, 1, 1) + timedelta(days=number // 10)
    sentences = [" ".join(dice.choices(WORDS, k=16)).capitalize() + "." for _ in range(EVENTS)]
    text, at = " ".join(sentences), 0
    entities = tuple(Entity(f"x{k}", "GPE", key, (key,), key=key) for k, key in enumerate(dice.sample(ACTORS, 6)))
    events, mentions = [], []
    for k, sentence in enumerate(sentences):
        span = Span(at, at + len(sentence))
        at = span.end + 1
        who, whom = dice.sample(entities, 2)
        mentions += [Mention(Span(span.start, span.start + 3), e.name, "name", e.id, "name") for e in (who, whom)]
        when = Interval(day.date().isoformat(), day, day, day + timedelta(days=1), day + timedelta(days=1))
        agent, target = (Filler(e.name, Span(span.start, span.start + 3), e.id) for e in (who, whom))
        kind, action = dice.choice(ACTS)
        events.append(Event(f"e{k}", kind, action, action, (span,), span, (agent,), (target,), time=when))
    article = Article(f"n{number:06}", text, published=day.date().isoformat(), language="fr")
    return Extraction(article, entities=entities, mentions=tuple(mentions), events=tuple(events))


def rows(found: Sequence[Extraction], sizes: Sequence[int]) -> None:
    for size in sizes:
        few = found[:size]
        start = time.process_time()
        linked = link(few)
        seconds = time.process_time() - start
        events = sum(len(extraction.events) for extraction in few)
        print(
            f"{len(few):6} {events:7} {len(linked.same_events):6} {seconds:7.2f} s {1000 * seconds / len(few):6.1f} ms"
        )


def main() -> None:
    if len(sys.argv) > 1:
        paths = [Path(name) for name in sys.argv[1:]]
        found = [extraction for extraction, _ in extractions(paths, settings({}), messages=Messages())]
        rows(found, [size for size in SIZES if size < len(found)] + [len(found)])
    else:
        rows([made(number) for number in range(max(SIZES))], SIZES)


if __name__ == "__main__":
    main()
