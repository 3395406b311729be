"""Kill builds at random moments, go on, and compare: `python -m benchmarks kills`, or this file with `--help`.

Workers and parents get SIGKILL, only ever processes that this script started. A killed build is started again with the
same command until it ends; then its graph must be, byte for byte, that of an undisturbed build, and its report must
count each article once. The moments come from a seeded generator. `make bench` makes a few kills; the whole test is
`python benchmarks/kills.py --kills 100`.
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
ENGINES = ("pool", "ray", "dask")
# Seconds until the next kill, at most: about what a build takes, so that each part of it is hit.
LONGEST = {"pool": 14.0, "ray": 26.0, "dask": 20.0}
# What the command line of a worker says; the other processes of an engine are not killed by themselves.
WORKER = {
    "pool": re.compile(r"-m kg build"),
    "ray": re.compile(r"^ray::(run_shard|IDLE)"),
    "dask": re.compile(r"spawn_main"),
}
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
    helpers: int = 0  # processes of the engine itself that outlived it for longer than HELPERS
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


def trial(engine: str, paths: list[str], kills: int, seed: int, folder: Path, shard: int = 8) -> Outcome:
    """Kill builds of these articles until there were `kills` kills and the last build has ended."""
    dice = random.Random(f"{seed} {engine}")
    found = Outcome(engine)
    began = time.monotonic()
    reference = folder / "reference"
    if not reference.exists():
        line = [sys.executable, "-m", "kg", "build", *paths, "-o", str(reference), "--published", "2022-02"]
        if start(line, folder / "reference.log").wait() != 0:
            raise SystemExit((folder / "reference.log").read_text(encoding="utf-8"))
    out = folder / engine
    while sum(found.kills.values()) < kills or not found.builds or out.exists():
        ended = one_start(found, command(engine, paths, out, shard), kills, dice, folder / f"{engine}.log")
        if ended:
            compare(found, reference, out)
            shutil.rmtree(out)
        if found.errors:
            break
    found.seconds = time.monotonic() - began
    return found


def one_start(found: Outcome, line: list[str], kills: int, dice: random.Random, log: Path) -> bool:
    """Start a build, and kill at it until it ends or is dead itself; whether it ended."""
    found.starts += 1
    parent = start(line, log)
    while True:
        left = kills - sum(found.kills.values())
        try:
            code = parent.wait(timeout=dice.uniform(0.2, LONGEST[found.engine]) if left > 0 else None)
            if code != 0:
                found.errors.append(f"exit code {code}: {log.read_text(encoding='utf-8')[-2000:]}")
            wait_for(found, list(family(parent.pid)))
            return code == 0
        except subprocess.TimeoutExpired:
            pass
        everybody = list(family(parent.pid))
        workers = [pid for pid in everybody if WORKER[found.engine].search(said(pid))]
        if workers and dice.random() < 0.5:
            end([dice.choice(sorted(workers))])
            found.kills["worker"] += 1
            continue
        parent.kill()
        parent.wait()
        found.kills["parent"] += 1
        wait_for(found, everybody)
        return False


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


def wait_for(found: Outcome, orphans: list[int]) -> None:
    """Until all are gone; who stays too long is counted, and ended."""
    began = time.monotonic()
    names = {pid: said(pid) for pid in orphans}
    while left := [pid for pid in orphans if names[pid] and said(pid) == names[pid]]:
        passed = time.monotonic() - began
        workers = [pid for pid in left if WORKER[found.engine].search(names[pid])]
        if not workers and passed > HELPERS:
            found.helpers += len(left)
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


def sample(corpus: Path, count: int, folder: Path) -> str:
    """A file with some articles of a corpus, of all its files alike."""
    lines = [line for path in sorted(corpus.glob("*.jsonl")) for line in path.read_bytes().splitlines(keepends=True)]
    chosen = folder / "articles.jsonl"
    chosen.write_bytes(b"".join(lines[len(lines) * k // count] for k in range(min(count, len(lines)))))
    return str(chosen)


def show(found: Outcome) -> None:
    print(
        f"{found.engine:5} {found.kills['worker']:3} workers and {found.kills['parent']:3} parents killed, "
        f"{found.starts:3} starts, {found.builds} builds ended: {found.equal} equal, "
        f"{found.once} with each article once; "
        f"workers gone {found.slowest:.1f} s after their parent at the latest, {found.orphans} never; "
        f"helpers of the engine that stayed {found.helpers}; {found.seconds:.0f} s"
    )
    for error in found.errors:
        print(f"  {error}")


def main(arguments: list[str] | None = None) -> int:
    """Print one line an engine; 1 when anything was lost or differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", help="articles (default: the core of the shared corpus, else data/)")
    parser.add_argument("--kills", type=int, default=6, help="over all engines")
    parser.add_argument("--articles", type=int, default=60, help="of the corpus, spread over its files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=ENGINES, action="append")
    given = parser.parse_args(arguments or [])
    shared = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared") / "corpus" / "core"
    engines = given.engine or list(ENGINES)
    fine = True
    with tempfile.TemporaryDirectory(prefix="kg-kills-") as folder:
        paths = given.paths or (
            [sample(shared, given.articles, Path(folder))] if shared.is_dir() else [str(ROOT / "data")]
        )
        for number, engine in enumerate(engines):
            share = given.kills // len(engines) + (number < given.kills % len(engines))
            found = trial(engine, paths, share, given.seed, Path(folder))
            show(found)
            fine = fine and found.fine
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
