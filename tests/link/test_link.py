"""What holds of linking as a whole: the order of articles says nothing, and an article leaves no trace."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from kg.link import as_of, link, review
from kg.model import Article, Claim, Entity, Event, Extraction, Filler, Mention, Ref, Role, Span

CAPITALS = (("Russia", "Russie"), ("France", "France"), ("NATO", "Otan"), ("Ukraine", "Ukraine"))
ACTS = (("REQUEST", "asks", "demande"), ("ACCUSE", "accuses", "accuse"), ("CONSULT", "meets", "rencontre"))


@pytest.fixture(scope="module")
def news(draft: Any, day: Any) -> list[Extraction]:
    """Forty articles about few actors, acts and days, so that much of it is the same; drawn once, always the same."""
    dice = random.Random(7)
    made = []
    for number in range(40):
        (a, left), (b, right) = dice.sample(CAPITALS, 2)
        kind, action, verb = dice.choice(ACTS)
        when = f"2022-02-{dice.randint(10, 13)}"
        count = dice.choice(("sept heures", "huit heures", "deux heures"))
        article = draft(f"n{number:02}", f"{left} {verb} {right} mardi après {count} de discussions à Genève.", when)
        one, two = article.entity("GPE", left, key=a), article.entity("GPE", right, key=b)
        article.entity("PER", dice.choice(("M. Berg", "Anna Berg", "Anna Maria Berg", "Otto Berg")))
        time = day(*sorted(dice.sample(("2022-02-10", "2022-02-11", "2022-02-12"), dice.choice((1, 2)))))
        event = article.event(
            kind, action, verb, [one], [two], time=time, polarity=dice.choice(("positive", "negative"))
        )
        article.claim(event, dice.choice(("asserts", "denies")), by=event, source=one)
        made.append(article.done())
    return made


def test_there_is_something_to_get_wrong(news: list[Extraction]) -> None:
    linked = link(news)
    assert len(linked.same_events) > 3 and linked.disputes and linked.times and linked.statements
    assert any(len(cluster) > 2 for cluster in linked.same_events)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10**9))
def test_the_order_of_articles_never_changes_the_result(news: list[Extraction], seed: int) -> None:
    shuffled = news.copy()
    random.Random(seed).shuffle(shuffled)
    assert repr(link(shuffled)) == repr(link(news))


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_an_article_that_goes_leaves_no_trace(news: list[Extraction], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(len(news))), min_size=1, max_size=10))
    rest = [extraction for number, extraction in enumerate(news) if number not in gone]
    linked = link(iter(rest))
    named = {extraction.article.id for extraction in rest}
    refs = [ref for cluster in linked.same_events for ref in cluster]
    refs += [ref for dispute in linked.disputes for ref in (dispute.event, *dispute.asserting, *dispute.denying)]
    refs += [*linked.actor_of, *linked.times, *(statement.event for statement in linked.statements)]
    assert {ref.article for ref in refs} <= named


def test_clusters_are_disjoint_and_sorted(news: list[Extraction]) -> None:
    clusters = link(news).same_events
    members = [ref for cluster in clusters for ref in cluster]
    assert len(members) == len(set(members)) and list(clusters) == sorted(clusters)
    for cluster in clusters:
        assert (
            list(cluster) == sorted(cluster) and len({ref.article for ref in cluster}) == len(cluster) > 1
        )  # one event each


def test_a_changed_article_takes_the_place_of_the_old_one(news: list[Extraction]) -> None:
    assert link([*news, news[0]]) == link(news)


def test_nothing_gives_nothing() -> None:
    linked = link([])
    assert not (linked.actors or linked.actor_of or linked.same_events or linked.statements or linked.times)


def test_an_article_alone_has_actors_only(draft: Any) -> None:
    article = draft("a", "Rien de plus.")
    article.entity("GPE", "Russie", key="Russia")
    linked = link([article.done()])
    assert linked.actor_of == {Ref("a", "x1"): "Russia"} and not linked.same_events


def test_what_was_known_on_a_day(draft: Any, day: Any) -> None:
    dates = ("2022-02-10", "2022-02-20", "2022-02", "")
    made = [draft(f"a{k}", "Rien.", published=when).done() for k, when in enumerate(dates)]
    assert [found.article.id for found in as_of(made, date(2022, 2, 15))] == ["a0"]
    assert [found.article.id for found in as_of(made, date(2022, 3, 1))] == ["a0", "a1", "a2"]


ODD = st.text(alphabet="aé 'ÀX.-\x00\ud800北1", max_size=12)


@settings(max_examples=60, deadline=None)
@given(
    names=st.lists(ODD, min_size=1, max_size=4),
    loose=st.sampled_from(("", "x1", "x9")),
    language=st.sampled_from(("fr", "en", "xx", "")),
)
def test_odd_names_and_loose_ends_break_nothing(names: list[str], loose: str, language: str) -> None:
    text = " ".join(names)
    span = Span(0, len(text))
    filler = Filler(text, span, loose)
    event = Event("e1", "DENY", "denies", text, (span,), span, (filler,), (filler,), filler, "e9", filler)
    made = [
        Extraction(
            Article(article, text, published=text, language=language),
            entities=tuple(
                Entity(f"x{k}", "PER", name, tuple(names)) for k, name in enumerate(names, 1) for kind in ("PER",)
            ),
            mentions=(Mention(span, text, "name", loose, ""),),
            roles=(Role(loose, text, loose, span, ""),),
            events=(event,),
            claims=(Claim("e9", "denies", filler, "e9", span, ""), Claim("e1", "denies", filler, "e1", span, "")),
        )
        for article in ("a", "b")
    ]
    linked = link(made)
    assert set(linked.actor_of) == {Ref(e.article.id, x.id) for e in made for x in e.entities}
    assert review(linked, made) is not None
