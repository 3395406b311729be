"""How far long work is: a bar where standard error is a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from kg.cli.shared import say

EVERY = 10.0  # seconds between two lines; shorter work says nothing
Tick = Callable[[str, int], None]


@contextmanager
def progress_bar(title: str, *, what: str = "events", total: int | None = None, always: bool = True) -> Iterator[Tick]:
    """What is to be called with each article and the number of things found in it.

    `total` is about how many articles there will be, where that is known: then the time left is told.
    """
    if not always:
        yield lambda _, __: None
    elif sys.stderr.isatty():
        with _bar(title, what, total) as tick:
            yield tick
    else:
        yield Lines(title, what, total)


class Lines:
    """A line on standard error every few seconds, for logs and pipes.

    The clock counts on when somebody sets it; the rate is of the time since the last line, so that articles which are
    done already (they take no time) do not make promises.
    """

    def __init__(self, title: str, what: str, total: int | None, *, clock: Callable[[], float] = monotonic) -> None:
        self.title, self.what, self.total, self.clock = title, what, total, clock
        self.count = self.found = self.before = 0
        self.last = clock()

    def __call__(self, _: str, found: int) -> None:
        self.count, self.found = self.count + 1, self.found + found
        passed = self.clock() - self.last
        if passed >= EVERY:
            rate = (self.count - self.before) / passed
            say(f"{self.title}: {described(self.count, self.found, self.what, rate, self.total)}")
            self.before, self.last = self.count, self.last + passed


def described(count: int, found: int, what: str, rate: float, total: int | None) -> str:
    """How far the work is, in words.

    >>> described(100, 900, "events", 25.0, 200)
    '100 of about 200 articles, 900 events, 25.0 articles/s, 4 s left'
    >>> described(100, 900, "events", 25.0, None)
    '100 articles, 900 events, 25.0 articles/s'
    """
    if not total or total <= count or rate <= 0:
        return f"{count} articles, {found} {what}, {rate:.1f} articles/s"
    return (
        f"{count} of about {total} articles, {found} {what}, {rate:.1f} articles/s, {left((total - count) / rate)} left"
    )


def left(seconds: float) -> str:
    """A time in the unit that fits it.

    >>> left(40), left(200), left(8000)
    ('40 s', '3 min', '2 h 13 min')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


@contextmanager
def _bar(title: str, what: str, total: int | None) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    known = (BarColumn(), TimeRemainingColumn(), TextColumn("left")) if total else ()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), *known)
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=total)
        count = found = 0

        def tick(_: str, more: int) -> None:
            nonlocal count, found
            count, found = count + 1, found + more
            rate = bar.tasks[0].finished_speed or bar.tasks[0].speed or 0.0
            text = f"{title}: {count} articles, {found} {what}" + (f", {rate:.1f} articles/s" if rate else "")
            bar.update(task, advance=1, description=text)

        yield tick
