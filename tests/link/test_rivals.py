"""Who did it: when another doer is a contradiction, and when it is only another name, a part, or one more of many."""

from __future__ import annotations

from typing import Any

import pytest

from kg.link import link
from kg.link.records import record
from kg.model import Dispute, Extraction, Ref

STATES = {"Serbie": "Serbia", "Kosovo": "Kosovo", "Russie": "Russia", "Ukraine": "Ukraine", "France": "France"}


def told(
    draft: Any, name: str, text: str, verb: str, who: str, *, day: Any, kind: str = "ASSAULT", **more: Any
) -> Extraction:
    """An event of Monday; states are entities, any other target is words."""
    made = draft(name, text, "2022-02-16", source=name)
    known = {label: made.entity("GPE", label, key=key) for label, key in STATES.items() if label in text}
    whom = [known.get(word, word) for word in more.pop("whom", ())]
    agent = known[who] if who in known else made.entity(more.pop("as_", "PER"), who)
    made.event(kind, "attacks", verb, [agent], whom, time=day("2022-02-14"), **more)
    found: Extraction = made.done()
    return found


def agents(*sides: Extraction) -> tuple[Dispute, ...]:
    forth, back = link(sides), link(sides[::-1])
    assert forth == back
    return tuple(dispute for dispute in forth.disputes if dispute.kind == "agent")


FIRST = "Selon {}, c'est {} qui a {} lundi à la frontière, près du pont de la rivière."


@pytest.mark.parametrize(
    ("words", "found"),
    [("tiré en premier", 1), ("tiré la première", 1), ("tiré", 0), ("tiré un premier obus", 0)],
)
def test_who_fired_first(draft: Any, day: Any, words: str, found: int) -> None:
    one = told(draft, "a", FIRST.format("le Kosovo", "la Serbie", words), "tiré", "Serbie", day=day, lemma="tirer")
    two = told(draft, "b", FIRST.format("la Serbie", "le Kosovo", words), "tiré", "Kosovo", day=day, lemma="tirer")
    made = agents(one, two)
    assert len(made) == found
    if found:
        assert (made[0].asserting, made[0].denying) == ((Ref("a", "e1"),), (Ref("b", "e1"),))
        assert made[0].rule == "other-agent"


@pytest.mark.parametrize(("kind", "verb"), [("STATE", "parlé"), ("CONSULT", "appelé"), ("ASSAULT", "frappé")])
def test_any_act_that_only_one_can_have_done_first(draft: Any, day: Any, kind: str, verb: str) -> None:
    text = "{} a {} la première lundi au sujet de la crise du gaz et des prix."
    sides = [
        told(draft, name, text.format(who, verb), verb, who, day=day, kind=kind, lemma="x")
        for name, who in (("a", "Russie"), ("b", "Ukraine"))
    ]
    assert len(agents(*sides)) == 1


HIT = "{} a bombardé lundi à l'aube un hôpital de la vieille ville, près du marché couvert."


def hit(draft: Any, day: Any, name: str, who: str, thing: str = "un hôpital", **more: Any) -> Extraction:
    return told(draft, name, HIT.format(who), "bombardé", who, day=day, lemma="bombarder", whom=[thing], **more)


def test_one_thing_that_was_hit_has_one_that_hit_it(draft: Any, day: Any) -> None:
    assert len(agents(hit(draft, day, "a", "Russie"), hit(draft, day, "b", "Ukraine"))) == 1


def test_three_reports_two_versions(draft: Any, day: Any) -> None:
    (dispute,) = agents(*(hit(draft, day, n, who) for n, who in (("a", "Russie"), ("b", "Ukraine"), ("c", "Russie"))))
    assert (dispute.asserting, dispute.denying) == ((Ref("a", "e1"), Ref("c", "e1")), (Ref("b", "e1"),))


