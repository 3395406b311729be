from __future__ import annotations

from typing import Any

import pytest

from kg.lang import actions
from kg.model import Event, Filler, Span
from kg.store.labels import LENGTH, event_label, international

HERE = Span(0, 1)
BORN = next(key for key, action in actions().items() if action.labels["en"] == "is born")


def filler(text: str) -> Filler:
    return Filler(text, HERE)


def event(action: str, agents: str = "A", targets: str = "", **more: Any) -> Event:
    kind = actions()[action].type if action in actions() else "OTHER"
    return Event(
        "e1", kind, action, "lemme", (HERE,), HERE,
        tuple(map(filler, agents.split())), tuple(map(filler, targets.split())), **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "en", "fr"),
    [
        (event("meets", "A", "B"), "A meets B", "A rencontre B"),
        (event("meets", "A B", "C"), "A and B meet C", "A et B rencontrent C"),
        (event("submits", "A", "B", object=filler("un plan")), "A submits un plan to B", "A soumet un plan à B"),
        (event("asks", "A", "B", object=filler("un vote")), "A asks B for un vote", "A demande à B : un vote"),
        (event("kills", "", "B"), "… kills B", "… tue B"),
        (event("cooperates", "A", "B"), "A cooperates with B", "A coopère avec B"),
        (event("withdraws", "A", object=filler("des chars")), "A withdraws des chars", "A retire des chars"),
        (event("kills", "", polarity="negative"), "Killing (negated)", "Meurtre (nié)"),
        (event("attacks", "", "B", modality="possible"), "… attacks B (possible)", "… attaque B (possible)"),
        (event("meets", "A", "B", polarity="negative"), "A does not meet B", "A ne rencontre pas B"),
        (event("meets", "A B", polarity="negative"), "A and B do not meet", "A et B ne se réunissent pas"),
        (event("attacks", "A", "B", polarity="negative"), "A does not attack B", "A n'attaque pas B"),
        (event(BORN, "A", polarity="negative"), "A is not born", "A ne naît pas"),
        (event("meets", "A", "B", modality="future"), "A meets B (planned)", "A rencontre B (prévu)"),
        (event("meets", "A", "B", modality="possible"), "A meets B (possible)", "A rencontre B (possible)"),
        (event("unheard_of", "A", "B"), "A “lemme” B", "A « lemme » B"),
        (event("acts", "A", "B"), "A “lemme” B", "A « lemme » B"),
        (event("acts", "A", polarity="negative"), "A not “lemme”", "A ne pas « lemme »"),
        (event("says", "A B C"), "A, B and C make a statement", "A, B et C s'expriment"),
        (event("meets", "A B C D E"), "A, B and 3 more meet", "A, B et 3 autres se réunissent"),
    ],
)
def test_label(given: Event, en: str, fr: str) -> None:
    assert event_label(given, "en") == en
    assert event_label(given, "fr") == fr


def test_a_statement_tells_its_content_once() -> None:
    inner = event("answers", "B", "A", polarity="negative")
    denial = Event("e2", "DENY", "denies", "nier", (HERE,), HERE, (filler("B"),), content="e1")
    loop = Event("e3", "DENY", "denies", "nier", (HERE,), HERE, (filler("C"),), content="e2")
    contents = {"e1": inner, "e2": denial, "e3": loop}
    assert event_label(denial, "en", contents=contents) == "B denies “B answers A”"
    assert event_label(denial, "fr", contents=contents) == "B nie « B répond à A »"
    assert event_label(loop, "en", contents=contents) == "C denies “B denies”"


def test_a_content_that_is_itself_does_not_recurse() -> None:
    odd = Event("e1", "DENY", "denies", "nier", (HERE,), HERE, (filler("A"),), content="e1")
    assert event_label(odd, "en", contents={"e1": odd}) == "A denies"


@pytest.mark.parametrize("text", ["mot " * 200, "m" * 500, "a\n b\t\tc"])
def test_length_and_white_space(text: str) -> None:
    label = event_label(event("says", "A", object=filler(text)), "fr")
    assert len(label) <= LENGTH
    assert "\n" not in label and "  " not in label


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("action", sorted(actions()))
def test_every_action_can_be_negated(action: str, language: str) -> None:
    plain = event_label(event(action), language)
    negative = event_label(event(action, polarity="negative"), language)
    assert plain.startswith("A ") and len(plain) > 2
    assert (" not" if language == "en" else " pas") in negative
    if language == "en":  # the verb lost its ending: "does not denies" would be no English
        assert not any(word.endswith(("ches", "shes", "ies")) for word in negative.split()[3:4])


def test_a_line_speaks_one_language() -> None:
    """Words of the article's language are quoted, in one piece where the verb is among them; names are said."""

    def name(filler: Filler, language: str) -> str:
        return {"Sweden": {"fr": "Suède", "en": "Sweden"}}.get(filler.text, {}).get(language, "")

    meeting = event("meets", "Sweden", object=filler("the envoys"))
    vague = event("acts", "Sweden", "Malmo", object=filler("a new harbour"), polarity="negative", modality="possible")
    warning = Event("e2", "THREATEN", "warns", "warn", (HERE,), HERE, (filler("Nobody"),), content="e1")

    def told(given: Event, language: str = "fr") -> str:
        return event_label(given, language, told_in="en", names=name, contents={"e1": vague})

    assert told(meeting) == "Suède rencontre « the envoys »"
    assert told(meeting, "en") == "Sweden meets the envoys"
    assert told(vague) == "Suède : « lemme Malmo a new harbour » (nié, possible)"
    assert told(warning) == "« Nobody » avertit « Suède : “lemme Malmo a new harbour” (nié, possible) »"
    assert told(warning, "en") == "Nobody warns “Sweden not ‘lemme’ Malmo: a new harbour (possible)”"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Wang Yi", True), ("OSCE", True), ("western leaders", False), ("Western leaders", False), ("", False)],
)
def test_international(name: str, expected: bool) -> None:
    assert international(name) is expected
