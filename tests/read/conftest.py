"""What was read of some files, and what was said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.config import settings
from kg.errors import KgError
from kg.read import Reading, readings


class Heard:
    """What was read, and what was said of it."""

    def __init__(self, *paths: Path, **flags: object) -> None:
        self.skipped: list[KgError] = []
        self.notices: list[KgError] = []
        hear = {"on_skip": self.skipped.append, "on_notice": self.notices.append}
        self.found = list(readings(paths, settings=settings(flags), **hear))

    @property
    def only(self) -> Reading:
        (reading,) = self.found
        return reading

    @property
    def ids(self) -> list[str]:
        return [reading.article.id for reading in self.found]

    @property
    def said(self) -> list[str]:
        return [str(error) for error in (*self.skipped, *self.notices)]


@pytest.fixture
def hear() -> type[Heard]:
    """`hear(path, published="2022")` reads."""
    return Heard
