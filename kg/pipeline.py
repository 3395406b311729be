"""The sentence in code: read, annotate, extract, link, store, export."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from kg.config import Settings, beside
from kg.errors import InputError, KgError, OutputError, StoreError
from kg.model import Article, Extraction, Linkage
from kg.read import read
from kg.report import BuildReport as BuildReport, report_text as report_text
from kg.run import Plan, fill_shelf, guarded
from kg.run.apart import apart
from kg.run.shards import extract_article as extract_by
from kg.run.watch import watched
from kg.shelf import Kept, Shelf, fingerprint

if TYPE_CHECKING:
    from kg.link import Decision
    from kg.run.manifest import File
    from kg.store import GraphStore

T = TypeVar("T")
Progress = Callable[[str, int], None]  # (article id, events found): called once an article

# What `kg build` writes: file name -> name of its exporter. The reader's pages come last: they need all the rest.
OUTPUTS = {
    "graph.ttl": "turtle",
    "graph.trig": "trig",
    "graph.nq": "nquads",
    "events.csv": "csv",
    "explorer.html": "explorer",
    "timeline.html": "timeline",
    "graph.html": "graph",
}
REPORT = "report.md"
FLUSHED = 50  # articles after which a store is flushed: what was not is in memory, a megabyte an article


@dataclass(slots=True)
class Messages:
    """What could not be read (`skipped`), and what was read with a doubt (`notices`), in order."""

    skipped: list[KgError] = field(default_factory=list)
    notices: list[KgError] = field(default_factory=list)


def extractions(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    messages: Messages,
    shelf: Shelf | None = None,
    progress: Progress | None = None,
) -> Iterator[tuple[Extraction, bool]]:
    """(extraction, whether it was made now) of every article that can be read, in order.

    With a shelf, unchanged articles are taken from it and new extractions put on it.
    """
    articles = read(paths, settings=settings, on_skip=messages.skipped.append, on_notice=messages.notices.append)
    for article in articles:
        mark = fingerprint(article, settings.models)
        found = shelf.get(article.id, mark) if shelf else None
        fresh = found is None
        if found is None:
            try:
                found = _guarded(article, settings, extract_article)
            except KgError as error:
                messages.skipped.append(error)
                continue
            if shelf:
                shelf.put(found, mark)
        if progress:
            progress(article.id, len(found.events))
        yield found, fresh


def extract_article(article: Article, settings: Settings) -> Extraction:
    """What one article says; the models are loaded at the first call."""
    return extract_by(article, settings.models)


def time_expressions(
    paths: Iterable[str | Path], settings: Settings, *, messages: Messages, progress: Progress | None = None
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(article id, its TIMEX3 as `kg.extract.times.timex_predictions` gives them) of every article, in order."""
    articles = read(paths, settings=settings, on_skip=messages.skipped.append, on_notice=messages.notices.append)
    for article in articles:
        try:
            found = _guarded(article, settings, times_of_article)
        except KgError as error:
            messages.skipped.append(error)
            continue
        if progress:
            progress(article.id, len(found))
        yield article.id, found


def times_of_article(article: Article, settings: Settings) -> list[dict[str, Any]]:
    """The time expressions of one article; the models are loaded at the first call."""
    from kg.annotate import annotate
    from kg.extract.times import timex_predictions

    return timex_predictions(annotate([article], models=settings.models))[article.id]


def _guarded(article: Article, settings: Settings, made: Callable[[Article, Settings], T]) -> T:
    """What `made` makes of an article; a failure of ours becomes an error that names it and costs only that."""
    try:
        return made(article, settings)
    except Exception as error:
        raise guarded(article, error) from error


def confident(extraction: Extraction, minimum: float) -> Extraction:
    """The extraction without events under `minimum`, and without what pointed at them or was concluded from them."""
    if minimum <= 0:
        return extraction
    kept = {event.id for event in extraction.events if event.confidence >= minimum}
    events = tuple(
        replace(event, content=event.content if event.content in kept else "")
        for event in extraction.events
        if event.id in kept
    )
    claims = tuple(
        replace(claim, by=claim.by if claim.by in kept else "") for claim in extraction.claims if claim.event in kept
    )
    relations = tuple(r for r in extraction.relations if {r.event, r.other} <= kept)
    return replace(
        extraction,
        events=events,
        claims=claims,
        relations=relations,
        bounds=tuple(b for b in extraction.bounds if {b.event, *b.through} <= kept),
        conflicts=tuple(c for c in extraction.conflicts if set(c.relations) <= set(relations)),
    )


