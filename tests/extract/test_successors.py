from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("Le conseil a élu Ana Costa. La nouvelle présidente a remercié le jury.", "remercié", "Ana Costa"),
        ("Le club a limogé Jan Maly. L'ancien entraîneur a saisi la justice.", "saisi", "Jan Maly"),
        ("Jan Maly a été remplacé par Luc Duval. Le nouveau préfet a visité le port.", "visité", "Luc Duval"),
    ],
)
def test_newcomers_and_leavers(text: str, verb: str, name: str) -> None:
    article = extract(next(iter(annotate([Article("a", text, "", "2022-02-16", "fr")]))))
    names = {e.id: e.name for e in article.entities}
    acts = [e for e in article.events if any(s.of(text) == verb for s in e.triggers)]
    assert [names.get(f.entity) for e in acts for f in e.agents] == [name]


def test_a_new_role_without_a_change_is_nobodys() -> None:
    text = "La présidente Ana Costa a parlé. Le nouveau maire a répondu."
    article = extract(next(iter(annotate([Article("a", text, "", "2022-02-16", "fr")]))))
    assert all(f.entity == "" for e in article.events[-1:] for f in e.agents)
