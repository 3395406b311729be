"""How many inputs each target gets, and what is told of them at the end.

The suite runs a small share, the same inputs each time. `make fuzz` runs KG_FUZZ inputs in total (100,000), others for
each SEED. An input that is found to break something becomes an `@example`, or a test of its own beside the code.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

SLOWEST = 20.0  # processor seconds for one input: more is a trap of its own


@dataclass
class Tally:
    """What one target was given."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0


TALLIES: dict[str, Tally] = {}


@pytest.fixture(scope="session")
def watched() -> Callable[[str], object]:
    """`with watched("guard"): …` counts one input and refuses one that takes very long."""

    @contextmanager
    def watch(target: str) -> Iterator[None]:
        tally = TALLIES.setdefault(target, Tally())
        start = time.process_time()
        yield
        took = time.process_time() - start
        tally.inputs, tally.seconds = tally.inputs + 1, tally.seconds + took
        tally.slowest = max(tally.slowest, took)
        assert took < SLOWEST, f"{took:.1f} s for one input"

    return watch


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if "KG_FUZZ" not in os.environ or not TALLIES:
        return
    say = terminalreporter.write_line
    say(f"\n{'target':12} {'inputs':>8} {'seconds':>8} {'slowest':>8}")
    for name, tally in sorted(TALLIES.items()):
        say(f"{name:12} {tally.inputs:8,} {tally.seconds:8.1f} {tally.slowest:8.2f}")
    every = TALLIES.values()
    say(f"{'all':12} {sum(t.inputs for t in every):8,} {sum(t.seconds for t in every):8.1f}")
