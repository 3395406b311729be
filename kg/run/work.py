"""Articles onto the shelf, by many workers: shards out, rows back, what was lost sent again, what kills set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import ArticleError, KgError
from kg.model import Article, Extraction
from kg.run.engines import Engine, Lost
from kg.run.shards import (
    AGAIN,
    Failure,
    Row,
    extract_article,
    found_path,
    guarded,
    read_found,
    read_source,
    run_shard,
    source_path,
    write_source,
)
from kg.shelf import Shelf, fingerprint

SPARE = 2  # shards that wait for a worker: enough that none idles, few that are lost with one
CHARACTERS = 4_000  # of an article, on average: a shard of long articles has fewer of them
_WARM = {  # a sentence that needs all that extraction in its language needs
    "fr": "Le ministre a dit mardi que Paris accusait Moscou.",
    "en": "The minister said that Paris accused Moscow.",
}
T = TypeVar("T")
Done = Callable[[str, int, bool], None]  # (article id, events, made now)
Refused = Callable[[int, KgError], None]  # (number of the article in order of reading, why it has no extraction)


@dataclass(frozen=True, slots=True)
class Job:
    """What a run over many articles needs to know."""

    engine: Engine
    folder: Path  # for shards on their way; on a cluster all machines must see it under this name
    models: Mapping[str, str]
    shard: int  # articles
    retry: bool = False  # try again what was set aside


@dataclass(frozen=True, slots=True)
class Piece:
    """A shard that is on its way: the numbers, ids and fingerprints of its articles, in order of reading."""

    name: str
    members: tuple[tuple[int, str, str], ...]


def extract_all(articles: Iterable[Article], job: Job, shelf: Shelf, *, done: Done, refused: Refused) -> None:
    """Extract what the shelf does not hold. `done` hears of each article that it holds then, `refused` of the others.

    At most a few shards are in memory or on their way at one time, however many articles there are.
    """
    pieces = _pieces(articles, job, shelf, done, refused)
    for piece, row in drive(job.engine, pieces, lambda piece: _call(job, piece), lambda piece: _halves(job, piece)):
        if row is None:
            number, article, mark = piece.members[0]
            source = read_source(source_path(job.folder, piece.name))
            error = ArticleError(
                "kills the process that extracts it.", where=source[0][0].where or article, hint=f"Look at it. {AGAIN}"
            )
            shelf.set_aside(article, mark, error)
            refused(number, error)
        else:
            _take(job, shelf, piece, row, done, refused)
        source_path(job.folder, piece.name).unlink(missing_ok=True)


def extract_here(
    articles: Iterable[Article],
    shelf: Shelf,
    models: Mapping[str, str],
    extract: Callable[[Article], Extraction],
    *,
    retry: bool,
    done: Done,
    refused: Refused,
) -> None:
    """The same in this process, one article after the other, each kept at once."""
    for number, article, mark in _due(articles, shelf, models, retry, done, refused):
        try:
            found = extract(article)
        except Exception as raised:  # noqa: BLE001 an article may fail in any way; it is named and set aside
            failure = Failure.of(article.id, mark, guarded(article, raised))
            _remember(shelf, failure, failure.error())
            refused(number, failure.error())
            continue
        shelf.put(found, mark)
        done(article.id, len(found.events), True)


def drive(
    engine: Engine,
    tasks: Iterable[T],
    call: Callable[[T], tuple[Any, ...]],
    halves: Callable[[T], Sequence[T]],
) -> Iterator[tuple[T, Any]]:
    """(task, result) of every task, as they come; the result is None for one that kills its worker.

    `call` gives a function and its arguments for a task. A task whose worker died is run again alone, so that no
    innocent one is blamed, and split by `halves` until the guilty one is found; that one gets a second chance.
    """
    running: dict[Any, T] = {}
    for task in tasks:
        while len(running) >= engine.width + SPARE:
            yield from _finished(engine, running, call, halves)
        running[engine.submit(*call(task))] = task
    while running:
        yield from _finished(engine, running, call, halves)


def _finished(
    engine: Engine,
    running: dict[Any, T],
    call: Callable[[T], tuple[Any, ...]],
    halves: Callable[[T], Sequence[T]],
) -> Iterator[tuple[T, Any]]:
    """Wait for some of what is running; what was lost with its worker is run again before anything else."""
    lost = []
    for handle in engine.wait(list(running)):
        task = running.pop(handle)
        try:
            yield task, engine.result(handle)
        except Lost:
            lost.append(task)
    while lost:
        task = lost.pop(0)
        for chance in (1, 2):
            try:
                yield task, engine.alone(*call(task))
                break
            except Lost:
                parts = halves(task)
                if len(parts) > 1:
                    lost[:0] = parts
                    break
                if chance == 2:
                    yield task, None


def _due(
    articles: Iterable[Article], shelf: Shelf, models: Mapping[str, str], retry: bool, done: Done, refused: Refused
) -> Iterator[tuple[int, Article, str]]:
    """(number, article, fingerprint) of those that are to be extracted; the others are told of."""
    for number, article in enumerate(articles, 1):
        mark = fingerprint(article, models)
        error = None if retry else shelf.aside(article, mark)
        if error is not None:
            refused(number, error)
        elif shelf.holds(article.id, mark):
            done(article.id, 0, False)
        else:
            yield number, article, mark


def _pieces(articles: Iterable[Article], job: Job, shelf: Shelf, done: Done, refused: Refused) -> Iterator[Piece]:
    """Shards of the articles that are still to be extracted, each with its source file written."""
    batch: list[tuple[int, Article, str]] = []
    size, loaded = 0, set[str]()
    for number, article, mark in _due(articles, shelf, job.models, job.retry, done, refused):
        batch.append((number, article, mark))
        size += len(article.text)
        if len(batch) == job.shard or size >= job.shard * CHARACTERS:
            yield _piece(job, batch, loaded)
            batch, size = [], 0
    if batch:
        yield _piece(job, batch, loaded)


def _piece(job: Job, batch: Sequence[tuple[int, Article, str]], loaded: set[str]) -> Piece:
    """A shard, its source written; before the first one, what its workers are to share is loaded."""
    name = write_source(job.folder, [(article, mark) for _, article, mark in batch])
    if not loaded and job.engine.forks:
        loaded |= {article.language for _, article, _ in batch}
        _load(loaded, job.models)
    return Piece(name, tuple((number, article.id, mark) for number, article, mark in batch))


def _load(languages: set[str], models: Mapping[str, str]) -> None:
    """Load all that extraction in some languages needs, before processes are forked that share it."""
    for language in sorted(languages & _WARM.keys()):
        with suppress(Exception):  # its articles will say what is wrong
            extract_article(Article("warm", _WARM[language], published="2022", language=language), models)


def _call(job: Job, piece: Piece) -> tuple[Any, ...]:
    paths = (str(source_path(job.folder, piece.name)), str(found_path(job.folder, piece.name)))
    return (run_shard, *paths, dict(job.models))


def _halves(job: Job, piece: Piece) -> list[Piece]:
    """The two halves of a shard, written; a shard of one article is its own only part."""
    if len(piece.members) == 1:
        return [piece]
    source = source_path(job.folder, piece.name)
    articles = read_source(source)
    middle = len(articles) // 2
    halves = (slice(None, middle), slice(middle, None))
    found = [Piece(write_source(job.folder, articles[half]), piece.members[half]) for half in halves]
    source.unlink(missing_ok=True)
    return found


def _take(job: Job, shelf: Shelf, piece: Piece, row: Row, done: Done, refused: Refused) -> None:
    """Put what a shard found on the shelf, and forget the shard."""
    path = found_path(job.folder, piece.name)
    shelf.take(read_found(path))
    for entry in read_found(path):
        done(entry.article, entry.events, True)
    path.unlink()
    numbers = {article: number for number, article, _ in piece.members}
    for failure in row.failures:
        error = failure.error()
        _remember(shelf, failure, error)
        refused(numbers[failure.article], error)


def _remember(shelf: Shelf, failure: Failure, error: KgError) -> None:
    if isinstance(error, ArticleError):  # a model that is not installed is no fault of the article
        shelf.set_aside(failure.article, failure.mark, error)
