from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from kg.annotate import annotate
from kg.extract import participants
from kg.extract.coreference import by_weights, resolve
from kg.extract.crossings import Crossing, Rows
from kg.extract.frames import Frame, line_up, standing
from kg.extract.mentions import phrases
from kg.extract.predicates import candidates
from kg.extract.scorer import weights
from kg.lang import lexicon
from kg.model import Article

CROSSING = Crossing("a b c", "a={a}", "a+b={b}|{a}", "c|{c}", "a={a}|{b}|{c}", "a={c}|{a}|{b}")
VALUES = st.tuples(*[st.none() | st.sampled_from(["", "x", "y", "z:1", "é"])] * 3)


@given(st.lists(VALUES, max_size=12), st.lists(VALUES, min_size=1, max_size=12))
def test_rows_are_those_of_the_features_spelled_out(known: list, asked: list) -> None:
    names = dict.fromkeys(name for values in known for name in CROSSING.spelled(values))
    index = {name: row for row, name in enumerate(names, 1)}
    found = Rows(CROSSING, index).of(asked).T.tolist()
    for values, rows in zip(asked, found, strict=True):
        assert sorted(filter(None, rows)) == sorted(index[n] for n in CROSSING.spelled(values) if n in index)


def test_a_feature_without_one_of_its_columns_is_none() -> None:
    assert CROSSING.spelled((None, "x", "y")) == ["c|y"]
    assert Rows(CROSSING, {"a=": 1, "c|y": 2}).of([(None, "x", "y"), ("", "x", None)]).T.tolist() == [
        [0, 0, 2, 0, 0], [1, 0, 0, 0, 0]
    ]  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "fr",
            "Le maire a promis mardi aux habitants de rouvrir la gare. Il a été critiqué par « Le Courrier du Val ».",
        ),
        ("en", "The mayor promised residents on Tuesday to reopen the station. She was criticised by the unions."),
    ],
)
def test_what_candidates_add_up_to_is_what_their_features_do(language: str, text: str) -> None:
    (doc,) = annotate([Article("a", text, language=language)])
    words, learned = lexicon(language), weights(language)
    assert learned is not None
    talk = resolve(doc, phrases(doc, words), words, by_weights(learned.antecedent))
    made = [c for p in candidates(doc, words) for c in line_up(talk, Frame(p), words)]
    crossed = standing(made, learned.parts) + learned.parts.sums([c.besides for c in made])
    assert crossed.tolist() == learned.parts.sums([c.features for c in made]).tolist()  # to the last bit
    assert any(c.ties for c in made) and any(c.remote for c in made)
    assert {len(c.pair) for c in made if c.pair is not None} == {len(participants.PAIR.columns)}
