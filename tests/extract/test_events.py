"""What holds for every extraction, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from kg.annotate import annotate
from kg.extract import extract
from kg.lang import actions
from kg.model import ENTITY_TYPES, EVENT_TYPES, MODALITIES, POLARITIES, STANCES, Article, Extraction, Filler, Span
from kg.read import read as read_files

Read = Callable[..., Extraction]
pytestmark = pytest.mark.model

FRENCH = """
    le la les un une des de du à en dans par pour sans selon que qui dont il elle ils nous on se ne pas plus jamais a
    ont est sont été sera aurait va peut doit dit affirme dément nie demande refuse promet menace accuse arrêté tué
    signé votée bombarder partir rencontrer quittant en et ou mais si comme avant après contre ministre président
    police armée ville otages morts blessés réunion attaque accord Russie Moscou Otan Kremlin Paris Berlin Anne Sorel
    M. Morand hier lundi 2022 12 janvier
""".split()  # noqa: SIM905
MARKS = [*"«»“”„\"'’(),.!?:;…–-%3😀\n ", "\n\n"]
HOSTILE = [
    "",
    " ",
    "\n\n\n",
    ".",
    "…",
    "«",
    "»",
    "« »",
    "« « « « «",
    '""""""',
    "-",
    "-t-il",
    "a-t-il dit",
    "\x00",
    "\u200b\u200e\u202e",
    "😀 a dit 😀.",
    "e\u0301te\u0301",
    "<script>alert('x')</script>",
    "'; DROP TABLE articles; --",
    "{{ 7 * 7 }} ${x} %s %(x)s \\n",
    "A" * 3000,
    "a b " * 800,
    "(" * 400,
    "« Oui » " * 60,
    "Moscou " * 60 + "a dit.",
    "il il il il.",
    "Le. La. Les.",
    "1 2 3 4 5 6 7 8 9 10",
    "北京 Россия ישראל العربية",
    "RUSSIE OTAN GUERRE PAIX",
    "que que que que dit dit dit",
    "« Je », a dit. « Tu », a dit. Selon, selon selon.",
    "\t\ta\tdit\t\r\n\r\nb\r\x0bc\x0cd\x85e\u2028f",
]


def check(found: Extraction) -> None:
    """Spans inside the text, ids unique, fillers and contents that exist, values of the model's lists."""
    text = found.article.text
    entities = {entity.id: entity for entity in found.entities}
    events = {event.id: event for event in found.events}
    assert len(entities) == len(found.entities)
    assert len(events) == len(found.events)

    def inside(span: Span) -> bool:
        return 0 <= span.start < span.end <= len(text)

    def right(filler: Filler | None) -> None:
        if filler is not None:
            assert inside(filler.span)
            assert filler.text
            assert not filler.entity or filler.entity in entities
            assert 0.0 <= filler.confidence <= 1.0

    for entity in found.entities:
        assert entity.type in ENTITY_TYPES
        assert entity.name
    for segment in found.segments:
        assert inside(segment.span)
    for mention in found.mentions:
        assert inside(mention.span)
        assert mention.entity in entities
    for role in found.roles:
        assert inside(role.span)
        assert {role.person, role.organisation or role.person} <= set(entities)
    for event in found.events:
        assert event.triggers
        assert inside(event.evidence)
        for trigger in event.triggers:
            assert event.evidence.start <= trigger.start < trigger.end <= event.evidence.end
        assert event.type in EVENT_TYPES
        assert event.polarity in POLARITIES
        assert event.modality in MODALITIES
        assert event.salience in ("core", "minor")
        assert actions()[event.action].type == event.type
        assert not event.content or (event.content in events and event.content != event.id)
        assert 0.0 <= event.confidence <= 1.0
        for filler in (*event.agents, *event.targets, *event.sources, event.object, event.place):
            right(filler)
        for slot in (event.agents, event.targets):
            named = [f.entity for f in slot if f.entity]
            assert len(named) == len(set(named))
        assert re.fullmatch(r"[^\s/]+/\S+", event.rule), event.rule
    for claim in found.claims:
        assert claim.stance in STANCES
        assert claim.event in events
        assert not claim.by or claim.by in events
        assert inside(claim.span)
        right(claim.source)
    triggers = [span for event in found.events for span in event.triggers]
    assert len(triggers) == len(set(triggers))


def fresh(text: str, published: str = "2022-02-16") -> Extraction:
    (doc,) = annotate([Article("a", text, published=published, language="fr")])
    return extract(doc)


@pytest.fixture(scope="module")
def samples(root: Path) -> list[Article]:
    found = [a for a in read_files([root / "data" / "articles"]) if isinstance(a, Article)]
    return [a for a in found if a.language in ("", "fr")]


def test_records_of_the_samples(samples: list[Article]) -> None:
    assert samples
    for article in samples:
        found = fresh(article.text, article.published)
        assert found.events
        check(found)


def test_twice_the_same(samples: list[Article]) -> None:
    longest = max(samples, key=lambda a: len(a.text))
    assert fresh(longest.text) == fresh(longest.text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text(text: str) -> None:
    check(fresh(text))


def test_half_a_surrogate_pair() -> None:
    check(fresh("Le maire a \ud800 dit oui."))


@settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*FRENCH, *FRENCH, *MARKS]), max_size=40).map(" ".join))
def test_any_french_words(text: str) -> None:
    check(fresh(text))


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    check(fresh(text, ""))


def test_nothing_comes_of_nothing(read: Read) -> None:
    found = read("")
    assert (found.events, found.entities, found.claims, found.times) == ((), (), (), ())


def test_roles(read: Read) -> None:
    found = read("Antoine Ravier, secrétaire général de l'Otan, a parlé à Léa Simon, ministre du Travail.")
    names = {e.id: e.name for e in found.entities}
    roles = {(names[r.person], r.title.split()[0], bool(r.organisation)) for r in found.roles}
    assert ("Antoine Ravier", "secrétaire", True) in roles


def test_known_things_carry_their_key(read: Read) -> None:
    found = read("Moscou a signé un accord avec la Norvège.")
    assert {"Q159", "Q20"} <= {e.wikidata for e in found.entities}


def test_heading_events_are_marked(read: Read) -> None:
    found = read("Le Sénat a voté la loi\n\nLe Sénat a adopté la loi hier.")
    assert [e.heading for e in found.events] == [True, False]
