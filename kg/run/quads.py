"""The linked graph as N-Quads shards with a manifest, written by the workers of a plan.

A graph of any size goes into any store that way: `kg load` puts it into ours, and every SPARQL server has a bulk
loader of its own for N-Quads. Article by article it is what a build writes into a store, to the byte.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.ids import digest
from kg.model import Extraction, Linkage
from kg.run.engines import engine_of
from kg.run.manifest import MANIFEST, File, write_manifest
from kg.run.plan import Plan
from kg.run.shards import write_aside
from kg.run.work import drive
from kg.shelf import Kept, dumps
from kg.store.lines import article_lines, shared_lines, slices

ARTICLES = 200  # of a file: about 170,000 quads, a megabyte or two
SHARED = "shared.nq.gz"
_LEVEL = 3  # of gzip: a tenth of the text's size for a tenth of a second


def write_graph(everything: Kept, linkage: Linkage, folder: Path, plan: Plan) -> list[File]:
    """Write the graph of all articles into a folder: shards, what they share, and last the manifest.

    Files that a killed run has finished are not written again; those of an older graph are removed at the end.
    """
    work = folder / "work"
    (folder / MANIFEST).unlink(missing_ok=True)  # from here on the folder is not whole
    groups = [list(everything.ids[at : at + ARTICLES]) for at in range(0, len(everything.ids), ARTICLES)]
    tasks = _sources(everything, groups, linkage, work)
    made: dict[str, File] = {}
    engine = None if plan.here else engine_of(plan.engine or "pool", plan.workers, plan.cluster)
    try:
        if engine is None:
            found: Iterable[tuple[tuple[str, str], Any]] = ((task, write_shard(*task)) for task in tasks)
        else:
            found = drive(engine, tasks, lambda task: (write_shard, *task), lambda task: [task])
        for (source, out), row in found:
            if row is None:
                raise StoreError("its worker was killed, twice.", where=out, hint="Too little memory? Run it again.")
            made[Path(out).name] = row
            Path(source).unlink(missing_ok=True)
    finally:
        if engine is not None:
            engine.close()
    made[SHARED] = write_packed(folder / SHARED, (), shared_lines(linkage))
    files = [made[name] for name in sorted(made)]
    write_manifest(folder, files)
    _tidy(folder, work, set(made))
    return files


def write_shard(source: str, out: str) -> File:
    """Write the graph of the articles of a source file; give its row. One that is there is not written again."""
    path, row = Path(out), Path(source).with_suffix(".row")
    if row.exists() and path.exists():
        fields = json.loads(row.read_bytes())
        return File(**{**fields, "articles": tuple(fields["articles"])})
    found: list[Extraction]
    linkage: Linkage
    found, linkage = pickle.loads(Path(source).read_bytes())  # written by `_sources`, into our own folder
    lines = (line for extraction in found for line in article_lines(extraction, linkage))
    made = write_packed(path, [extraction.article.id for extraction in found], lines)
    write_aside(row, [json.dumps(asdict(made)).encode()])
    return made


def write_packed(path: Path, articles: Sequence[str], lines: Iterable[str]) -> File:
    """Write lines into a gzip file; the same lines give the same bytes."""
    packed, count = io.BytesIO(), 0
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as out:
        for line in lines:
            out.write(line.encode("utf-8"))
            count += 1
    data = packed.getvalue()
    write_aside(path, [data])
    return File(path.name, tuple(articles), count, len(data), hashlib.sha256(data).hexdigest())


def _sources(everything: Kept, groups: Sequence[list[str]], linkage: Linkage, work: Path) -> Iterator[tuple[str, str]]:
    """(source, output) of each shard; the source holds all that is needed, so a worker reads nothing else."""
    for number, (group, part) in enumerate(zip(groups, slices(linkage, groups), strict=True)):
        found = list(everything[number * ARTICLES : (number + 1) * ARTICLES])
        name = digest(*group, *map(dumps, found), repr(part), length=20)
        source = work / f"{name}.pickle"
        write_aside(source, [pickle.dumps((found, part))])
        yield str(source), str(work.parent / f"{number:06}-{name}.nq.gz")


def _tidy(folder: Path, work: Path, kept: set[str]) -> None:
    for path in (*folder.glob("*.nq.gz"), *work.glob("*"), *work.glob(".*.part"), *folder.glob(".*.part")):
        if path.name not in kept or path.parent == work:
            path.unlink(missing_ok=True)
    if work.is_dir():
        work.rmdir()
