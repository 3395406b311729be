"""Adding, changing and deleting an article of data/ ends in the graph that a build from nothing gives."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import pipeline
from kg.config import Settings
from kg.model import Article, Extraction

pytestmark = pytest.mark.model
Call = Callable[..., tuple[int, str, str]]
DAY = "fr-2022-02-16-ministres-otan.txt"
WEDNESDAYS = b'#when> "[2022-02-02,2022-02-09,2022-02-16,2022-02-23]"'
TALKS = "en-2022-02-08-kremlin-denies-deal.txt"


@pytest.fixture
def parsed_once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models, asked once for one text however many builds need it; the list names the articles of all builds."""
    known: dict[Article, Extraction] = {}
    seen: list[str] = []
    real = pipeline.extract_article

    def extract(article: Article, config: Settings) -> Extraction:
        seen.append(article.id)
        if article not in known:
            known[article] = real(article, config)
        return known[article]

    monkeypatch.setattr(pipeline, "extract_article", extract)
    return seen


def test_every_step_ends_as_a_build_from_nothing(place: Path, root: Path, call: Call, parsed_once: list[str]) -> None:
    folder = place / "articles"
    folder.mkdir()
    given = sorted((root / "data" / "articles").glob("*.txt"))
    for path in given:
        if path.name != DAY:
            shutil.copy(path, folder)

    def step(*changed: str) -> bytes:
        """Build on, and from nothing; both are the same, and only what changed was extracted to go on."""
        parsed_once.clear()
        assert call("build", "articles", "-o", "on", "--fresh", "--strict")[0] == 0
        assert len(parsed_once) == len(changed), parsed_once
        shutil.rmtree(place / "nothing", ignore_errors=True)
        assert call("build", "articles", "-o", "nothing", "--strict")[0] == 0
        graph = (place / "on" / "graph.nq").read_bytes()
        assert graph == (place / "nothing" / "graph.nq").read_bytes()
        for name in pipeline.OUTPUTS:
            assert (place / "on" / name).read_bytes() == (place / "nothing" / name).read_bytes(), name
        assert call("export", "nquads", "--store", "on/store")[1].encode() == graph
        lines = graph.splitlines()
        assert lines == sorted(lines) and len(lines) > 1000
        return graph

    first = step(*(path.name for path in given[1:]))
    shutil.copy(root / "data" / "articles" / DAY, folder)
    added = step(DAY)
    assert WEDNESDAYS in first and WEDNESDAYS not in added  # a dispatch gives the day that the seed leaves open
    text = (folder / TALKS).read_text(encoding="utf-8")
    (folder / TALKS).write_text(text + "\n\nMr Macron left Moscow on Tuesday.\n", encoding="utf-8")
    changed = step(TALKS)
    assert changed not in (first, added)
    (folder / TALKS).write_text(text, encoding="utf-8")
    assert step(TALKS) == added
    (folder / DAY).unlink()
    assert step() == first


def test_an_article_added_without_fresh(place: Path, root: Path, call: Call, parsed_once: list[str]) -> None:
    articles = root / "data" / "articles"
    call("build", str(articles / TALKS), "-o", "on")
    call("build", str(articles / DAY), "-o", "on")
    call("build", str(articles / DAY), str(articles / TALKS), "-o", "nothing")
    assert (place / "on" / "graph.nq").read_bytes() == (place / "nothing" / "graph.nq").read_bytes()
