from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc
from kg.extract.predicates import Predicate, candidates
from kg.lang import Lexicon, lexicon

Parse = Callable[..., Doc]
pytestmark = pytest.mark.model


def at(doc: Doc, word: str, words: Lexicon) -> Predicate:
    return next(p for p in candidates(doc, words) if any(t.text == word for t in p.triggers))


@pytest.mark.parametrize(
    ("text", "word", "form", "passive"),
    [
        ("La police a arrêté deux hommes.", "arrêté", "finite", False),
        ("Deux hommes ont été arrêtés par la police.", "arrêtés", "finite", True),
        ("Deux hommes arrêtés par la police ont avoué.", "arrêtés", "part", True),
        ("Il a promis de partir demain.", "partir", "inf", False),
        ("Il a quitté la salle en insultant le juge.", "insultant", "gerund", False),
        ("Un train transportant du bois a déraillé.", "transportant", "gerund", False),
        ("Le ministre est arrivé à Lyon.", "arrivé", "finite", False),
        ("Il s'était vu proposer un poste par le maire.", "proposer", "inf", True),
        ("Le juge a fait arrêter deux hommes.", "arrêter", "finite", False),
    ],
)
def test_form_and_voice(text: str, word: str, form: str, passive: bool, parse: Parse, words: Lexicon) -> None:
    found = at(parse(text), word, words)
    assert (found.kind, found.form, found.passive) == ("verb", form, passive)


@pytest.mark.parametrize(
    ("text", "word", "triggers"),
    [
        ("Les deux ministres ont tenu une réunion à Oslo.", "tenu", ["tenu", "réunion"]),
        ("L'armée a mené une attaque contre un village.", "attaque", ["mené", "attaque"]),
        ("Le Japon a présenté des excuses.", "présenté", ["présenté", "excuses"]),
        ("Une attaque menée par des rebelles a échoué.", "menée", ["menée", "attaque"]),
        ("L'armée a attaqué un village.", "attaqué", ["attaqué"]),
    ],
)
def test_light_verbs(text: str, word: str, triggers: list[str], parse: Parse, words: Lexicon) -> None:
    assert [t.text for t in at(parse(text), word, words).triggers] == triggers


@pytest.mark.parametrize(
    ("text", "word", "colours"),
    [
        ("Le ministre peut partir.", "partir", ["pouvoir"]),
        ("Le ministre devrait partir.", "partir", ["devoir"]),
        ("Les secours tentent de sauver les mineurs.", "sauver", ["tenter"]),
        ("Le ministre quitte la salle.", "quitte", []),
    ],
)
def test_colours(text: str, word: str, colours: list[str], parse: Parse, words: Lexicon) -> None:
    assert at(parse(text), word, words).colours == colours


@pytest.mark.parametrize(
    ("text", "word", "lemma", "klass"),
    [
        ("Le maire a indiqué la date.", "indiqué", "indiquer", "communication"),
        ("La Russie a réfuté ces accusations.", "réfuté", "réfuter", "communication"),
        ("La police a arrêté deux hommes.", "arrêté", "arrêter", "event"),
        ("Les troupes se sont retirées du village.", "retirées", "se retirer", "event"),
    ],
)
def test_lexicon_class(text: str, word: str, lemma: str, klass: str, parse: Parse, words: Lexicon) -> None:
    found = at(parse(text), word, words)
    assert (found.lemma, found.klass.split(":")[0]) == (lemma, klass)


def test_auxiliaries_are_no_candidates(parse: Parse, words: Lexicon) -> None:
    doc = parse("Deux hommes ont été arrêtés et le pont est fermé.")
    assert [p.token.text for p in candidates(doc, words)] == ["arrêtés", "fermé"]


def test_order_and_uniqueness(parse: Parse, words: Lexicon) -> None:
    doc = parse("L'attaque menée par les rebelles a tué deux gardes. La réunion est annulée.")
    main = [p.token.i for p in candidates(doc, words)]
    assert main == sorted(set(main))


@pytest.mark.parametrize(
    ("text", "language", "verb"),
    [
        ("Il faisait partie du groupe.", "fr", "faisait"),
        ("Des sources ont retenu l'attention.", "fr", "retenu"),
        ("They have the right to vote.", "en", "have"),
    ],
)
def test_a_verb_that_tells_of_no_event_with_its_object(text: str, language: str, verb: str, parse: Parse) -> None:
    found = candidates(parse(text, language), lexicon(language))
    assert next(p for p in found if p.token.text == verb).klass == "state"
