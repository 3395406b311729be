"""A folder of dispatches, a small extractor in place of the models, and the command line as a function."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kg import pipeline
from kg.cli import run
from kg.config import Settings
from kg.model import Article, Entity, Event, Extraction, Filler, Interval, Mention, Span

NAME = re.compile(r"(?:Élodie|Marc|M\.) [A-ZÉ]\w+")
Call = Callable[..., tuple[int, str, str]]


def small(article: Article, _: Settings) -> Extraction:
    """One "leaves" event for each person named, on the day of publication where one is given."""
    entities, mentions, events = list[Entity](), list[Mention](), list[Event]()
    for number, found in enumerate(NAME.finditer(article.text), 1):
        span = Span(*found.span())
        end = article.text.find(".", span.end) + 1 or len(article.text)
        entities.append(Entity(f"x{number}", "PER", found[0], (found[0],)))
        mentions.append(Mention(span, found[0], "name", f"x{number}", "test"))
        who = Filler(found[0], span, f"x{number}")
        evidence = Span(span.start, end)
        time = day_of(article.published)
        events.append(Event(f"e{number}", "MOVE", "leaves", "quitter", (span,), evidence, (who,), time=time))
    return Extraction(article, entities=tuple(entities), mentions=tuple(mentions), events=tuple(events))


def day_of(published: str) -> Interval | None:
    if len(published) < 10:
        return None
    start = datetime.fromisoformat(published)
    end = start + timedelta(days=1)
    return Interval(published, start, start, end, end, timex_value=published)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def news(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three dispatches that tell of two persons, or three."""
    monkeypatch.setattr(pipeline, "extract_article", small)
    texts = {
        "a": "date 2022-02-14 Élodie Martin a quitté la ville de Paris et le ministre est dans la rue.",
        "b": "date 2022-02-16 M. Martin a quitté le pays, mais il est dans la ville de Lyon.",
        "c": "date 2022-02 Marc Petit a quitté la capitale, et c'est la fin de la réunion.",
    }
    folder = place / "news"
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """`call("build", "news")`: exit code, standard output, standard error."""

    def called(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return called


@pytest.fixture
def graph(place: Path, news: Path, call: Call) -> Path:
    """The dispatches, built."""
    assert call("build", "news")[0] == 0
    return place / "outputs" / "graph.nq"
