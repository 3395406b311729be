"""Who does the work of a run."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError

ON_POOL = 40  # articles of a shard: some seconds, so that little is lost with a worker and all end together
ON_CLUSTER = 200  # more than that, since each one crosses a network


@dataclass(frozen=True, slots=True)
class Plan:
    """How many workers, of what kind, and how much each gets at a time.

    >>> Plan().here, Plan(workers=4).articles, Plan(engine="ray").articles
    (True, 40, 200)
    """

    workers: int = 1
    engine: str = ""  # pool, ray or dask; "" is the pool where there is more than one worker
    cluster: str = ""  # the address of a cluster that is there; "" starts the engine on this machine
    shard: int = 0  # articles in a shard; 0 is what suits the engine
    retry: bool = False  # try again what was set aside

    def __post_init__(self) -> None:
        if self.workers < 1 or self.shard < 0:
            raise KgError("a run needs one worker or more, and shards of one article or more.", hint="See --workers.")
        if self.cluster and self.engine in ("", "pool"):
            raise KgError("a cluster needs an engine that can reach it.", hint="Add --engine ray or --engine dask.")

    @property
    def here(self) -> bool:
        """Whether this very process does the work."""
        return self.workers == 1 and not self.engine

    @property
    def articles(self) -> int:
        """Articles in a shard."""
        return self.shard or (ON_POOL if self.engine in ("", "pool") else ON_CLUSTER)
