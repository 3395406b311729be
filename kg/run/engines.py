"""What runs shards elsewhere: processes of this machine, Ray, Dask. None of them is ours; these are adapters."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Collection, Mapping
from typing import Any, Protocol

from kg.errors import KgError, install
from kg.run.pool import Pool

Task = Callable[..., Any]

ANSWER = 10.0  # seconds in which a cluster must let us in
_RESUME = "Start it again, and the same command: nothing that was done is lost."


class Lost(Exception):  # noqa: N818 nothing is wrong with the call: its worker died
    """The worker that ran a call is gone, and with it the result."""


class Engine(Protocol):
    """What a run needs of an engine. A handle is whatever the engine gives for a call that it was handed."""

    width: int  # calls that run at one time
    forks: bool  # its workers share what this process has loaded

    def submit(self, call: Task, *arguments: Any) -> Any:
        """Hand over a call; give its handle."""

    def wait(self, handles: Collection[Any]) -> Collection[Any]:
        """Those of the handles that are done, at least one."""

    def result(self, handle: Any) -> Any:
        """What the call gave, or the error it raised. Raises Lost when its worker died."""

    def alone(self, call: Task, *arguments: Any) -> Any:
        """The result of a call that nothing else shares a worker with. Raises Lost when its worker died."""

    def close(self) -> None:
        """Let go of the workers."""


class Processes:
    """Processes of this machine, forked after the models are loaded. A dying one takes its neighbours' calls along."""

    forks = True

    def __init__(self, workers: int, cluster: str = "") -> None:
        if cluster:
            raise KgError("the pool knows no cluster.", hint="Add --engine ray or --engine dask.")
        self.width, self._pool = workers, Pool(workers)

    def submit(self, call: Task, *arguments: Any) -> Any:
        return self._pool.submit(call, *arguments)

    def wait(self, handles: Collection[Any]) -> Collection[Any]:
        return self._pool.wait(handles)

    def result(self, handle: Any) -> Any:
        return self._pool.result(handle, Lost)

    def alone(self, call: Task, *arguments: Any) -> Any:
        with Pool(1) as one:
            return one.result(one.submit(call, *arguments), Lost)

    def close(self) -> None:
        self._pool.close()


class Ray:
    """Ray core tasks, on a cluster (its address, or "auto") or on workers of this machine."""

    forks = False
    OBJECTS = 128 << 20  # bytes for what travels between tasks: rows, which are small
    LOOK = 20.0  # seconds between two looks whether the cluster is there

    def __init__(self, workers: int, cluster: str = "") -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would call home
        self._ray = ray = _module("ray", "ray")
        own = {"address": "local", "num_cpus": workers, "include_dashboard": False, "object_store_memory": self.OBJECTS}
        size: dict[str, Any] = {"address": cluster} if cluster else own
        _reached(lambda: ray.init(log_to_driver=False, logging_level="ERROR", **size), cluster)
        self.width = int(ray.cluster_resources().get("CPU", workers)) if cluster else workers

    def submit(self, call: Task, *arguments: Any) -> Any:
        return self._ray.remote(max_retries=2)(_run).remote(call, *arguments)

    def wait(self, handles: Collection[Any]) -> Collection[Any]:
        while not (done := self._ray.wait(list(handles), num_returns=1, timeout=self.LOOK)[0]):
            if not any(node["Alive"] for node in self._ray.nodes()):
                raise KgError("all nodes of the Ray cluster are gone.", hint=_RESUME)
        return done  # type: ignore[no-any-return]

    def result(self, handle: Any) -> Any:
        try:
            return self._ray.get(handle)
        except self._ray.exceptions.RayTaskError as error:
            raise error.cause from error
        except self._ray.exceptions.RayError as error:
            raise Lost(str(error)) from error

    def alone(self, call: Task, *arguments: Any) -> Any:
        return self.result(self.submit(call, *arguments))  # a worker runs one task at a time

    def close(self) -> None:
        self._ray.shutdown()


class Dask:
    """Dask distributed, on a cluster (the address of its scheduler) or on workers of this machine."""

    forks = False
    # glibc gives memory back to the system after each small task; told not to, workers are half as fast again.
    MEMORY: Mapping[str, Any] = {"MALLOC_TRIM_THRESHOLD_": 1 << 30, "MALLOC_MMAP_THRESHOLD_": 1 << 30}

    def __init__(self, workers: int, cluster: str = "") -> None:
        self._distributed = distributed = _module("distributed", "dask")
        dask = _module("dask", "dask")
        dask.config.set({f"distributed.nanny.pre-spawn-environ.{name}": value for name, value in self.MEMORY.items()})
        local = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}
        made = (lambda: distributed.Client(cluster, timeout=20)) if cluster else lambda: distributed.Client(**local)
        self._client: Any = _reached(made, cluster, chances=1 if cluster else 3)
        self.width = sum(self._client.nthreads().values()) or workers

    def submit(self, call: Task, *arguments: Any) -> Any:
        return self._client.submit(call, *arguments, pure=False)

    def wait(self, handles: Collection[Any]) -> Collection[Any]:
        return self._distributed.wait(list(handles), return_when="FIRST_COMPLETED").done  # type: ignore[no-any-return]

    def result(self, handle: Any) -> Any:
        try:
            return handle.result()
        except self._distributed.KilledWorker as error:
            raise Lost(str(error)) from error

    def alone(self, call: Task, *arguments: Any) -> Any:
        return self.result(self.submit(call, *arguments))

    def close(self) -> None:
        own = self._client.cluster
        self._client.close()
        if own is not None:
            own.close()


ENGINES: dict[str, Callable[[int, str], Engine]] = {"pool": Processes, "ray": Ray, "dask": Dask}


def engine_of(name: str, workers: int, cluster: str = "") -> Engine:
    """An engine by its name, with this many workers of its own or on a cluster.

    >>> engine_of("spark", 2)
    Traceback (most recent call last):
    ...
    kg.errors.KgError: no engine "spark". Choose one of pool, ray, dask.
    """
    if name not in ENGINES:
        raise KgError(f'no engine "{name}".', hint=f"Choose one of {', '.join(ENGINES)}.")
    return ENGINES[name](workers, cluster)


def _run(call: Task, *arguments: Any) -> Any:
    return call(*arguments)


def _module(name: str, extra: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise KgError(f"{extra} is not installed.", hint=install(extra)) from error


def _reached(connect: Callable[[], Any], cluster: str, *, chances: int = 1) -> Any:
    """What connecting gives. Raises KgError where nothing answers; the engines would try for minutes.

    More than one chance is for workers of this machine: one may be killed while it starts.
    """
    host, _, port = cluster.rpartition("://")[2].rpartition(":")
    try:
        if host and port.isdecimal():
            socket.create_connection((host.strip("[]"), int(port)), timeout=ANSWER).close()
        return connect()
    except (OSError, ConnectionError, TimeoutError, ValueError, RuntimeError) as error:
        if chances > 1:
            return _reached(connect, cluster, chances=chances - 1)
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        hint = "Is the cluster running, and is this the address of its head?"
        raise KgError(f"cannot be reached ({reason}).", where=cluster or "local workers", hint=hint) from error
