"""Senses, moods and settled readings: what a table may say, and what the shipped ones say."""

from __future__ import annotations

from typing import Any

import pytest

from kg.errors import LanguageError
from kg.lang import lexicon
from kg.lang.lexicon import build
from kg.lang.patterns import patterns
from kg.lang.tables import available, load


@pytest.mark.parametrize("code", available())
def test_every_sense_is_like_a_known_verb(code: str) -> None:
    words = lexicon(code)
    unknown = [s.like for senses in words.patterns.senses.values() for s in senses if s.like not in words.verbs]
    assert not unknown


@pytest.mark.parametrize("code", available())
def test_every_type_action_or_verb_that_has_readings_exists(code: str) -> None:
    words = lexicon(code)
    known = {verb.action for verb in words.verbs.values()} | {verb.type for verb in words.verbs.values()}
    assert set(words.patterns.addressed) <= known | set(words.verbs)


def test_moods_are_turned_inside_out() -> None:
    moods = patterns({"moods": {"adverbs": {"possible": ["reportedly", "allegedly"]}}}).moods
    assert moods.adverbs == {"reportedly": "possible", "allegedly": "possible"}


def test_a_sense_takes_the_words_of_a_group() -> None:
    rows = {"lift": [{"like": "raise", "objects": ["@money", "flag"]}]}
    senses = patterns({"sense_groups": {"money": ["euro", "pound"]}, "senses": rows}).senses
    assert senses["lift"][0].objects == {"euro", "pound", "flag"}


def test_a_language_without_patterns_has_none() -> None:
    empty = patterns({})
    assert not empty.senses and not empty.triggers and not empty.moods.auxiliaries


@pytest.mark.parametrize(
    "table",
    [
        {"moods": {"adverbs": {"doubtful": ["reportedly"]}}},
        {"senses": {"fire": [{"like": "dismiss", "objects": ["@nobody"]}]}},
        {"senses": {"fire": [{"objects": ["@person"]}]}},
    ],
    ids=["modality", "kind", "like"],
)
def test_a_wrong_table_is_named(table: dict[str, Any]) -> None:
    with pytest.raises(LanguageError, match=r"en\.toml"):
        build("en", {**load("en"), **table})
