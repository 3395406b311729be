"""Articles of two files with one name stay two, in one run or in several."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.model import Article, Extraction
from kg.run.apart import apart, same_file
from kg.shelf import Shelf, fingerprint


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    shelf = Shelf(tmp_path / "e.sqlite")
    first = Article("n", "Le premier texte.", published="2022", where="a/n.txt")
    shelf.put(Extraction(first), fingerprint(first, {}))
    return shelf


def ids(shelf: Shelf, *articles: Article) -> tuple[list[str], list[KgError]]:
    told: list[KgError] = []
    return [article.id for article in apart(articles, shelf, {}, told.append)], told


def test_another_file_is_another_article(shelf: Shelf) -> None:
    found, told = ids(shelf, Article("n", "Un autre texte.", published="2022", where="b/n.txt"))
    assert found != ["n"]
    assert found[0].startswith("n-")
    assert 'the id "n" is of an article from a/n.txt' in str(told[0])


@pytest.mark.parametrize("where", ["a/n.txt", "./a/n.txt", "/home/me/a/n.txt", "n.txt"])
def test_a_file_that_changed_keeps_its_id(shelf: Shelf, where: str) -> None:
    assert ids(shelf, Article("n", "Un texte remanié.", published="2022", where=where)) == (["n"], [])


def test_an_id_of_its_own_is_replaced_from_anywhere(shelf: Shelf) -> None:
    assert ids(shelf, Article("n", "Nouveau.", published="2022", where="dump.jsonl:3")) == (["n"], [])


def test_what_was_moved_is_the_same(shelf: Shelf) -> None:
    assert ids(shelf, Article("n", "Le premier texte.", published="2022", where="c/n.txt")) == (["n"], [])


def test_standard_input_is_another_text_every_time() -> None:
    assert not same_file("standard input", "standard input")
