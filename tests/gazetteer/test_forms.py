"""Inflection of demonyms."""

from __future__ import annotations

import pytest

from kg.gazetteer.forms import english_plural, french_forms


@pytest.mark.parametrize(
    ("entry", "forms"),
    [
        ("russe", "russe russes"),
        ("français", "français française françaises"),
        ("allemand", "allemand allemande allemands allemandes"),
        ("européen", "européen européenne européens européennes"),
        ("américain", "américain américaine américains américaines"),
        ("turc/turque", "turc turque turcs turques"),
        ("occidental", "occidental occidentale occidentaux occidentales"),
        ("burkinabè/burkinabè", "burkinabè burkinabès"),
        ("sud-coréen", "sud-coréen sud-coréenne sud-coréens sud-coréennes"),
    ],
)
def test_french(entry: str, forms: str) -> None:
    assert " ".join(french_forms(entry)) == forms


@pytest.mark.parametrize(
    ("word", "plural"),
    [("Ukrainian", "Ukrainians"), ("Pakistani", "Pakistanis"), ("Greek", "Greeks"),
     ("German", "Germans"), ("Roman", "Romans"),
     ("Frenchwoman", "Frenchwomen"), ("Dutchman", "Dutchmen"), ("Swiss", ""), ("Danish", ""), ("Dutch", ""),
     ("Icelandic", ""),
     ("Afghan", "Afghans"), ("Czech", "Czechs")],
)  # fmt: skip
def test_english_plural(word: str, plural: str) -> None:
    assert english_plural(word) == plural
