"""The shared actions: every event type is served, every language is labelled."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from kg.errors import LanguageError
from kg.lang import actions, available, load
from kg.lang.tables import default_actions
from kg.model import EVENT_TYPES

PLOVER = {
    "", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
    "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_every_type_has_actions_and_one_default(kind: str) -> None:
    of_kind = [a for a in actions().values() if a.type == kind]
    assert Counter(a.default for a in of_kind)[True] == 1
    assert actions()[default_actions()[kind]].type == kind


@pytest.mark.parametrize("code", available())
def test_every_action_is_labelled_in_every_language(code: str) -> None:
    bare = [a.key for a in actions().values() if not a.labels.get(code)]
    assert not bare


def test_keys_are_plain_names_and_codes_are_codes() -> None:
    for action in actions().values():
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", action.key)
        assert re.fullmatch(r"|\d{3,4}", action.cameo), action.key
        assert action.plover in PLOVER, action.key


@pytest.mark.parametrize("code", available())
def test_two_actions_of_one_type_read_differently(code: str) -> None:
    twice = [k for k, n in Counter((a.type, a.labels[code]) for a in actions().values()).items() if n > 1]
    assert not twice


def test_available_lists_lexicons_only() -> None:
    assert {"en", "fr"} <= set(available())
    assert all(re.fullmatch(r"[a-z]{2}", code) for code in available())


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(LanguageError, match=r'no language data "xx".*en.*fr.*kg/lang/__init__\.py'):
        load("xx")
