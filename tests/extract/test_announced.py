from __future__ import annotations

import pytest

from kg.annotate import annotate
from kg.extract import extract
from kg.model import Article


@pytest.mark.parametrize(
    ("text", "verb", "target"),
    [
        ("Une femme de 40 ans a été tuée lundi. Sonia Maro vivait à Brest.", "tuée", "Sonia Maro"),
        ("Le maire de Sète a été arrêté lundi. Denis Roca est soupçonné de fraude.", "arrêté", "Denis Roca"),
        ("Une femme de 40 ans a été tuée lundi. Sonia Maro a raconté la scène.", "tuée", ""),
        ("Une femme a été tuée lundi par Luc Petit. Sonia Maro vivait à Brest.", "tuée", ""),
    ],
)
def test_who_is_named_in_the_next_sentence(text: str, verb: str, target: str) -> None:
    article = extract(next(iter(annotate([Article("a", text, "", "2022-02-16", "fr")]))))
    names = {e.id: e.name for e in article.entities}
    acts = [e for e in article.events if any(s.of(text) == verb for s in e.triggers)]
    assert [names.get(f.entity, "") for e in acts for f in e.targets] == [target]
