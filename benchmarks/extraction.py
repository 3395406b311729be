"""What understanding costs: annotate + extract against bare `nlp.pipe`, shipped and tuned, in one process.

Both run interleaved over slices of the texts, so that other work on the machine weighs on both alike; CPU seconds
are counted beside wall seconds. The shipped pipeline is spaCy's own as it comes: same package, no change to its
settings. The tuned one has the faster products and look-ups of `kg.annotate.pipeline`, and is run by `nlp.pipe`.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Callable

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import spacy

from benchmarks.texts import news
from kg.annotate import annotate, pipeline
from kg.config import settings
from kg.extract import extract
from kg.model import Article

WORDS = 12_000
SLICE = 10  # articles
Way = Callable[[list[Article]], object]


def ways(language: str) -> dict[str, Way]:
    """What is compared: name -> function over a slice of articles."""
    shipped = spacy.load(settings().models[language])
    tuned = pipeline(language, settings().models)

    def parse(articles: list[Article]) -> object:
        return list(shipped.pipe([article.text for article in articles], batch_size=16))

    def parse_tuned(articles: list[Article]) -> object:
        return list(tuned.pipe([article.text for article in articles], batch_size=16))

    def annotate_only(articles: list[Article]) -> object:
        return list(annotate(articles))

    def whole(articles: list[Article]) -> object:
        return [extract(doc) for doc in annotate(articles)]

    return {
        "shipped nlp.pipe": parse, "tuned nlp.pipe": parse_tuned,
        "annotate": annotate_only, "annotate + extract": whole,
    }  # fmt: skip


def measure(language: str) -> dict[str, tuple[float, float]]:
    """Name -> (wall seconds, CPU seconds) over the same texts, after one slice to warm up."""
    articles = news(language, WORDS)
    slices = [articles[i : i + SLICE] for i in range(0, len(articles), SLICE)]
    spent: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    todo = ways(language)
    for way in todo.values():
        way(slices[0][:2])
    for part in slices:
        for name, way in todo.items():
            wall, cpu = time.perf_counter(), time.process_time()
            way(part)
            spent[name][0] += time.perf_counter() - wall
            spent[name][1] += time.process_time() - cpu
    words = sum(len(article.text.split()) for article in articles)
    print(f"{language}: {len(articles)} articles, {words} words")
    return {name: (wall, cpu) for name, (wall, cpu) in spent.items()} | {"words": (words, words)}


def main() -> None:
    """Print words a second and how fast that is beside both bare pipelines, for each language."""
    for language in ("fr", "en"):
        found = measure(language)
        words, _ = found.pop("words")
        shipped, tuned = found["shipped nlp.pipe"][1], found["tuned nlp.pipe"][1]
        print(f"{'':20} {'words/s':>9} {'words/CPU s':>12} {'of shipped':>11} {'of tuned':>9}")
        for name, (wall, cpu) in found.items():
            speeds = f"{words / wall:9,.0f} {words / cpu:12,.0f}"
            print(f"{name:20} {speeds} {shipped / cpu:10.2f}x {tuned / cpu:8.2f}x")


if __name__ == "__main__":
    main()
