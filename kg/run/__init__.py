"""Many articles at once: shards of work for a pool of processes, for Ray and for Dask.

How the parts meet. The *shelf* beside the store (`kg.shelf`) stays the one record of what is done: a row an article,
with the fingerprint of all that it depends on. Shards are only how work travels to where it is done: the parent writes
the articles that the shelf does not hold into a source file, `shards.run_shard` turns it into a file of extractions
(aside first, then renamed) and gives a row that counts it, and the parent takes the file onto the shelf in one
transaction, which is the commit. So a run may be killed anywhere: what is on the shelf is done; a file that was
renamed and not yet taken is found by its name, which is a digest of its articles, and taken; anything else is done
again, to the same bytes. A serial build fills the same shelf, and all that follows reads the shelf alone: the graph
cannot depend on who did the work.

`work.extract_all` holds the order of things, `engines` what runs a shard elsewhere, `pool` the processes of this
machine, `quads` the graph as N-Quads shards with a manifest, `load` its way into a store. To add an engine: write a
class with the methods of `engines.Engine`, and name it in `engines.ENGINES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.config import Settings, beside
from kg.model import Article, Extraction
from kg.run.plan import Plan
from kg.run.shards import guarded, sweep
from kg.run.work import Done, Job, Refused, extract_all, extract_here
from kg.shelf import Shelf

__all__ = ["Plan", "fill_shelf", "guarded"]


def fill_shelf(
    articles: Iterable[Article],
    shelf: Shelf,
    plan: Plan,
    settings: Settings,
    extract: Callable[[Article], Extraction],
    done: Done,
    refused: Refused,
) -> None:
    """Extract what the shelf does not hold: here by `extract`, or by the workers of a plan. See `work.extract_all`."""
    if plan.here:
        extract_here(articles, shelf, settings.models, extract, retry=plan.retry, done=done, refused=refused)
        return
    from kg.run.engines import engine_of

    folder = beside(settings.store, "shards", out=settings.out).resolve()
    engine = engine_of(plan.engine or "pool", plan.workers, plan.cluster)
    try:
        job = Job(engine, folder, settings.models, plan.articles, plan.retry)
        extract_all(articles, job, shelf, done=done, refused=refused)
    finally:
        engine.close()
    sweep(folder)
