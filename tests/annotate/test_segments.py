from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from kg.annotate.segments import dateline, is_furniture, is_heading, paragraphs, quotations
from kg.model import Span

WRAPPED = "Le gouvernement a présenté mardi un plan de soutien aux\nfamilles touchées par la crue de la rivière."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n ", []),
        ("Un.", ["Un."]),
        ("Un.\n\nDeux.", ["Un.", "Deux."]),
        ("Un.\r\nDeux.\rTrois.", ["Un.", "Deux.", "Trois."]),
        ("Un.\u2029Deux.\u2028Trois.", ["Un.", "Deux.", "Trois."]),
        ("  Un. \n  \n\t Deux.  ", ["Un.", "Deux."]),
        (WRAPPED, [WRAPPED]),
        (WRAPPED.replace("\n", "\n\n"), WRAPPED.split("\n")),
        ("Titre court\nUn texte qui suit.", ["Titre court", "Un texte qui suit."]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == expected


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("La Grèce ferme ses ports", True),
        ("Un mot ?", False),
        ("Il pleut.", False),
        ("Voici la liste :", False),
        ("– point de liste sans arrêt", False),
        ("« Nous partirons »", False),
        ("mot " * 18 + "fin", False),
    ],
)
def test_heading(line: str, heading: bool) -> None:
    assert is_heading(line, Span(0, len(line))) is heading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("LYON, 3 mars 2021 (Presse) – Le pont est fermé.", "LYON, 3 mars 2021 (Presse) –"),
        ("3 mars 2021. – Le pont est fermé.", "3 mars 2021. –"),
        ("GENEVA (Press) — The bridge is closed.", "GENEVA (Press) —"),
        ("BREST - Le pont est fermé.", "BREST -"),
        ("Brest. – Le pont est fermé.", "Brest. –"),
        ("Le pont est fermé depuis le 3 mars.", ""),
        ("Le pont – fermé en mars – rouvrira.", ""),
        ("« Le 3 mars – non. »", ""),
    ],
)
def test_dateline(line: str, expected: str) -> None:
    found = dateline(line, Span(0, len(line)))
    assert (found.of(line) if found else "") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit « oui ».", [("« oui »", 0)]),
        ('Il dit “oui” et "non".', [("“oui”", 0), ('"non"', 0)]),
        ("Il dit „oui”.", [("„oui”", 0)]),
        ("Il dit „oui“.", [("„oui“", 0)]),
        ('« a "b" c »', [('« a "b" c »', 0), ('"b"', 1)]),
        ("« a « b » c »", [("« a « b » c »", 0), ("« b »", 1)]),
        ('Il dit "oui" et "non" et "peut-être".', [('"oui"', 0), ('"non"', 0), ('"peut-être"', 0)]),
        ("Une marque » seule puis « une autre ».", [("« une autre »", 0)]),
        ("Une ouverture « jamais close et « une close ».", [("« une close »", 1)]),
        ("« Un paragraphe ouvert qui continue plus loin.", [("« Un paragraphe ouvert qui continue plus loin.", 0)]),
        ("Rien ici.", []),
    ],
)
def test_quotations(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(q.span.of(text), q.level) for q in quotations(text, Span(0, len(text)))] == expected


def test_an_odd_mark_costs_one_quotation_at_most() -> None:
    text = 'Il dit « oui ». Elle dit « non ». Le maire " hésite. Ils disent « peut-être ».'
    assert [q.span.of(text) for q in quotations(text, Span(0, len(text)))] == ["« oui »", "« non »", "« peut-être »"]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(alphabet="ab .\n«»“”„\"',:!", max_size=60))
def test_any_text_is_cut_into_ordered_spans(text: str) -> None:
    found = paragraphs(text)
    for before, after in pairwise(found):
        assert before.end <= after.start
    for span in found:
        assert span.of(text).strip() == span.of(text) != ""
        quotes = quotations(text, span)
        assert [q.span.start for q in quotes] == sorted(q.span.start for q in quotes)
        for quote in quotes:
            assert span.start <= quote.span.start < quote.span.end <= span.end
            assert quote.level >= 0
            for other in quotes:  # nested or apart, never crossing
                assert not quote.span.start < other.span.start < quote.span.end < other.span.end
    joined = "".join(text[s.start : s.end] for s in found)
    assert [c for c in joined if not c.isspace()] == [c for c in text if not c.isspace()]


@pytest.mark.parametrize(
    ("line", "furniture"),
    [("Facebook, Twitter", True), ("Courriel ,", True), ("Facebook ferme.", False), ("", False)],
)
def test_links_to_share(line: str, furniture: bool) -> None:
    assert is_furniture(line, Span(0, len(line))) is furniture