def build(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    fresh: bool = False,
    as_of: date | None = None,
    progress: Progress | None = None,
    plan: Plan | None = None,
    files: bool = True,
) -> BuildReport:
    """Articles into the store, and all of the store into `settings.out` (without `files`, the report alone).

    Articles join those of earlier runs, taking the place of an older version; with `fresh`, the store holds these
    alone afterwards. With `as_of`, it holds what was known on that day; later articles are kept aside for the next
    build. A person's decisions are replayed. `plan` says who extracts; the graph does not depend on it. The order
    survives a kill: each extraction is kept at once, each article's graph is replaced whole, every file is written
    aside and renamed.
    """
    from kg.export import write
    from kg.link import link, read_decisions
    from kg.store import open_store

    ensure_folder(settings.out)
    decisions = read_decisions(settings.decisions)  # first: a journal with a wrong line costs no work
    with open_store(settings.store) as store, closing(Shelf(shelf_path(settings.store, settings.out))) as shelf:
        made, messages = gather(paths, settings, shelf, plan=plan, progress=progress)
        if fresh and made:  # a run that read nothing empties nothing
            gone = {*store.articles(), *shelf.ids()} - set(made)
            store.delete(*sorted(gone))
            shelf.delete(*sorted(gone))  # last: after a kill in between, the next run puts them back
        everything = _known(shelf, settings, as_of)
        if as_of is not None:
            store.delete(*sorted(set(shelf.ids()) - set(everything.ids)))
        unknown = None if as_of else _telling(messages)  # a decision may be about what is known later
        linkage = link(everything, decisions=decisions, on_unknown=unknown)
        fill(store, everything, linkage)
        empty = not made and not everything.ids  # pages about nothing help nobody
        written = write_outputs(store, settings.out) if files and not empty else []
        report = BuildReport(
            extractions=everything,
            read=len(made),
            fresh=sum(made.values()),
            linkage=linkage,
            skipped=tuple(messages.skipped),
            notices=tuple(messages.notices),
            written=(*written, settings.out / REPORT) if not empty else (),
        )
        if not empty:
            write(settings.out / REPORT, report_text(report))
    return report


def gather(
    paths: Iterable[str | Path],
    settings: Settings,
    shelf: Shelf,
    *,
    plan: Plan | None = None,
    progress: Progress | None = None,
) -> tuple[dict[str, bool], Messages]:
    """Extractions of all articles that can be read onto the shelf: (article id -> made now, what was wrong).

    Messages are in order of reading, whoever extracts.
    """
    messages, made, told = Messages(), dict[str, bool](), list[tuple[int, int, KgError]]()
    number = 0

    def articles() -> Iterator[Article]:
        nonlocal number
        found = read(paths, settings=settings, on_skip=skipped, on_notice=messages.notices.append)
        notice = messages.notices.append
        for article in apart(watched(found, notice), shelf, settings.models, notice):
            number += 1
            yield article

    def skipped(error: KgError) -> None:
        told.append((number, 1, error))  # after the article that was read last

    def refused(place: int, error: KgError) -> None:
        told.append((place, 0, error))

    def done(article: str, events: int, new: bool) -> None:
        made[article] = new
        if progress:
            progress(article, events)

    def extract(article: Article) -> Extraction:
        return extract_article(article, settings)

    fill_shelf(articles(), shelf, plan or Plan(), settings, extract, done, refused)
    messages.skipped.extend(error for _, _, error in sorted(told, key=lambda entry: entry[:2]))
    return made, messages


def kept(settings: Settings, *, as_of: date | None = None) -> Kept:
    """The extractions of all articles built into a store, or of those that were published by a day.

    Raises StoreError where none were.
    """
    path = shelf_path(settings.store, settings.out)
    if not path.is_file():
        raise StoreError("holds no articles.", where=str(settings.store), hint="Run kg build first, or check the path.")
    with closing(Shelf(path)) as shelf:
        return _known(shelf, settings, as_of)


