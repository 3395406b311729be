from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

pytestmark = pytest.mark.model
Read = Callable[..., Extraction]
Find = Callable[[Extraction, str], Event]

TRANSCRIPT = """The ministers met in Oslo on Friday.

Minister of Trade Anna Berg:

We have signed the treaty. I thank the delegation.

Foreign Minister Paul Sand:

I welcome this treaty."""


def names(found: Extraction, word: str, event: Find) -> tuple[list[str], list[str]]:
    known = {e.id: e.name for e in found.entities}
    one = event(found, word)
    return [known.get(f.entity, f.text) for f in one.agents], [known.get(f.entity, f.text) for f in one.sources]


@pytest.mark.parametrize(("word", "who"), [("thank", "Anna Berg"), ("welcome", "Paul Sand")])
def test_a_turn_is_told_by_whose_it_is(word: str, who: str, read: Read, event: Find) -> None:
    agents, sources = names(read(TRANSCRIPT, "en"), word, event)
    assert agents == [who]
    assert sources == [who]


def test_before_the_first_turn_the_article_speaks(read: Read, event: Find) -> None:
    assert names(read(TRANSCRIPT, "en"), "met", event)[1] == []


def test_a_colon_behind_a_place_opens_no_turn(read: Read, event: Find) -> None:
    found = read("Norway: minister resigns\n\nThe minister resigned on Friday.", "en")
    assert names(found, "resigned", event)[1] == []


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ('Anna Berg met Paul Sand. "I signed the treaty," she told Sand.', ["Anna Berg"]),
        ('Anna Berg met Paul Sand. "You signed the treaty," she told Sand.', ["Paul Sand"]),
        ('Anna Berg praised the team. "You signed the treaty," she said.', ["the team"]),
    ],
)
def test_you_is_not_who_says_it(text: str, agents: list[str], read: Read, event: Find) -> None:
    """Whom it means is told where one other person is there to be meant."""
    assert names(read(text, "en"), "signed", event) == (agents, ["Anna Berg"])


def test_the_message_is_whose_who_sent_it(read: Read, event: Find) -> None:
    found = read('Anna Berg congratulated Paul Sand. The message reads: "You won the cup. I thank the team."', "en")
    assert names(found, "won", event) == (["Paul Sand"], ["Anna Berg"])
    assert names(found, "thank", event) == (["Anna Berg"], ["Anna Berg"])


def test_a_quotation_goes_on_in_a_paragraph_of_its_own(read: Read, event: Find) -> None:
    text = '"The plan failed," said Anna Berg.\n\n"The minister fled."\n\nThe minister resigned.'
    assert names(read(text, "en"), "fled", event)[1] == ["Anna Berg"]
    assert names(read(text, "en"), "resigned", event)[1] == []


def test_what_somebody_wrote_follows_a_colon(read: Read, event: Find) -> None:
    found = read("Anna Berg wrote on her blog:\n\nI condemn this raid.\n\nThe minister resigned.", "en")
    assert names(found, "condemn", event) == (["Anna Berg"], ["Anna Berg"])
    assert names(found, "resigned", event)[1] == []
