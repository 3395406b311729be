"""The unit of work: a file of articles in, a file of extractions out, and a row that counts it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import ArticleError, InputError, KgError, LanguageError, StoreError
from kg.ids import digest
from kg.model import Article, Extraction
from kg.shelf import Entry, dumps, fingerprint

AGAIN = "It is set aside: --retry-quarantined tries it again."  # hint for an article that fails
_KINDS: Mapping[str, type[KgError]] = {
    kind.__name__: kind for kind in (ArticleError, InputError, LanguageError, KgError)
}


@dataclass(frozen=True, slots=True)
class Failure:
    """An article without an extraction, and why."""

    article: str
    mark: str  # its fingerprint
    kind: str  # name of the error's class
    what: str
    where: str = ""
    hint: str = ""

    @classmethod
    def of(cls, article: str, mark: str, error: KgError) -> Failure:
        return cls(article, mark, type(error).__name__, error.what, error.where, error.hint)

    def error(self) -> KgError:
        """The error again.

        >>> str(Failure("a", "m", "ArticleError", "broke.", "a.txt").error())
        'a.txt: broke.'
        """
        return _KINDS.get(self.kind, KgError)(self.what, where=self.where, hint=self.hint)


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a shard. Each of its articles is either in the file or among the failures."""

    name: str
    articles: int  # extracted
    events: int
    words: int
    failures: tuple[Failure, ...] = ()


def extract_article(article: Article, models: Mapping[str, str]) -> Extraction:
    """What one article says; the models are loaded at the first call."""
    from kg.annotate import annotate  # late: a run over unchanged articles needs no model
    from kg.extract import extract

    (doc,) = annotate([article], models=models)
    return extract(doc)


def guarded(article: Article, error: Exception) -> KgError:
    """The error for an article that our code fails on; a `KgError` keeps its kind and gets the article's place."""
    where = article.where or article.id
    if isinstance(error, KgError):
        return type(error)(error.what, where=error.where or where, hint=error.hint)
    what = f"could not be extracted ({type(error).__name__}: {error})."
    return ArticleError(what, where=where, hint=f"This is a bug; please report it with the text. {AGAIN}")


def write_source(folder: Path, articles: Sequence[tuple[Article, str]]) -> str:
    """Write the source of a shard, (article, fingerprint) each, into a folder; give the shard's name.

    The name tells the content, so a shard that was written or done before is known again.
    """
    name = digest(*(mark for _, mark in articles), length=20)
    path = source_path(folder, name)
    lines = (json.dumps([mark, asdict(article)], ensure_ascii=False) + "\n" for article, mark in articles)
    if not path.exists():
        write_aside(path, (line.encode("utf-8", "surrogatepass") for line in lines))
    return name


def read_source(path: Path) -> list[tuple[Article, str]]:
    """The articles of a source file, each with its fingerprint."""
    lines = path.read_bytes().decode("utf-8", "surrogatepass").split("\n")  # U+2028 is no end of a line here
    found = (json.loads(line) for line in lines if line)
    return [(Article(**fields), mark) for mark, fields in found]


def source_path(folder: Path, name: str) -> Path:
    """Where the source of a shard lies."""
    return folder / f"{name}.articles.jsonl"


def found_path(folder: Path, name: str) -> Path:
    """Where the extractions of a shard lie."""
    return folder / f"{name}.extractions.tsv"


def run_shard(source: str, out: str, models: Mapping[str, str]) -> Row:
    """Extract the articles of a source file into the file `out`, which is whole once it is there; give its row.

    A shard that is there already is not done again. An article that fails costs itself alone. Raises StoreError where
    this process would extract otherwise than the one that made the source: another version of kg or of a model.
    """
    path = Path(out)
    row = _done(path)
    if row is not None:
        return row
    entries: list[Entry] = []
    failures: list[Failure] = []
    words = 0
    for article, mark in read_source(Path(source)):
        own = fingerprint(article, models)
        if own != mark:
            raise StoreError(
                "a worker runs another version of kg or of a language model.",
                where=source,
                hint="Install the same ones on every machine.",
            )
        try:
            found = extract_article(article, models)
        except Exception as error:  # noqa: BLE001 an article may fail in any way; it is named and set aside
            failures.append(Failure.of(article.id, mark, guarded(article, error)))
            continue
        words += len(article.text.split())
        entries.append(Entry(article.id, mark, dumps(found), len(found.events)))
    row = Row(path.name.partition(".")[0], len(entries), sum(e.events for e in entries), words, tuple(failures))
    head = json.dumps(asdict(row), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n"
    write_aside(path, [head, *map(found_line, entries)])
    return row


def read_found(path: Path) -> Iterator[Entry]:
    """What a file of extractions holds, ready for the shelf."""
    with path.open("rb") as handle:
        handle.readline()
        yield from map(parse_found, handle)


def found_line(entry: Entry) -> bytes:
    """An extraction as a line: fingerprint, article, number of events and body, apart by tabs (JSON holds none).

    >>> found_line(Entry("a", "f", "{}", 3))
    b'f\\t"a"\\t3\\t{}\\n'
    """
    fields = (entry.fingerprint, json.dumps(entry.article), str(entry.events), entry.body)
    return ("\t".join(fields) + "\n").encode("utf-8", "surrogatepass")


def parse_found(line: bytes) -> Entry:
    """The extraction of a line.

    >>> parse_found(found_line(Entry("a", "f", "{}", 3)))
    Entry(article='a', fingerprint='f', body='{}', events=3)
    """
    mark, article, events, body = line.decode("utf-8", "surrogatepass").rstrip("\n").split("\t", 3)
    return Entry(json.loads(article), mark, body, int(events))


def write_aside(path: Path, parts: Iterable[bytes]) -> None:
    """Write a file whole or not at all: aside, safely on disk, then renamed. Raises StoreError."""
    aside = path.with_name(f".{path.name}.{platform.node()}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("wb") as handle:
            for part in parts:
                handle.write(part)
            handle.flush()
            os.fsync(handle.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise StoreError(f"cannot be written ({reason}).", where=str(path), hint="Is the disk full?") from error


def sweep(folder: Path) -> None:
    """Remove what is left of shards once a run is through: all of it is on the shelf, or of articles since changed."""
    for pattern in ("*.articles.jsonl", "*.extractions.tsv", ".*.part"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    with suppress(OSError):  # somebody put something of their own there, or there was none
        folder.rmdir()


def _done(path: Path) -> Row | None:
    """The row of a shard that was done before."""
    try:
        with path.open("rb") as handle:
            fields = json.loads(handle.readline().decode("utf-8", "surrogatepass"))
    except FileNotFoundError:
        return None
    failures = tuple(Failure(**failure) for failure in fields.pop("failures"))
    return Row(**fields, failures=failures)
