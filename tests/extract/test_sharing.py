from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "edtf"),
    [
        # a date behind a gerund is the verb's too
        ("Un tireur a attaqué une école, tuant trois élèves, le 3 février à Denver.", "attaqué", "2022-02-03"),
        ("Un tireur a attaqué une école, tuant trois élèves, le 3 février à Denver.", "tuant", "2022-02-03"),
        ("Le club a remporté le titre en battant Nantes dimanche.", "remporté", "2022-02-13"),
        # who says it in a document does so on the day it comes out
        ("Dans un rapport publié lundi, l'association accuse le gouvernement de torture.", "accuse", "2022-02-14"),
        ("L'association a dénoncé ces ventes dans une lettre diffusée lundi.", "dénoncé", "2022-02-14"),
        # a contest is of one day in all that is told of it, but for what is said
        (
            "Ana Costa a remporté samedi la course de Lisbonne. Elle dépasse Mia Berg pour prendre la tête. "
            "Luis Mora termine deuxième. Le public envahit la piste.",
            "prendre",
            "2022-02-12",
        ),
        # a result in hours is no time of the day
        ("Ana Costa a remporté la course en 2 h 47 min 58 s.", "remporté", ""),
        ("Ana Costa a bouclé le parcours en 3h04.", "bouclé", ""),
        ("Un corps a été découvert lundi en fin de journée (vers 18 heures) à Toulon.", "découvert", "2022-02-14"),
        # the day right behind a verb is its own, that behind a deed the deed's
        ("Paul Durand a été condamné lundi pour le meurtre de sa femme en 2018.", "condamné", "2022-02-14"),
        ("Paul Durand a été condamné lundi pour le meurtre de sa femme en 2018.", "meurtre", "2018"),
        # what is done every so often is of no day
        ("Chaque année, les éleveurs manifestent devant la mairie.", "manifestent", ""),
        # nor is what a dated participle only opens, or what is known by a year
        ("Condamné en juin 2019, Paul Durand avait quitté le pays.", "quitté", ""),
        ("Le parlement a modifié la loi de 1905.", "modifié", ""),
        ("Les syndicats appellent à une grève dimanche.", "grève", "2022-02-20"),
        ("Le syndicat annonce une grève pour mardi.", "grève", "2022-02-22"),
    ],
)
def test_dates_in_common(text: str, word: str, edtf: str, read: Read, event: Callable[..., Event]) -> None:
    time = event(read(text), word).time
    assert (time.edtf if time else "") == edtf


def test_how_a_text_is_worded_is_of_no_day(read: Read, event: Callable[..., Event]) -> None:
    text = "Paul Durand congratulated the new mayor. The message reads: “You have won a fine victory.”"
    assert event(read(text, "en"), "reads").time is None


def test_a_month_does_not_reach_into_the_next_sentence(read: Read, event: Callable[..., Event]) -> None:
    found = read("The firm closed the plant in January. In 2019, it had bought a bank.", "en")
    times = [event(found, word).time for word in ("closed", "bought")]
    assert [t.edtf if t else "" for t in times] == ["2022-01", "2019"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministry said on Feb. 3 that three soldiers had been killed near Gao.", "killed"),
        ("Three soldiers were killed in an ambush, the army said on Feb. 3.", "killed"),
        ("The runner won the race in 2:04:12.", "won"),
    ],
)
def test_the_day_of_what_is_said_is_not_that_of_the_saying(
    text: str, word: str, read: Read, event: Callable[..., Event]
) -> None:
    time = event(read(text, "en"), word).time
    assert time is None or time.edtf != "2022-02-03"


def test_nobody_says_something_on_a_day_to_come(read: Read, event: Callable[..., Event]) -> None:
    time = event(read("Les organisateurs appellent à une nouvelle marche dimanche."), "appellent").time
    assert time is None or time.edtf == "2022-02-16"
