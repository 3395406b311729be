from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, strategies as st

from kg.annotate.clauses import mend_clauses
from kg.annotate.dependents import Tree, mend_dependents
from kg.annotate.doc import Doc, Token
from kg.annotate.hidden import find_hidden
from kg.annotate.repair import repair
from kg.lang import lexicon

Parse = Callable[..., Doc]
Find = Callable[[Doc, str], Token]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "head", "dep"),
    [
        ("La police a arrêté Karim Haddad et Julien Roux.", "Karim", "arrêté", "obj"),
        ("L'explosion a tué un ouvrier et deux passants.", "passants", "ouvrier", "conj"),
        ("L'Italie ainsi que la Grèce ont refusé le plan.", "Grèce", "Italie", "conj"),
        ("Paris et Berlin ont signé un accord.", "Paris", "signé", "nsubj"),
        ("Paris et Berlin ont signé un accord.", "Berlin", "Paris", "conj"),
        ("Le chanteur, dont la police a fouillé la maison, dénonce un complot.", "chanteur", "dénonce", "nsubj"),
        ("Le chanteur, dont la police a fouillé la maison, dénonce un complot.", "fouillé", "chanteur", "acl:relcl"),
        ("La police a empêché les manifestants d'entrer.", "entrer", "empêché", "xcomp"),
        ("La juge a autorisé l'accusé à quitter le pays.", "accusé", "autorisé", "obj"),
        ("L'attaque des rebelles contre le convoi a échoué.", "convoi", "attaque", "nmod"),
        ("Le procès aura lieu lundi à Bordeaux.", "lieu", "aura", "obj"),
        ("Le procès aura lieu lundi à Bordeaux.", "lundi", "aura", "obl:mod"),
    ],
)
def test_mended(text: str, word: str, head: str, dep: str, parse: Parse, token: Find) -> None:
    doc = parse(text)
    found = token(doc, word)
    assert (doc.tokens[found.head].text, found.dep) == (head, dep)


@pytest.mark.model
def test_a_person_is_not_part_of_the_group_before_the_name(parse: Parse, token: Find) -> None:
    doc = parse("Head of the DPR Denis Pushilin signed a treaty.", "en")
    group, person = token(doc, "DPR"), token(doc, "Pushilin")
    assert (doc.tokens[group.head].text, group.dep) == ("Head", "nmod")
    assert (doc.tokens[person.head].text, person.dep) == ("signed", "nsubj")


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "dep"),
    [
        ("Paul a parlé et Marie a écouté.", "Marie", "nsubj"),
        ("Le maire a reçu un prix et le ministre a souri.", "ministre", "nsubj"),
        ("La ville que Paul aime dort.", "Paul", "nsubj"),
    ],
)
def test_left_alone(text: str, word: str, dep: str, parse: Parse, token: Find) -> None:
    assert token(parse(text), word).dep == dep


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "word", "mood"),
    [
        ("« Libérez nos enfants ! », ont crié les parents.", "Libérez", "Imp"),
        ("« Ne signez pas ce traité », a demandé Ines Pacheco.", "signez", "Imp"),
        ("« Vous signez ce traité », a demandé Ines Pacheco.", "signez", "Ind"),
    ],
)
def test_imperatives(text: str, word: str, mood: str, parse: Parse, token: Find) -> None:
    assert token(parse(text), word).morph.get("Mood") == mood


def test_a_tree_follows_its_tokens() -> None:
    tokens = [
        Token(i, w, i, i + 1, w, "NOUN", "dep", h, {}, 0) for i, (w, h) in enumerate([("a", 0), ("b", 0), ("c", 1)])
    ]
    tree = Tree(tokens)
    assert tree.over(tokens[0], tokens[2]) and tree.last(tokens[0]) == 2
    tree.move(tokens[2], tokens[0], "conj")
    assert tree.children(tokens[1]) == [] and tree.has(tokens[0], "conj")


_WORDS = st.sampled_from(
    ["la", "police", "a", "arrêté", "et", "Karim", "qui", "dit", "lundi", "contre", ",", "d'", "partez"]
)
_POS = st.sampled_from(["NOUN", "PROPN", "VERB", "AUX", "DET", "ADP", "CCONJ", "PRON", "PUNCT", "ADJ", "ADV"])
_DEP = st.sampled_from(
    [
        "nsubj",
        "obj",
        "conj",
        "cc",
        "nmod",
        "xcomp",
        "acl",
        "det",
        "case",
        "mark",
        "advcl",
        "quote",
        "appos",
        "flat:name",
    ]
)
_FORM = st.sampled_from([{}, {"VerbForm": "Fin"}, {"VerbForm": "Inf"}, {"VerbForm": "Part"}, {"PronType": "Rel"}])


@given(
    st.data(),
    st.lists(st.tuples(_WORDS, _POS, _DEP, _FORM, st.sampled_from(["", "PER", "LOC"])), min_size=1, max_size=12),
)
def test_mending_keeps_every_sentence_a_tree(
    data: st.DataObject, rows: list[tuple[str, str, str, dict[str, str], str]]
) -> None:
    """Whatever tree the parser gave, with heads on either side, each token still reaches a root."""
    order = data.draw(st.permutations(range(len(rows))))
    heads = {order[0]: order[0]}
    for k in range(1, len(order)):
        heads[order[k]] = order[data.draw(st.integers(0, k - 1))]
    tokens = [
        Token(
            i, text, i, i + 1, text, pos, dep if heads[i] != i else "root", heads[i], form, 0, ent=ent, ent_start=True
        )
        for i, (text, pos, dep, form, ent) in enumerate(rows)
    ]
    find_hidden(tokens, lexicon("fr"))
    repair(tokens, lexicon("fr"))
    mend_clauses(tokens, lexicon("fr"))
    mend_dependents(tokens, lexicon("fr"))
    for token in tokens:
        here, steps = token, 0
        while here.head != here.i:
            here, steps = tokens[here.head], steps + 1
            assert steps <= len(tokens), "a circle"
