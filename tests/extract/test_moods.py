"""Words that settle a modality or deny an event: sentence in, modality and polarity out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model


def facts(found: Extraction, word: str) -> tuple[str, str]:
    text = found.article.text
    event = next(e for e in found.events if any(t.of(text) == word for t in e.triggers))
    return event.modality, event.polarity


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("The general has reportedly fled the country.", "fled", "possible"),
        ("The hostages are said to have been freed.", "freed", "possible"),
        ("The minister is expected to resign.", "resign", "future"),
        ("The king is about to dissolve parliament.", "dissolve", "future"),
        ("The text must be ratified by parliament.", "ratified", "requested"),
        ("Had the pilot seen the signal, he would have braked.", "seen", "hypothetical"),
        ("Reporters asked whether the firm had paid a ransom.", "paid", "hypothetical"),
        ("The alliance would have intervened.", "intervened", "possible"),
        ("The storm hit the coast, killing six people.", "killing", "actual"),
        ("The storm may hit the coast, killing many people.", "killing", "possible"),
        ("The storm hit the coast, killing six people and wounding ten.", "wounding", "actual"),
        ("The court fined the firm for polluting a river.", "polluting", "actual"),
        ("The firm will have to be closed by the court.", "closed", "future"),
        ("Residents should leave the town.", "leave", "requested"),
        ("The bridge should open in May.", "open", "future"),
        ("The plant will close before the firm sells it.", "sells", "future"),
        ("The firm, which Odalis has bought, is small.", "bought", "actual"),
        ("Moscow accused Kyiv of shelling the town.", "shelling", "possible"),
        ("The court ordered the firm to repay its clients.", "repay", "requested"),
        ('"Leave the city now," the general told residents.', "Leave", "requested"),
    ],
)
def test_settled(text: str, word: str, modality: str, read: Read) -> None:
    assert facts(read(text, "en"), word)[0] == modality


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("No minister has resigned.", "resigned", "negative"),
        ("Nobody was injured in the crash.", "injured", "negative"),
        ("Neither Spain nor Portugal backed the text.", "backed", "negative"),
        ("The council no longer funds the theatre.", "funds", "negative"),
        ("Not one of the suspects has been charged.", "charged", "negative"),
        ("Guards prevented the marchers from entering parliament.", "entering", "negative"),
        ("The company gave no reason.", "gave", "negative"),
        ("The lawyer did not deny that her client had fled.", "fled", "positive"),
        ("Two ministers have resigned.", "resigned", "positive"),
        ("The firm became the No. 1 seller.", "became", "positive"),
    ],
)
def test_negative(text: str, word: str, polarity: str, read: Read) -> None:
    assert facts(read(text, "en"), word)[1] == polarity


@pytest.mark.parametrize(
    "text",
    ["The lawyer did not deny that her client had fled.", "The hospital refused to admit that its client had fled."],
)
def test_who_withholds_vouches_for_nothing(text: str, read: Read) -> None:
    found = read(text, "en")
    fled = next(e for e in found.events if any(t.of(text) == "fled" for t in e.triggers))
    assert not fled.sources


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Si la Russie attaque l'Ukraine, l'Europe réagira.", "attaque", "hypothetical"),
        ("« Libérez nos enfants ! », ont crié les parents.", "Libérez", "requested"),
        ("La mairie a le projet de construire une école.", "construire", "future"),
    ],
)
def test_modality_in_french(text: str, word: str, modality: str, read: Read) -> None:
    assert facts(read(text, "fr"), word)[0] == modality
