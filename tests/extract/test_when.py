from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        ("La loi a été votée hier.", "votée", "2022-02-15"),
        ("Le Sénat a voté la loi le 3 février 2022.", "voté", "2022-02-03"),
        ("Le Sénat votera la loi demain.", "votera", "2022-02-17"),
        ("La banque fondée en 1998 a fermé lundi.", "fondée", "1998"),
        ("La banque fondée en 1998 a fermé lundi.", "fermé", "2022-02-14"),
        ("Le procès, ouvert le 10 janvier, s'achèvera vendredi.", "ouvert", "2022-01-10"),
        ("Le procès, ouvert le 10 janvier, s'achèvera vendredi.", "achèvera", "2022-02-18"),
        ("Le parlement a voté la loi.", "voté", ""),
    ],
)
def test_time_of_an_event(text: str, word: str, edtf: str, read: Read, event: Callable[..., Event]) -> None:
    time = event(read(text), word).time
    assert (time.edtf if time else "") == edtf


def test_without_a_publication_day_nothing_relative_is_dated(read: Read, event: Callable[..., Event]) -> None:
    time = event(read("La loi a été votée hier.", "fr", ""), "votée").time
    assert time is None or not time.edtf


def test_times_are_those_of_the_article(read: Read) -> None:
    found = read("La banque fondée en 1998 a fermé lundi. Elle rouvrira en mars, a annoncé le maire.")
    known = {t.edtf for t in found.times} | {found.article.published}
    assert {e.time.edtf for e in found.events if e.time} <= known
