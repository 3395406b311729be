"""Kill builds at random moments, go on, and compare: `python -m benchmarks kills`, or this file with `--help`.

Workers and parents get SIGKILL, only ever processes that this script started. A killed build is started again with the
same command until it ends; then its graph must be, byte for byte, that of an undisturbed build, and its report must
count each article once. The moments come from a seeded generator: from a second after the start, or after the kill
before, to as long as an undisturbed build takes, short waits more often than long ones. So every part of a build is
hit, and it gets on. `make bench` makes a few kills; the whole test is
`python -m benchmarks kills --kills 100 --corpus ARCHIVE`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Engines, and the seconds that each takes to start: by so much a build takes longer than an undisturbed one.
ENGINES = {"pool": 1.0, "ray": 12.0, "dask": 6.0}
# What the command line of a worker says; the other processes of an engine are not killed by themselves.
WORKER = {
    "pool": re.compile(r"-m kg build"),
    "ray": re.compile(r"^ray::(_run|IDLE)"),
    "dask": re.compile(r"spawn_main"),
}
REFERENCE = "reference"  # the folder of the undisturbed build, and its log
WORKERS_SHARE = 0.75  # of the kills while there are workers, which is a part of a build only
PATIENCE = 60.0  # seconds that workers get to notice that their parent died
HELPERS = 10.0  # the same for an engine's own processes, which do no work; they are ended then


@dataclass(slots=True)
class Outcome:
    """What happened."""

    engine: str
    kills: Counter[str] = field(default_factory=Counter)  # worker, parent
    starts: int = 0
    builds: int = 0  # that ended and were compared
    equal: int = 0  # of them, the same graph and pages
    once: int = 0  # of them, with each article once in the report
    orphans: int = 0  # workers that outlived their parent for longer than PATIENCE
    helpers: Counter[str] = field(default_factory=Counter)  # the engine's own that outlived it for HELPERS
    slowest: float = 0.0  # seconds until the last orphan was gone
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def fine(self) -> bool:
        """Whether nothing was lost and nothing differs."""
        return self.builds == self.equal == self.once > 0 and not self.errors and not self.orphans


def command(engine: str, paths: list[str], out: Path, shard: int) -> list[str]:
    own = ["--workers", "2", "--engine", engine, "--shard", str(shard)]
    return [sys.executable, "-m", "kg", "build", *paths, "-o", str(out), "--published", "2022-02", *own]


def start(line: list[str], log: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
    with log.open("wb") as handle:
        return subprocess.Popen(line, env=environment, cwd=ROOT, stdout=handle, stderr=handle)


def undisturbed(paths: list[str], folder: Path) -> float:
    """Build the articles in one process, and leave it in peace; the seconds it took."""
    began = time.monotonic()
    line = [sys.executable, "-m", "kg", "build", *paths, "-o", str(folder / REFERENCE), "--published", "2022-02"]
    log = folder / f"{REFERENCE}.log"
    if start(line, log).wait() != 0:
        raise SystemExit(log.read_text(encoding="utf-8"))
    return time.monotonic() - began


def trial(
    engine: str, paths: list[str], kills: int, seed: int, folder: Path, *, longest: float, shard: int = 8
) -> Outcome:
    """Kill builds of these articles until there were `kills` kills and the last build has ended.

    `folder` holds the undisturbed build; `longest` is the longest wait for the next kill, in seconds.
    """
    dice = random.Random(f"{seed} {engine}")
    found = Outcome(engine)
    began = time.monotonic()
    reference, out = folder / REFERENCE, folder / engine
    waits = iter(lambda: longest ** dice.random(), 0.0)
    while sum(found.kills.values()) < kills or not found.builds or out.exists():
        ended = one_start(found, command(engine, paths, out, shard), kills, dice, waits, folder / f"{engine}.log")
        if ended:
            compare(found, reference, out)
            shutil.rmtree(out)
        if found.errors:
            break
    found.seconds = time.monotonic() - began
    return found


def one_start(
    found: Outcome, line: list[str], kills: int, dice: random.Random, waits: Iterator[float], log: Path
) -> bool:
    """Start a build, and kill at it until it ends or is dead itself; whether it ended."""
    found.starts += 1
    began = time.monotonic()
    parent = start(line, log)
    while True:
        left = kills - sum(found.kills.values())
        try:
            code = parent.wait(timeout=next(waits) if left > 0 else None)
            if code != 0:
                found.errors.append(f"exit code {code}: {log.read_text(encoding='utf-8')[-2000:]}")
            wait_for(found, list(family(parent.pid)))
            return code == 0
        except subprocess.TimeoutExpired:
            pass
        everybody = list(family(parent.pid))
        workers = [pid for pid in everybody if WORKER[found.engine].search(said(pid))]
        if workers and dice.random() < WORKERS_SHARE:
            end([dice.choice(sorted(workers))])
            tell(found, "worker", began)
            continue
        parent.kill()
        parent.wait()
        tell(found, "parent", began)
        wait_for(found, everybody)
        return False


def tell(found: Outcome, victim: str, began: float) -> None:
    found.kills[victim] += 1
    passed = time.monotonic() - began
    print(f"  kill {sum(found.kills.values())}: {victim}, {passed:.1f} s after start {found.starts}", flush=True)


def family(pid: int) -> Iterator[int]:
    """All that a process started, and what these started."""
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(word) for word in path.read_text().split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from family(child)


def said(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""


def program(line: str) -> str:
    """The name of what a command line runs."""
    words = line.split()
    return Path(next((word for word in words if word.endswith(".py")), words[0])).name


def wait_for(found: Outcome, orphans: list[int]) -> None:
    """Until all are gone; who stays too long is counted, and ended."""
    began = time.monotonic()
    names = {pid: said(pid) for pid in orphans}
    while left := [pid for pid in orphans if names[pid] and said(pid) == names[pid]]:
        passed = time.monotonic() - began
        workers = [pid for pid in left if WORKER[found.engine].search(names[pid])]
        if not workers and passed > HELPERS:
            found.helpers.update(program(names[pid]) for pid in left)
            end(left)
            return
        if workers:
            found.slowest = max(found.slowest, passed)
        if passed > PATIENCE:
            found.orphans += len(workers)
            end(left)
            return
        time.sleep(0.05)


def end(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def compare(found: Outcome, reference: Path, out: Path) -> None:
    found.builds += 1
    names = sorted(
        path.name for path in reference.iterdir() if path.suffix in (".nq", ".ttl", ".trig", ".csv", ".html")
    )
    differ = [name for name in names if (out / name).read_bytes() != (reference / name).read_bytes()]
    found.equal += not differ
    if differ:
        found.errors.append(f"{', '.join(differ)} differ")
    report = (out / "report.md").read_text(encoding="utf-8")
    rows = Counter(re.findall(r"^\| (.+?) \|", report, re.MULTILINE)[2:])
    number = int(re.search(r"^(\d+) articles", report, re.MULTILINE)[1])  # type: ignore[index]
    once = set(rows.values()) == {1} and len(rows) == number
    same = report == (reference / "report.md").read_text(encoding="utf-8")
    found.once += once and same
    if not (once and same):
        found.errors.append("the report counts otherwise")


def sample(files: list[Path], count: int, folder: Path) -> str:
    """A file with some articles of JSON Lines, of all files alike."""
    lines = [line for path in files for line in path.read_bytes().splitlines(keepends=True)]
    chosen = folder / "articles.jsonl"
    chosen.write_bytes(b"".join(lines[len(lines) * k // count] for k in range(min(count, len(lines)))))
    return str(chosen)


def show(found: Outcome) -> None:
    print(
        f"{found.engine:5} {found.kills['worker']:3} workers and {found.kills['parent']:3} parents killed, "
        f"{found.starts:3} starts, {found.builds} builds ended: {found.equal} equal, "
        f"{found.once} with each article once; "
        f"workers gone {found.slowest:.1f} s after their parent at the latest, {found.orphans} never; "
        f"helpers of the engine that stayed {dict(found.helpers) or 'none'}; {found.seconds:.0f} s",
        flush=True,
    )
    for error in found.errors:
        print(f"  {error}")


def main(arguments: list[str] | None = None) -> int:
    """Print one line an engine; 1 when anything was lost or differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", nargs="+", help="JSON Lines (default: the core of the shared corpus, else data/)")
    parser.add_argument("--kills", type=int, default=6, help="over all engines")
    parser.add_argument("--articles", type=int, help="spread over the files (default: all; 60 of the core)")
    parser.add_argument("--engine", choices=list(ENGINES), action="append", help="several times for several of them")
    parser.add_argument("--longest", type=float, help="seconds until the next kill (default: as long as a build takes)")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    shared = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared") / "corpus" / "core"
    engines = given.engine or list(ENGINES)
    fine = True
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as folder:
        files = [Path(name) for name in given.corpus or sorted(shared.glob("*.jsonl"))]
        count = given.articles or (None if given.corpus else 60)
        paths = [sample(files, count, Path(folder))] if files and count else [*map(str, files or [ROOT / "data"])]
        seconds = undisturbed(paths, Path(folder))
        print(f"undisturbed: {seconds:.0f} s", flush=True)
        for number, engine in enumerate(engines):
            share = given.kills // len(engines) + (number < given.kills % len(engines))
            longest = given.longest or seconds + ENGINES[engine]
            found = trial(engine, paths, share, given.seed, Path(folder), longest=longest)
            show(found)
            fine = fine and found.fine
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
