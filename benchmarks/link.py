"""CPU seconds and peak memory of linking at 100, 400 and 1,400 articles: `python -m benchmarks link`.

`python -m benchmarks.link ARTICLES …` links articles of one's own (files or folders), which are extracted first;
`python -m benchmarks.link NAME-extractions.sqlite` those that a build has left beside its store, without parsing them
again. Without any, made-up ones are linked: few actors, acts and days, so that far more is alike than in real news.
Each row is a process of its own; its memory before is that of the program with its lexicons.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.texts import ROOT
from kg.config import settings
from kg.link import link
from kg.model import Article, Entity, Event, Extraction, Filler, Interval, Mention, Span
from kg.pipeline import gather, shelf_path
from kg.shelf import Kept, Shelf

SIZES = (100, 400, 1400)
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


def some(shelf: Path, size: int) -> Iterator[Extraction]:
    """Extractions of a shelf, spread over its articles, read one at a time; made-up articles without a shelf."""
    if not shelf.is_file():
        return (made(number) for number in range(size))
    with closing(Shelf(shelf)) as opened:
        ids = opened.ids()
    size = min(size, len(ids))
    return iter(Kept(shelf, [ids[len(ids) * k // size] for k in range(size)], lambda extraction: extraction))


def one(shelf: Path, size: int) -> dict[str, float]:
    """Link so many articles in this process: what it found, its CPU seconds, and its memory before and at most."""
    link(some(shelf, 10))  # lexicons and gazetteers are loaded: what is left is what linking itself takes
    before = peak()
    start = time.process_time()
    linked = link(some(shelf, size))
    seconds = time.process_time() - start
    events = sum(len(extraction.events) for extraction in some(shelf, size))
    return {"events": events, "same": len(linked.same_events), "seconds": seconds, "before": before, "peak": peak()}


def peak() -> float:
    """Most memory this process ever had, in MB."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(status["VmHWM"].split()[0]) / 1024


def rows(shelf: Path, sizes: Sequence[int]) -> None:
    print(f"{'articles':>9}{'events':>8}{'clusters':>9}{'CPU s':>8}{'ms/article':>11}{'MB before':>10}{'MB peak':>9}")
    for size in sizes:
        line = [sys.executable, "-m", "benchmarks.link", "--one", str(size), str(shelf)]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(done.stderr[-3000:])
        found = json.loads(done.stdout)
        cost = 1000 * found["seconds"] / size
        print(
            f"{size:9}{found['events']:8}{found['same']:9}{found['seconds']:8.2f}{cost:11.1f}"
            f"{found['before']:10.0f}{found['peak']:9.0f}"
        )


def shelved(paths: list[Path], folder: Path) -> Path:
    """A shelf with the extractions of articles; one that a build left is taken as it is, and nothing is parsed."""
    if paths[0].suffix == ".sqlite":
        return paths[0].resolve()
    config = settings({"out": str(folder), "published": "2022-02"})
    path = shelf_path(config.store, config.out)
    with closing(Shelf(path)) as shelf:
        gather(paths, config, shelf)
    return path


def main() -> None:
    given = sys.argv[1:]
    if given[:1] == ["--one"]:
        print(json.dumps(one(Path(given[2]), int(given[1]))))
    elif given:
        with TemporaryDirectory(prefix="kg-link-") as folder:
            path = shelved([Path(name) for name in given], Path(folder))
            with closing(Shelf(path)) as shelf:
                count = len(shelf.ids())
            rows(path, [size for size in SIZES if size < count] + [count])
    else:
        rows(Path("none"), SIZES)


if __name__ == "__main__":
    main()
