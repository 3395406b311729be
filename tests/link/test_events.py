"""Which reports are of one event, where they contradict each other, and what they tell of each other's dates."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from kg.link import link
from kg.model import Extraction, Interval, Linkage, Ref

TALKS = "La Russie et les États-Unis ont discuté lundi à Genève pendant plus de sept heures de la crise."
AGAIN = "Les États-Unis et la Russie ont discuté à Genève de la crise pendant près de huit heures."


def talks(
    draft: Any, name: str, text: str, *days: str, day: Any, published: str = "2022-01-11", **more: Any
) -> Extraction:
    made = draft(name, text, published)
    russia = made.entity("GPE", "Russie", key="Russia")
    states = made.entity("GPE", "États-Unis", key="United_States")
    where = made.entity("GPE", "Genève", key="Geneva")
    time = day(*days) if days else None
    made.event("CONSULT", "discusses", "discuté", [russia, states], place=where, time=time, **more)
    found: Extraction = made.done()
    return found


def test_two_reports_of_one_meeting_are_one_event_and_count_its_hours_differently(draft: Any, day: Any) -> None:
    linked = link([talks(draft, "a", TALKS, "2022-01-10", day=day), talks(draft, "b", AGAIN, "2022-01-10", day=day)])
    assert linked.same_events == ((Ref("a", "e1"), Ref("b", "e1")),)
    (dispute,) = linked.disputes
    assert (dispute.kind, dispute.rule) == ("number", "number-loose")
    assert (dispute.asserting, dispute.denying) == ((Ref("a", "e1"),), (Ref("b", "e1"),))


@pytest.mark.parametrize(
    ("days", "published"), [(("2022-01-17",), "2022-01-18"), ((), "2022-02-11"), (("2022-01-03",), "2022-01-11")]
)
def test_the_same_words_of_another_week_are_another_event(
    draft: Any, day: Any, days: tuple[str, ...], published: str
) -> None:
    first = talks(draft, "a", TALKS, "2022-01-10", day=day)
    assert not link([first, talks(draft, "b", AGAIN, *days, day=day, published=published)]).same_events


def test_a_plan_and_its_fulfilment_are_one_event(draft: Any, day: Any) -> None:
    plan = talks(draft, "a", TALKS, "2022-01-10", day=day, published="2022-01-07", modality="future")
    assert link([plan, talks(draft, "b", AGAIN, "2022-01-10", day=day)]).same_events


def test_what_is_asked_for_is_not_what_happened(draft: Any, day: Any) -> None:
    asked = talks(draft, "a", TALKS, "2022-01-10", day=day, modality="requested")
    assert not link([asked, talks(draft, "b", AGAIN, "2022-01-10", day=day)]).same_events


def test_opposite_polarity_is_a_dispute(draft: Any, day: Any) -> None:
    no = talks(draft, "b", AGAIN, "2022-01-10", day=day, polarity="negative")
    kinds = {dispute.kind for dispute in link([talks(draft, "a", TALKS, "2022-01-10", day=day), no]).disputes}
    assert "polarity" in kinds


def strike(draft: Any, name: str, text: str, agent: str, key: str, day: Any, when: str = "2022-01-10") -> Extraction:
    made = draft(name, text, "2022-01-11")
    who, whom = made.entity("GPE", agent, key=key), made.entity("GPE", "Ukraine", key="Ukraine")
    made.event("ASSAULT", "attacks", "bombardé", [who], [whom], object="le port", time=day(when))
    found: Extraction = made.done()
    return found


SHELLING = "{} a bombardé hier à l'aube avec des missiles le port et la vieille ville de l'Ukraine, selon les secours."


def test_another_agent_of_the_same_deed_in_the_same_words_is_a_dispute(draft: Any, day: Any) -> None:
    sides = [
        strike(draft, key, SHELLING.format(name), name, key, day)
        for name, key in (("Russie", "Russia"), ("France", "France"))
    ]
    linked = link(sides)
    assert linked.same_events or not linked.disputes
    unlike = strike(draft, "z", "Suède a bombardé une base en Ukraine, le port compris.", "Suède", "Sweden", day)
    assert not link([sides[0], unlike]).same_events


def test_dates_that_exclude_each_other_are_a_dispute(draft: Any, day: Any) -> None:
    text = SHELLING.format("Russie")
    linked = link(
        [
            strike(draft, name, text, "Russie", "Russia", day, when)
            for name, when in (("a", "2022-01-10"), ("b", "2022-01-11"))
        ]
    )
    assert [dispute.kind for dispute in linked.disputes] == ["date"] and not linked.times


def toll(draft: Any, name: str, words: str, day: Any) -> Extraction:
    made = draft(name, f"Une explosion a tué {words} dans une usine de Lyon, selon les secours.", "2022-03-02")
    where = made.entity("GPE", "Lyon", key="Lyon")
    made.event("ASSAULT", "kills", "tué", targets=[words], place=where, time=day("2022-03-01"))
    found: Extraction = made.done()
    return found


@pytest.mark.parametrize(
    ("left", "right", "disputed"),
    [
        ("14 personnes", "dix personnes", True),
        ("14 personnes", "quatorze personnes", False),
        ("14 personnes", "14 personnes", False),
        ("14 personnes", "12 policiers", False),  # another unit
    ],
)
def test_other_numbers_of_one_thing_are_a_dispute(draft: Any, day: Any, left: str, right: str, disputed: bool) -> None:
    linked = link([toll(draft, "a", left, day), toll(draft, "b", right, day)])
    assert linked.same_events and bool(linked.disputes) is disputed


def test_one_of_several_days_becomes_the_day_that_another_report_gives(draft: Any, day: Any) -> None:
    vague = ("2022-01-03", "2022-01-10", "2022-01-17", "2022-01-24")
    unsure = talks(draft, "a", TALKS, *vague, day=day, published="2022-01")
    linked = link([unsure, talks(draft, "b", AGAIN, "2022-01-10", day=day)])
    tight = linked.times[Ref("a", "e1")]
    assert (tight.edtf, tight.candidates, tight.rule) == ("2022-01-10", (), "same-event")
    assert (tight.anchor, tight.span) == ("publication", None)
    assert Ref("b", "e1") not in linked.times
    assert not link([unsure]).times


def test_two_choices_of_days_leave_what_they_share(draft: Any, day: Any) -> None:
    mondays = talks(draft, "a", TALKS, "2022-01-03", "2022-01-10", day=day, published="2022-01")
    other = talks(draft, "b", AGAIN, "2022-01-10", "2022-01-17", "2022-01-24", day=day, published="2022-01")
    linked = link([mondays, other])
    assert {interval.edtf for interval in linked.times.values()} == {"2022-01-10"} and len(linked.times) == 2


def statement(draft: Any, name: str, text: str, source: str = "") -> Extraction:
    made = draft(name, text, source=source)
    who = made.entity("PER", "Anna Berg")
    made.event("STATE", "says", "déclaré", [who], lemma="déclarer")
    found: Extraction = made.done()
    return found


COPY = (
    "Anna Berg a déclaré mardi que la crise du gaz toucherait tous les pays du continent avant la fin de la semaine. "
    "Elle a ajouté que les réserves suffiraient encore dix jours, et que les usines du nord fermeraient les premières. "
    "Les ministres de l'Énergie doivent se réunir jeudi à Bruxelles pour en parler, selon une source diplomatique."
)


def test_copies_tell_one_event_and_confirm_nothing(draft: Any) -> None:
    copy = COPY.replace("mardi ", "").rsplit(". ", 1)[0] + "."
    linked = link([statement(draft, "a", COPY, "Agence"), statement(draft, "b", copy, "Journal")])
    assert linked.duplicates == (("a", "b"),)
    assert linked.same_events == ((Ref("a", "e1"), Ref("b", "e1")),)
    assert linked.independent == {Ref("a", "e1"): 1}


def test_another_text_of_another_source_confirms(draft: Any) -> None:
    other = "Selon Anna Berg, qui l'a déclaré mardi, la crise du gaz toucherait tous les pays du continent."
    for source, tellers in (("Journal", 2), ("Agence", 1)):
        linked = link([statement(draft, "a", COPY, "Agence"), statement(draft, "b", other, source)])
        assert (linked.duplicates, linked.independent) == ((), {Ref("a", "e1"): tellers})


def test_one_speaker_says_many_things(draft: Any) -> None:
    other = "Anna Berg a déclaré mardi vouloir baisser les impôts des jeunes agriculteurs."
    assert not link([statement(draft, "a", COPY), statement(draft, "b", other)]).same_events


def denial(draft: Any, name: str, text: str, verb: str, kind: str = "DENY", **more: Any) -> Linkage:
    made = draft(name, text)
    russia, ukraine = made.entity("GPE", "Russie", key="Russia"), made.entity("GPE", "Ukraine", key="Ukraine")
    by = made.event(kind, "denies" if kind == "DENY" else "refuses", verb, [russia], content="e2")
    what = made.event("ASSAULT", "attacks", "attaquer", [russia], [ukraine], **more)
    made.claim(what, "denies", by=by, source=russia)
    return link([made.done()])


def test_a_denial_that_answers_nobody_and_a_refusal_are_no_disputes(draft: Any) -> None:
    assert not denial(draft, "a", "La Russie nie vouloir attaquer l'Ukraine.", "nie", modality="possible").disputes
    refused = denial(draft, "a", "La Russie refuse d'attaquer l'Ukraine.", "refuse", "REJECT", polarity="negative")
    assert not refused.disputes


def test_a_denial_in_one_article_meets_the_claim_of_another(draft: Any, day: Any) -> None:
    claim = draft("a", "La Russie a attaqué l'Ukraine lundi, selon Kiev.", "2022-02-15")
    russia, ukraine = claim.entity("GPE", "Russie", key="Russia"), claim.entity("GPE", "Ukraine", key="Ukraine")
    claim.event("ASSAULT", "attacks", "attaqué", [russia], [ukraine], lemma="attaquer", time=day("2022-02-14"))
    claim.claim("e1", "asserts", source=ukraine)
    other = draft("b", "La Russie dément avoir attaqué l'Ukraine lundi.", "2022-02-15")
    russia, ukraine = other.entity("GPE", "Russie", key="Russia"), other.entity("GPE", "Ukraine", key="Ukraine")
    by = other.event("DENY", "denies", "dément", [russia], content="e2")
    what = other.event("ASSAULT", "attacks", "attaqué", [russia], [ukraine], lemma="attaquer", time=day("2022-02-14"))
    other.claim(what, "denies", by=by, source=russia)
    (dispute,) = link([claim.done(), other.done()]).disputes
    assert dispute.event == Ref("a", "e1") and Ref("a", "e1") in dispute.asserting
    assert dispute.denying == (Ref("b", "e1"),)


YEAR = Interval("2003", datetime(2003, 1, 1), datetime(2004, 1, 1), datetime(2003, 1, 1), datetime(2004, 1, 1))


def launch(draft: Any, name: str, text: str, thing: str, time: Interval, published: str) -> Extraction:
    made = draft(name, text, published, "en")
    who = made.entity("ORG", "Corvane Media Group")
    made.event("BUSINESS", "launches", "launched", [who], object=thing, lemma="launch", time=time)
    found: Extraction = made.done()
    return found


@pytest.mark.parametrize(("thing", "same"), [("its music store", True), ("its film studio", False)])
def test_a_year_and_a_day_of_it_may_be_one_event_when_the_thing_is_the_same(
    draft: Any, day: Any, thing: str, same: bool
) -> None:
    exact = "Corvane Media Group launched a music store for phones on April 28, 2003."
    left = launch(draft, "a", exact, "a music store", day("2003-04-28"), "2008-01-09")
    right = launch(draft, "b", f"Corvane Media Group launched {thing} in 2003.", thing, YEAR, "2006-03-28")
    assert bool(link([left, right]).same_events) is same


@pytest.mark.parametrize(("published", "same"), [("2022-03-03", True), ("2022-03-08", False)])
def test_news_without_a_date_meets_the_date_that_a_later_article_gives(
    draft: Any, day: Any, published: str, same: bool
) -> None:
    def told(name: str, text: str, printed: str, **more: Any) -> Extraction:
        made = draft(name, text, printed, "en")
        made.event("OFFICE", "resigns", "resigned", [made.entity("PER", "Anna Berg")], lemma="resign", **more)
        found: Extraction = made.done()
        return found

    news = told("a", "After protests Anna Berg resigned over her budget.", published)
    text = "Anna Berg, who resigned on 2 March, leads a bank of the north."
    later = told("b", text, "2022-03-30", time=day("2022-03-02"))
    assert bool(link([news, later]).same_events) is same
