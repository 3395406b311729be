"""What a verb means by its company: sentence in, action out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc
from kg.extract.predicates import candidates
from kg.lang import lexicon

Parse = Callable[..., Doc]
pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "word", "action"),
    [
        ("Engineers called off the launch.", "called", "cancels"),
        ("Critics called for a boycott.", "called", "urges"),
        ("The mayor stepped down on Monday.", "stepped", "resigns"),
        ("The bank turned down the offer.", "turned", "rejects"),
        ("The army carried out an attack.", "carried", "attacks"),
        ("Teachers went on strike on Tuesday.", "went", "strikes"),  # no "go on"
        ("Soldiers fired first.", "fired", "shoots"),
        ("The club fired its coach.", "fired", "dismisses"),
        ("Police released the suspect.", "released", "releases"),
        ("The firm released a phone.", "released", "launches"),
        ("The parliament passed the law.", "passed", "adopts"),
        ("The cars passed the bridge.", "passed", "moves"),
        ("Peru recalled its ambassador.", "recalled", "expels"),
        ("The minister dismissed the allegations.", "dismissed", "denies"),
        ("The president received the ambassador.", "received", "hosts"),
        ("French troops left the base.", "left", "withdraws"),
        ("The trial will take place on Monday.", "take", "tries"),
    ],
)
def test_meant(text: str, word: str, action: str, parse: Parse) -> None:
    found = candidates(parse(text, "en"), lexicon("en"))
    assert next(p.action for p in found if p.token.text == word) == action


@pytest.mark.parametrize(
    ("text", "word", "action"),
    [
        ("Un incendie s'est déclaré jeudi dans une usine.", "déclaré", "burns"),
        ("Lima a rappelé son ambassadeur.", "rappelé", "expels"),
        ("Lima a rappelé que le traité restait en vigueur.", "rappelé", "recalls"),
        ("Le président a reçu la délégation.", "reçu", "hosts"),
        ("L'armée a libéré la ville.", "libéré", "captures"),
        ("L'armée a libéré les otages.", "libéré", "releases"),
        ("Claire Vidal a appelé son fils vendredi.", "appelé", "phones"),
        ("Le préfet appelle les habitants au calme.", "appelle", "urges"),
        ("Le préfet appelle les habitants à partir.", "appelle", "urges"),
        ("Le suspect s'en est pris à deux passants.", "pris", "accuses"),
        ("L'avion volait à trois mille mètres.", "volait", "moves"),
        ("Deux hommes ont volé une voiture.", "volé", "seizes"),
        ("Le tribunal a condamné Marc Vidal à deux ans de prison.", "condamné", "sentences"),
        ("Le ministre condamne cette attaque.", "condamne", "condemns"),
        ("Il a passé dix ans dans cette ville.", "passé", "acts"),
        ("Des casseurs ont cassé des vitrines.", "cassé", "attacks"),
        ("Le juge a remis le suspect en liberté.", "remis", "releases"),
    ],
)
def test_meant_in_french(text: str, word: str, action: str, parse: Parse) -> None:
    found = candidates(parse(text), lexicon("fr"))
    assert next(p.action for p in found if p.token.text == word) == action


def test_the_word_stays_as_it_is_written(parse: Parse) -> None:
    verb = next(p for p in candidates(parse("Lima a rappelé son ambassadeur."), lexicon("fr")) if p.kind == "verb")
    assert (verb.word, verb.lemma) == ("rappeler", "renvoyer")
