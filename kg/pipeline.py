"""The sentence in code: read, annotate, extract, link, store, export."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

from kg.config import Settings, beside
from kg.errors import InputError, KgError, OutputError, StoreError
from kg.model import Article, Dispute, Extraction, Linkage, Ref
from kg.read import read
from kg.shelf import Shelf, fingerprint

if TYPE_CHECKING:
    from kg.link import Decision
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


@dataclass(slots=True)
class Messages:
    """What could not be read (`skipped`), and what was read with a doubt (`notices`), in order."""

    skipped: list[KgError] = field(default_factory=list)
    notices: list[KgError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `extractions` are of all articles that the store now holds, in order of their ids."""

    extractions: tuple[Extraction, ...]
    read: int  # articles given in this run
    fresh: int  # of them, extracted now; the others were unchanged
    linkage: Linkage
    skipped: tuple[KgError, ...]
    notices: tuple[KgError, ...]
    written: tuple[Path, ...]


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
    from kg.annotate import annotate  # late: a run over unchanged articles needs no model
    from kg.extract import extract

    (doc,) = annotate([article], models=settings.models)
    return extract(doc)


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
    except KgError as error:
        raise type(error)(error.what, where=error.where or article.where, hint=error.hint) from error
    except Exception as error:
        raise InputError(
            f"could not be extracted ({type(error).__name__}: {error}).",
            where=article.where or article.id,
            hint="This is a bug; please report it with the text.",
        ) from error


def confident(extraction: Extraction, minimum: float) -> Extraction:
    """The extraction without events under `minimum`, and without claims and contents that pointed at them."""
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
    return replace(extraction, events=events, claims=claims)


def build(
    paths: Iterable[str | Path],
    settings: Settings,
    *,
    fresh: bool = False,
    as_of: date | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Articles into the store, and all of the store into `settings.out`.

    Articles join those of earlier runs, taking the place of an older version; with `fresh`, the store holds these
    alone afterwards. With `as_of`, it holds what was known on that day; later articles are kept aside for the next
    build. A person's decisions are replayed. The order survives a kill: each extraction is kept at once, each
    article's graph is replaced whole, every file is written aside and renamed.
    """
    from kg.export import write
    from kg.link import link, read_decisions
    from kg.store import open_store

    ensure_folder(settings.out)
    decisions = read_decisions(settings.decisions)  # first: a journal with a wrong line costs no work
    messages = Messages()
    with open_store(settings.store) as store, closing(Shelf(shelf_path(settings.store, settings.out))) as shelf:
        made: dict[str, bool] = {}
        for found, new in extractions(paths, settings, messages=messages, shelf=shelf, progress=progress):
            made[found.article.id] = new
        if fresh and made:  # a run that read nothing empties nothing
            gone = {*store.articles(), *shelf.ids()} - set(made)
            store.delete(*sorted(gone))
            shelf.delete(*sorted(gone))  # last: after a kill in between, the next run puts them back
        everything = _known(shelf, settings, as_of)
        later = set(shelf.ids()) - {found.article.id for found in everything}
        store.delete(*sorted(later))
        unknown = None if as_of else _telling(messages)  # a decision may be about what is known later
        linkage = link(everything, decisions=decisions, on_unknown=unknown)
        _fill(store, everything, linkage)
        written = write_outputs(store, settings.out)
    report = BuildReport(
        extractions=tuple(everything),
        read=len(made),
        fresh=sum(made.values()),
        linkage=linkage,
        skipped=tuple(messages.skipped),
        notices=tuple(messages.notices),
        written=(*written, settings.out / REPORT),
    )
    write(settings.out / REPORT, report_text(report))
    return report


def kept(settings: Settings, *, as_of: date | None = None) -> list[Extraction]:
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
            _fill(store, found, link(found, decisions=settings.decisions))
        yield Path(folder) / "store"


def _known(shelf: Shelf, settings: Settings, as_of: date | None) -> list[Extraction]:
    from kg.link import as_of as published_by

    found = (confident(extraction, settings.min_confidence) for extraction in shelf.all())
    return list(found if as_of is None else published_by(found, as_of))


def _fill(store: GraphStore, found: Iterable[Extraction], linkage: Linkage) -> None:
    for extraction in found:
        store.put(extraction, linkage)
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


def report_text(report: BuildReport) -> str:
    """The report as Markdown: counts by article, disputes with both sides, what was skipped or doubtful.

    The paths in it are as given, and nothing in it depends on when or how often it was made.
    """
    found = report.extractions
    events = sum(len(e.events) for e in found)
    lines = [
        "# Report",
        "",
        f"{len(found)} articles, {events} events, {len(report.linkage.actors)} actors, "
        f"{len(report.linkage.same_events)} events told more than once, {len(report.linkage.disputes)} disputes.",
        "",
        "| article | published | language | words | events | of them dated | entities |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for extraction in found:
        article = extraction.article
        dated = sum(event.time is not None for event in extraction.events)
        cells = (article.id, article.published or "?", article.language, len(article.text.split()))
        counts = (len(extraction.events), dated, len(extraction.entities))
        lines.append("| " + " | ".join(_cell(str(value)) for value in (*cells, *counts)) + " |")
    lines += ["", "## Disputes", ""]
    lines += [_dispute(dispute, {e.article.id: e for e in found}) for dispute in report.linkage.disputes] or ["None."]
    for title, messages in (("Skipped", report.skipped), ("Read with a doubt", report.notices)):
        lines += ["", f"## {title}", "", *([f"- {_cell(str(message))}" for message in messages] or ["Nothing."])]
    return "\n".join(lines) + "\n"


def _dispute(dispute: Dispute, found: Mapping[str, Extraction]) -> str:
    """One dispute: the words at issue, then the words of each side."""
    sides = [("asserted", dispute.asserting), ("denied", dispute.denying)]
    said = [f"{name} in {ref.article}: “{_evidence(ref, found)}”" for name, refs in sides for ref in refs]
    return f"- {dispute.kind}: “{_evidence(dispute.event, found)}” ({dispute.event.article})" + "".join(
        f"\n  - {line}" for line in said
    )


def _evidence(ref: Ref, found: Mapping[str, Extraction]) -> str:
    extraction = found.get(ref.article)
    event = next((e for e in extraction.events if e.id == ref.id), None) if extraction else None
    return _cell(event.evidence.of(extraction.article.text)) if extraction and event else ref.id


def _cell(text: str) -> str:
    """Text of articles as plain words in Markdown: one line, nothing that is markup there."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
