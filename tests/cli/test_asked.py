"""What people type: names for ids, wrong words, nothing to read, and files of one name in two folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli.names import actor_called
from kg.store.reading import Thing

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def built(news: Path, call: Call) -> Path:
    assert call("build", "news")[0] == 0
    return news


def test_a_topic_is_no_actor() -> None:
    things = [Thing("Russia", "GPE", {"fr": "Russie"}), Thing("topic_russia", "", {"en": "Russia"})]
    assert actor_called("russie", things).id == actor_called("russia", things).id == "Russia"


@pytest.mark.usefixtures("built")
def test_a_parameter_may_be_a_name(call: Call) -> None:
    code, out, _ = call("query", "--name", "who-did-what", "-p", "who=marc petit")
    assert code == 0
    assert "act:leaves" in out
    assert "Martin" not in out


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["query", "--name", "timeline", "SELECT * {}"], "not both"),
        (["query", "--name", "timeline", "-p", "actor=Nobody"], 'no actor is called "Nobody"'),
        (["query", "--name", "who-did-what", "-p", "did=proposs"], "did you mean proposes"),
        (["query", "--name", "timeline", "-p", "from=2022"], "a day is written like 2022-02-16"),
        (["query", "--name", "timeline", "-p", "lang=de"], "there are labels in"),
        (["query", "SELECT ?x { ?x foo:bar ?y }"], 'line 1, at "foo:bar ?y }": an unknown prefix'),
        (["query", "INSERT DATA { kb:a kb:b kb:c }"], "INSERT is not allowed"),
        (["verify", "."], "kg verify --store"),
        (["build", "news", "--min-confidence", "7"], "0<=x<=1"),
    ],
)
def test_what_is_wrong_is_said(arguments: list[str], said: str, call: Call) -> None:
    code, _, err = call(*arguments)
    assert code != 0
    assert said in err


def test_nothing_read_builds_nothing(place: Path, call: Call) -> None:
    code, out, err = call("build", "nowhere.txt")
    assert (code, out) == (1, "")
    assert "nothing was built" in err
    assert not (place / "outputs" / "explorer.html").exists()


@pytest.mark.usefixtures("news")
def test_two_files_of_one_name_stay_two(place: Path, call: Call) -> None:
    for folder, text in (("a", "Élodie Martin a quitté la ville."), ("b", "Marc Petit a quitté la capitale.")):
        (place / folder).mkdir()
        (place / folder / "n.txt").write_text(f"date 2022-02-16 {text}", encoding="utf-8")
        assert call("build", folder, "-o", "one")[0] == 0
    assert call("build", "a", "b", "-o", "two")[0] == 0
    assert Path("one/graph.ttl").read_bytes() == Path("two/graph.ttl").read_bytes()