@contextmanager
def store_of(settings: Settings, *, as_of: date | None = None) -> Iterator[Path | str]:
    """Where the store is; with a day, a store of what was known then, which is gone afterwards."""
    if as_of is None:
        yield settings.store
        return
    from kg.link import link
    from kg.store import open_store

    found = kept(settings, as_of=as_of)
    with TemporaryDirectory(prefix="kg-") as folder:
        with open_store(Path(folder) / "store") as store:
            fill(store, found, link(found, decisions=settings.decisions))
        yield Path(folder) / "store"


def _known(shelf: Shelf, settings: Settings, as_of: date | None) -> Kept:
    from kg.link import as_of as published_by

    ids = shelf.ids() if as_of is None else [found.article.id for found in published_by(shelf.all(), as_of)]
    return Kept(shelf.path, ids, partial(confident, minimum=settings.min_confidence))


def fill(store: GraphStore, found: Iterable[Extraction], linkage: Linkage) -> None:
    """Put extractions and what linking found into a store, and safely on disk."""
    for number, extraction in enumerate(found, 1):
        store.put(extraction, linkage)
        if number % FLUSHED == 0:
            store.flush()
    store.put_derived(linkage)
    store.flush()


def _telling(messages: Messages) -> Callable[[Decision], None]:
    """What takes note of decisions that name nothing."""

    def note(decision: Decision) -> None:
        what = f'"{decision.a}" or "{decision.b}" names nothing in these articles; the decision is left out.'
        messages.notices.append(InputError(what, where=decision.where, hint="Delete the line, or mend the name."))

    return note


def shelf_path(store: Path | str, out: Path = Path()) -> Path:
    """Where the extractions of a store are kept.

    >>> shelf_path(Path("outputs/store")).as_posix()
    'outputs/store-extractions.sqlite'
    """
    return beside(store, "extractions.sqlite", out=out)


def import_command(settings: Settings, *, file: Path | None = None) -> Callable[[Path], list[str]]:
    """The command that builds a file of articles into the store of these settings, in a process of its own.

    `file` is the settings file that they came from, when it was named.

    >>> from kg.config import settings as load
    >>> import_command(load({"store": "s"}))(Path("new.jsonl"))[2:5]
    ['kg', 'build', 'new.jsonl']
    """

    def command(path: Path) -> list[str]:
        given = ("--store", str(settings.store), "-o", str(settings.out), "--strict")
        config = ("--config", str(file)) if file else ()
        return [sys.executable, "-m", "kg", "build", str(path), *given, *config]

    return command


def write_outputs(store: GraphStore, out: Path) -> list[Path]:
    """Every file of `OUTPUTS`, in that order."""
    from kg.export import EXPORTERS

    paths = [out / name for name in OUTPUTS]
    for path in paths:
        EXPORTERS[OUTPUTS[path.name]](store, path)
    return paths


def ensure_folder(out: Path) -> None:
    """Make the output folder, or say why not before any work is done."""
    probe = out / ".kg-probe"
    try:
        out.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"cannot be written to ({error.strerror}).", where=str(out), hint="Choose another folder with -o."
        ) from error


def build_shards(
    paths: Iterable[str | Path],
    settings: Settings,
    folder: Path,
    *,
    fresh: bool = False,
    progress: Progress | None = None,
    plan: Plan | None = None,
) -> tuple[list[File], Messages]:
    """The same graph as N-Quads shards with a manifest in a folder, without a store; give its files."""
    from kg.link import link, read_decisions
    from kg.run.quads import write_graph

    ensure_folder(folder)
    decisions = read_decisions(settings.decisions)
    with closing(Shelf(shelf_path(settings.store, settings.out))) as shelf:
        made, messages = gather(paths, settings, shelf, plan=plan, progress=progress)
        if fresh and made:
            shelf.delete(*sorted(set(shelf.ids()) - set(made)))
        everything = _known(shelf, settings, None)
        linkage = link(everything, decisions=decisions, on_unknown=_telling(messages))
    return write_graph(everything, linkage, folder, plan or Plan()), messages
