from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from kg.extract.nets import pack, parse
from kg.extract.scorer import Weights, weights as weights_of
from kg.extract.when import Option, choose, for_event, merged
from kg.model import Event, Extraction, Interval

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
        ("Le ministre a démissionné mardi, deux jours après l'arrestation de son frère.", "arrestation", "2022-02-13"),
        ("Le procès, ouvert le 10 janvier, s'achèvera vendredi.", "ouvert", "2022-01-10"),
        ("Le procès, ouvert le 10 janvier, s'achèvera vendredi.", "achèvera", "2022-02-18"),
        ("Le parlement a voté la loi.", "voté", ""),
        ("Lundi, le maire a accusé le préfet d'avoir vendu le terrain en 2019.", "vendu", "2019"),
        ("Au début du mois, Paul Martin a quitté le gouvernement.", "quitté", "2022-02"),
        ("Dans les dix dernières minutes, Luis Mora a marqué deux buts.", "marqué", ""),
        ("Lundi, les gendarmes ont arrêté le voleur et saisi deux armes.", "saisi", "2022-02-14"),
        # of what it was part of, of what it did, the day after which it was
        ("Deux hommes ont été tués dans une fusillade dimanche.", "tués", "2022-02-13"),
        ("L'explosion de lundi a tué deux ouvriers.", "tué", "2022-02-14"),
        ("Le maire a démissionné mardi, au lendemain de la défaite de son parti.", "défaite", "2022-02-14"),
        ("Le maire a démissionné mardi, deux jours à peine après la défaite de son parti.", "défaite", "2022-02-13"),
        # a report of a contest is of one day, but for what had been before
        (
            "Ana Costa a remporté samedi la course de Lisbonne. Elle dépasse Mia Berg au dernier tour. "
            "Elle avait perdu la finale. Luis Mora termine deuxième.",
            "dépasse",
            "2022-02-12",
        ),
        # why somebody is punished had been before; what will be is not of a day gone by
        ("Paul Durand a été condamné lundi pour le meurtre de sa femme.", "meurtre", ""),
        ("Paul Durand a été condamné lundi pour avoir tué sa femme.", "tué", ""),
        ("Condamnée le 6 janvier à deux ans de prison, Mia Berg fera appel.", "appel", ""),
        # what lasts is no date of what is told next
        ("Depuis six ans, Anna Kovac dirige la banque. Elle a vendu trois filiales.", "vendu", ""),
        ("La grève dure depuis 2019. Le maire a visité le port.", "visité", ""),
        # what is reported as past may lie ahead; what is told before what is past is past
        ("La ministre a déclaré lundi que la taxe serait supprimée vendredi.", "supprimée", "2022-02-18"),
        ("Paul Martin, a précisé la mairie, recevra Anna Kovac vendredi.", "recevra", "2022-02-18"),
        ("Avant de recevoir la reine dimanche, le maire a inauguré la gare samedi.", "recevoir", "2022-02-13"),
        ("La grève de mardi a coûté cher. La veille, les pilotes avaient quitté le syndicat.", "quitté", "2022-02-14"),
        (
            "La grève de mardi a coûté cher. Deux jours plus tôt, Paul Durand avait fondé un parti.",
            "fondé",
            "2022-02-13",
        ),
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


@pytest.mark.parametrize(
    ("edtf", "wanted"),
    [
        ("{2022-02-16,2022-02-17}", "2022-02-16/2022-02-17"),
        ("{2022-02-28,2022-03-01,2022-03-02}", "2022-02-28/2022-03-02"),
        ("{2022-02-16,2022-02-18}", "{2022-02-16,2022-02-18}"),
        ("2022-02-16", "2022-02-16"),
    ],
)
def test_days_in_a_row_are_one_stretch_of_an_event(edtf: str, wanted: str) -> None:
    assert for_event(Interval(edtf)).edtf == wanted


@pytest.mark.parametrize(
    ("edtf", "rule", "value", "wanted"),
    [
        ("2021-04-01/2021-04-10~", "edge", "2021-04", "2021-04"),
        ("2014-09~/2014-12", "edge", "2014", "2014-12~"),
        ("2017-01/2017-04~", "edge-of-unit", "2017", "2017-01/2017-04~"),
        ("2022-02-15~", "next-day-of", "2022-02-15", "2022-02-15"),
        ("2022-02-15/..", "from", "2022-02-15T19:30", "2022-02-15"),
        ("2022-02-15/..", "from", "2022-02-15", "2022-02-15/.."),
    ],
)
def test_events_are_dated_by_whole_units(edtf: str, rule: str, value: str, wanted: str) -> None:
    grain = "month" if "edge" in rule and len(value) == 4 else "day"
    assert for_event(Interval(edtf, grain=grain, rule=rule, timex_value=value)).edtf == wanted


def test_years_in_a_row_stay_a_list() -> None:
    assert for_event(Interval("{2013,2014}", grain="year")).edtf == "{2013,2014}"


def test_the_ways_to_one_date_are_weighed_together(scales: Callable[[dict[str, float]], Weights]) -> None:
    monday, friday = Interval("2022-02-14"), Interval("2022-02-18")
    options = [
        Option(None, ["none"]), Option(monday, ["said"]), Option(friday, ["above"]), Option(monday, ["above", "last"])
    ]  # fmt: skip
    ways = merged(options)
    assert [(o.time, o.features) for o in ways] == [
        (None, ["none"]), (monday, ["said", "above", "last"]), (friday, ["above"])
    ]  # fmt: skip
    assert choose(ways, scales({"none": 2.5, "said": 1.0, "above": 1.0, "last": 1.0})) is monday
    assert choose(ways, scales({"none": 3.5, "said": 1.0, "above": 1.0, "last": 1.0})) is None


@pytest.fixture
def scales() -> Callable[[dict[str, float]], Weights]:
    """Weights of times alone."""

    def made(weights: dict[str, float]) -> Weights:
        known = weights_of("fr")
        assert known is not None
        table = pack(np.array([[w] for w in weights.values()]))
        row = {"features": [*weights], "table": table, "hidden": [], "bias": [0.0], "out": [[0.0]]}
        return replace(known, time=parse(row))

    return made
