from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.annotate.doc import Doc


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Le Conseil breton du sport scolaire a condamné la décision.", "Conseil breton du sport scolaire"),
        ("Selon l'Office belge de la pêche, la saison sera courte.", "Office belge de la pêche"),
        ("Le Conseil breton d'Anna Berg a tranché.", "Conseil breton Anna Berg"),
    ],
)
def test_a_body_is_named_with_its_complement(parse: Callable[..., Doc], text: str, name: str) -> None:
    named = " ".join(t.text for t in parse(text).tokens if t.ent and t.text not in ("Le", "l'"))
    assert named == name