@pytest.mark.parametrize(
    ("who", "as_"),
    [
        ("Dmitri Volkov", "PER"),  # a person may act for a state
        ("Armée du Nord", "ORG"),  # an organisation may be a part of it
        ("Brigade Azour", "GROUP"),  # a group without an entry may be
    ],
)
def test_what_may_be_a_part_or_a_role_is_no_rival(draft: Any, day: Any, who: str, as_: str) -> None:
    assert not agents(hit(draft, day, "a", "Russie"), hit(draft, day, "b", who, as_=as_))


def test_a_description_is_no_rival(draft: Any, day: Any) -> None:
    made = draft("b", HIT.format("Un avion inconnu"), "2022-02-16", source="b")
    made.event(
        "ASSAULT",
        "attacks",
        "bombardé",
        ["Un avion inconnu"],
        ["un hôpital"],
        time=day("2022-02-14"),
        lemma="bombarder",
    )
    assert not agents(hit(draft, day, "a", "Russie"), made.done())


def test_what_many_do_is_no_dispute(draft: Any, day: Any) -> None:
    text = "{} a condamné lundi avec force l'attaque de la vieille ville et de son marché couvert."
    sides = [
        told(
            draft,
            name,
            text.format(who),
            "condamné",
            who,
            day=day,
            kind="ACCUSE",
            lemma="condamner",
            object="l'attaque",
        )
        for name, who in (("a", "Russie"), ("b", "France"))
    ]
    assert not agents(*sides) and not link(sides).same_events


def test_two_persons_of_one_office_are_no_rivals(draft: Any, day: Any) -> None:
    def said(name: str, who: str, as_role: bool) -> Extraction:
        made = draft(
            name, f"{who} de Russie a bombardé lundi un hôpital de la vieille ville.", "2022-02-16", source=name
        )
        person, state = made.entity("PER", who), made.entity("GPE", "Russie", key="Russia")
        if as_role:
            made.role(person, who, state)
        made.event(
            "ASSAULT", "attacks", "bombardé", [person], ["un hôpital"], time=day("2022-02-14"), lemma="bombarder"
        )
        found: Extraction = made.done()
        return found

    assert agents(said("a", "Anna Berg", False), said("b", "Otto Lind", False))
    assert not agents(said("a", "Anna Berg", True), said("b", "Otto Lind", True))


@pytest.mark.parametrize(("place", "found"), [("Kosovo", 1), (None, 0)])
def test_doer_and_victim_changed_about(draft: Any, day: Any, place: str | None, found: int) -> None:
    sides = []
    for name, who, whom in (("a", "Serbie", "Russie"), ("b", "Russie", "Serbie")):
        made = draft(
            name, f"{who} a attaqué {whom} lundi au Kosovo, près de la rivière du nord.", "2022-02-16", source=name
        )
        ids = {label: made.entity("GPE", label, key=STATES[label]) for label in ("Serbie", "Russie", "Kosovo")}
        where = ids[place] if place else None
        made.event(
            "ASSAULT",
            "attacks",
            "attaqué",
            [ids[who]],
            [ids[whom]],
            time=day("2022-02-14"),
            lemma="attaquer",
            place=where,
        )
        sides.append(made.done())
    assert len(agents(*sides)) == found


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("La Serbie a tiré la première.", "fr", True),
        ("La Serbie est la première à tirer.", "fr", True),
        ("Le premier ministre a tiré.", "fr", False),
        ("Il a tiré une première salve.", "fr", False),
        ("Serbia fired first.", "en", True),
        ("Serbia was the first to be fired upon.", "en", True),
        ("Serbia fired its first rocket.", "en", False),
        ("First, Serbia and its many allies fired.", "en", False),
    ],
)
def test_first_is_said_of_the_verb(draft: Any, text: str, language: str, first: bool) -> None:
    made = draft("a", text, language=language)
    verb = next(word for word in ("tiré", "tirer", "fired") if word in text)
    made.event("ASSAULT", "attacks", verb)
    assert record(made.done()).events[0].first is first
