"""One actor for the mentions of many articles, and none for what only looks alike."""

from __future__ import annotations

from typing import Any

import pytest

from kg.gazetteer import gazetteer
from kg.link import link
from kg.model import Extraction, Ref


def actor(linked: Any, article: str, local: str = "x1") -> str:
    found: str = linked.actor_of[Ref(article, local)]
    return found


def one(draft: Any, name: str, kind: str, *names: str, **more: Any) -> Extraction:
    """An article that names one thing."""
    key = more.pop("key", "")
    made = draft(name, ". ".join(names) + ".", **more)
    made.entity(kind, *names, key=key)
    found: Extraction = made.done()
    return found


def test_the_gazetteer_key_is_the_actor(draft: Any) -> None:
    linked = link([one(draft, "a", "ORG", "Otan", key="NATO"), one(draft, "b", "ORG", "Alliance", key="NATO")])
    assert actor(linked, "a") == actor(linked, "b") == "NATO"
    (nato,) = linked.actors
    assert nato.labels == {"en": "NATO", "fr": "OTAN"} and nato.wikidata == "Q7184" and "Alliance" in nato.names


def test_a_generic_name_joins_nothing(draft: Any) -> None:
    generic = [entry.key for entry in gazetteer().entries() if entry.generic]
    linked = link([one(draft, name, "ORG", "Sénat", key=generic[0]) for name in "ab"])
    assert actor(linked, "a") != actor(linked, "b")


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("Jens Stoltenberg", "Jens Stoltenberg", True),
        ("M. Jens Stoltenberg", "Jens Stoltenberg", True),
        ("Sergueï Lavrov", "Sergei Lavrov", True),
        ("Vladimir Poutine", "Vladimir Putin", True),
        ("Dmitri Peskov", "Dmitry Peskov", True),
        ("Dmytro Kouleba", "Dmytro Kuleba", True),
        ("Sergueï Riabkov", "Sergei Ryabkov", True),
        ("John F. Kennedy", "John Kennedy", True),
        ("Angela Merkel", "Angela Davis", False),
        ("Marine Le Pen", "Jean-Marie Le Pen", False),
        ("Stoltenberg", "Jens Stoltenberg", False),
        ("M. Stoltenberg", "M. Stoltenberg", False),
        ("Le président", "Le président", False),
    ],
)
def test_persons_join_by_full_name_only(draft: Any, left: str, right: str, same: bool) -> None:
    linked = link([one(draft, "a", "PER", left), one(draft, "b", "PER", right)])
    assert (actor(linked, "a") == actor(linked, "b")) is same


def test_two_middle_names_are_two_persons(draft: Any) -> None:
    names = ("George Herbert Bush", "George Walker Bush", "George Bush")
    linked = link([one(draft, str(k), "PER", name) for k, name in enumerate(names)])
    assert len({actor(linked, str(k)) for k in range(3)}) == 3


def holder(
    draft: Any, name: str, person: str, title: str, published: str = "2022-02-16", key: str = "NATO"
) -> Extraction:
    made = draft(name, f"{person}, {title} de l'Otan, parle.", published=published)
    who, body = made.entity("PER", person), made.entity("ORG", "Otan", key=key)
    made.role(who, title, body)
    found: Extraction = made.done()
    return found


def test_a_surname_joins_by_its_office(draft: Any) -> None:
    linked = link(
        [
            holder(draft, "a", "Jens Stoltenberg", "secrétaire général"),
            holder(draft, "b", "M. Stoltenberg", "secrétaire général"),
        ]
    )
    assert actor(linked, "a") == actor(linked, "b") == "Jens_Stoltenberg"


@pytest.mark.parametrize(
    ("title", "published", "key"),
    [
        ("adjoint", "2022-02-16", "NATO"),  # another office
        ("secrétaire général", "2019-02-16", "NATO"),  # another time
        ("secrétaire général", "2022-02-16", "European_Union"),  # another body
    ],
)
def test_a_surname_in_another_office_stays_apart(draft: Any, title: str, published: str, key: str) -> None:
    full = holder(draft, "a", "Jens Stoltenberg", "secrétaire général")
    linked = link([full, holder(draft, "b", "M. Stoltenberg", title, published, key)])
    assert actor(linked, "a") != actor(linked, "b")


def test_a_surname_that_fits_two_persons_stays_apart(draft: Any) -> None:
    people = [
        holder(draft, "a", "Jens Stoltenberg", "secrétaire"),
        holder(draft, "b", "Nils Stoltenberg", "secrétaire"),
    ]
    linked = link([*people, holder(draft, "c", "M. Stoltenberg", "secrétaire")])
    assert len({actor(linked, name) for name in "abc"}) == 3


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (("Comité militaire",), ("Comité militaire",), True),
        (("l'Institut de Paris",), ("Institut de Paris",), True),
        (("Bureau des Eaux", "BDE"), ("BDE",), True),
        (("BDE",), ("BDE",), True),
        (("Alliance",), ("Alliance",), False),
        (("troupes russes",), ("troupes russes",), False),
        (("les Manifestants",), ("Toutes nos actions",), False),
    ],
)
def test_organisations_join_by_name_and_acronym(
    draft: Any, left: tuple[str, ...], right: tuple[str, ...], same: bool
) -> None:
    linked = link([one(draft, "a", "ORG", *left), one(draft, "b", "ORG", *right)])
    assert (actor(linked, "a") == actor(linked, "b")) is same


def test_an_acronym_of_two_bodies_says_neither(draft: Any) -> None:
    bodies = [one(draft, "a", "ORG", "Parti Social", "PS"), one(draft, "b", "ORG", "Port de Sète", "PS")]
    linked = link([*bodies, one(draft, "c", "ORG", "PS")])
    assert len({actor(linked, name) for name in "abc"}) == 3


def test_a_name_is_one_of_person_and_place(draft: Any) -> None:
    linked = link([one(draft, "a", "PER", "Saint Laurent"), one(draft, "b", "LOC", "Saint Laurent")])
    assert actor(linked, "a") != actor(linked, "b")


def test_every_entity_has_an_actor_and_ids_are_names(draft: Any) -> None:
    linked = link([one(draft, "a", "GROUP", "trois policiers"), one(draft, "b", "OTHER", "北京")])
    assert {actor.id for actor in linked.actors} == set(linked.actor_of.values())
    assert len(linked.actors) == 2
    for found in linked.actors:
        assert found.id.replace("_", "").replace("-", "").isalnum() and found.id[0].isalpha()


def test_labels_prefer_the_spelling_of_each_language(draft: Any) -> None:
    french = one(draft, "a", "PER", "Vladimir Poutine")
    linked = link([french, one(draft, "b", "PER", "Vladimir Putin", language="en")])
    assert linked.actors[0].labels == {"en": "Vladimir Putin", "fr": "Vladimir Poutine"}
