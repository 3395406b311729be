"""Sentences in, relations between their events out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.order import cues
from kg.lang import available
from kg.model import RELATIONS, Extraction

Read = Callable[..., Extraction]


def told(found: Extraction) -> list[tuple[str, str, str, int | None, int | None]]:
    """(last trigger word, kind, last trigger word, least days, most days) of each relation."""
    text, events = found.article.text, {event.id: event for event in found.events}
    return [
        (events[r.event].triggers[-1].of(text), r.kind, events[r.other].triggers[-1].of(text), r.least, r.most)
        for r in found.relations
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("Le ministre a démissionné après l'arrestation du maire.", [("démissionné", "after", "arrestation", 0, None)]),
        ("Il est parti après avoir rencontré le président.", [("parti", "after", "rencontré", 0, None)]),
        ("Le véhicule a explosé après que la police a ouvert le feu.", [("explosé", "after", "feu", 0, None)]),
        ("Les députés ont voté avant de quitter la séance.", [("voté", "before", "quitter", None, 0)]),
        ("La loi a été votée avant que le président ne démissionne.", [("votée", "before", "démissionne", None, 0)]),
        ("Il a été tué pendant que la police fouillait la maison.", [("tué", "during", "fouillait", 0, None)]),
        ("Deux civils ont été tués lors de l'assaut.", [("tués", "during", "assaut", 0, None)]),
        ("Le quartier est bouclé depuis l'attentat de Nice.", [("bouclé", "after", "attentat", 0, None)]),
        ("La police a arrêté un homme au lendemain de l'attaque de lundi.", [("arrêté", "after", "attaque", 1, None)]),
        ("Trois jours après l'attentat, la police a arrêté un suspect.", [("arrêté", "after", "attentat", 3, 3)]),
        ("Quelques jours après son arrestation, il a été libéré.", [("libéré", "after", "arrestation", 1, None)]),
        ("Moins de deux semaines après l'élection du président, les députés ont voté la loi.",
         [("loi", "after", "élection", 0, 17)]),
        ("Le jour de l'ouverture du procès, des milliers de personnes ont manifesté.",
         [("manifesté", "same-day", "ouverture", 0, 0)]),
        ("Après l'arrestation et l'expulsion de l'ambassadeur, les troupes se sont retirées.",
         [("retirées", "after", "arrestation", 0, None), ("retirées", "after", "expulsion", 0, None)]),
        ("Les troupes devraient se retirer après les élections.", [("retirer", "after", "élections", 0, None)]),
        ("Les troupes se sont retirées après le début de l'offensive.", [("retirées", "after", "offensive", 0, None)]),
        # nothing behind the cue: what was told before
        ("Le personnel a été enlevé avant d'être relâché quatre jours plus tard.",
         [("enlevé", "before", "relâché", None, 0), ("relâché", "after", "enlevé", 4, 4)]),
        ("La police a arrêté le maire. Le lendemain, les députés ont voté la loi.", [("loi", "after", "arrêté", 1, 1)]),
        ("Le maire a dit qu'il pleuvait. Le lendemain, les députés ont voté la loi.", []),
        ("La police a arrêté le maire. Plus tard, les députés ont voté la loi.", []),
        # what did not happen, what is said and not ordered, and cues that are none
        ("Le président n'a pas démissionné après l'attaque.", []),
        ("D'après la police, le voleur a été arrêté.", []),
        ("Il déclare qu'avant, tout le monde validait son titre.", []),
        ("Le Royaume-Uni avait menacé la veille d'envahir l'ambassade.", []),
        ("Le ministre a démissionné et le président a signé la loi.", []),
        ("Le contrat a été signé après 2014.", []),
        ("Le ministre a annoncé qu'à la suite de ce résultat, les troupes se retireraient.", []),
    ],
)  # fmt: skip
def test_french(text: str, relations: list[tuple[str, str, str, int | None, int | None]], read: Read) -> None:
    assert told(read(text)) == relations


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("The minister resigned after the attack of 3 February 2022.", [("resigned", "after", "attack", 0, None)]),
        ("The president resigned two days after the army seized the capital.",
         [("resigned", "after", "seized", 2, 2)]),
        ("More than a week after the troops invaded, the president resigned.",
         [("resigned", "after", "invaded", 4, None)]),
        ("The talks ended before the ceasefire was announced.", [("ended", "before", "announced", None, 0)]),
        ("The minister met reporters ahead of the summit in Geneva.", [("met", "before", "summit", None, 0)]),
        ("Protesters clashed with police during the president's visit.", [("clashed", "during", "visit", 0, None)]),
        ("Vladimir Putin and Prime Minister of Hungary Viktor Orban had a brief meeting following their joint news "
         "conference.", [("meeting", "after", "conference", 0, None)]),
        ("Troops withdrew after the start of the offensive.", [("withdrew", "after", "offensive", 0, None)]),
        ("Police arrested a suspect on 6 February, three days after he robbed a bank.",
         [("arrested", "after", "robbed", 3, 3)]),
        ("Police arrested the mayor. Two days later, the president resigned.",
         [("resigned", "after", "arrested", 2, 2)]),
        ("The leaders expressed disappointment, while also indicating readiness to talk.", []),
        ("The president congratulated the team on winning the match.", []),
        ("The minister did not resign after the attack.", []),
        ("The minister resigned since he had lost the vote.", []),
    ],
)  # fmt: skip
def test_english(text: str, relations: list[tuple[str, str, str, int | None, int | None]], read: Read) -> None:
    assert told(read(text, "en")) == relations


@pytest.mark.model
def test_the_words_and_the_sentence_are_kept(read: Read) -> None:
    found = read("Il pleuvait. Trois jours après l'attentat, la police a arrêté un suspect.")
    (relation,) = found.relations
    assert relation.span.of(found.article.text) == "Trois jours après"
    assert relation.evidence.of(found.article.text).startswith("Trois jours")
    assert relation.rule == "cue:apres" and 0 < relation.confidence <= 1


@pytest.mark.model
@pytest.mark.parametrize("number", ["0", "999999999", "9" * 5000, "٣"])
def test_any_number_may_stand_before_a_cue(number: str, read: Read) -> None:
    found = read(f"{number} ans après l'attentat du 3 février 2022, la police a arrêté un suspect.")
    assert all(b.first or b.last for b in found.bounds)


@pytest.mark.parametrize("language", available())
def test_each_language_has_cues_of_every_kind(language: str) -> None:
    found = [cue for many in cues(language).starting.values() for cue in many]
    assert {cue.relation for cue in found} == {*RELATIONS, ""}
    assert all(cue.least is None or cue.most is None or cue.least <= cue.most for cue in found)
    assert len({cue.words for cue in found}) == len(found), "no cue means two things"
    assert all(cue.words[0] == cues(language).word(cue.words[0]) for cue in found), "contractions are undone"
