from __future__ import annotations

from hypothesis import given, strategies as st

from kg.annotate.doc import Token
from kg.annotate.mend.clauses import mend_clauses
from kg.annotate.mend.dependents import mend_dependents
from kg.annotate.mend.hidden import find_hidden
from kg.annotate.mend.repair import repair
from kg.annotate.mend.subjects import find_subjects
from kg.annotate.tree import Tree, is_below, roots
from kg.lang import lexicon


def chain(*heads: int) -> list[Token]:
    """Nouns "a", "b", "c" … with these heads."""
    return [Token(i, chr(97 + i), i, i + 1, "", "NOUN", "dep", head, {}, 0) for i, head in enumerate(heads)]


def test_a_tree_follows_its_tokens() -> None:
    tokens = chain(0, 0, 1)
    tree = Tree(tokens)
    assert tree.over(tokens[0], tokens[2]) and tree.last(tokens[0]) == 2
    tree.move(tokens[2], tokens[0], "conj")
    assert tree.children(tokens[1]) == [] and tree.has(tokens[0], "conj")
    tree.move(tokens[1], tokens[1], "root")
    assert tree.children(tokens[0]) == [tokens[2]] and tokens[1].dep == "root"


def test_a_phrase_begins_at_what_opens_it() -> None:
    tokens = chain(2, 2, 2, 2)
    tokens[0].dep, tokens[1].dep, tokens[3].dep = "nsubj", "det", "amod"
    tree = Tree(tokens)
    assert (tree.first(tokens[2]), tree.first(tokens[3])) == (1, 3)


def test_nothing_is_below_itself_and_a_circle_ends() -> None:
    tokens = chain(1, 0, 2)
    assert not is_below(tokens, tokens[2], tokens[2])
    assert not is_below(tokens, tokens[0], tokens[2])


def test_roots() -> None:
    assert roots(chain(1, 1, 1, 4, 4, 3)) == [1, 1, 1, 4, 4, 4]


_WORDS = ["la", "police", "a", "arrêté", "et", "Karim", "qui", "dit", "lundi", "contre", ",", "d'", "partez"]
_POS = ["NOUN", "PROPN", "VERB", "AUX", "DET", "ADP", "CCONJ", "PRON", "PUNCT", "ADJ", "ADV"]
_DEPS = [
    "nsubj", "obj", "obl", "aux:tense", "conj", "cc", "nmod", "xcomp", "acl", "det", "case", "mark", "advcl", "quote",
    "appos", "flat:name",
]  # fmt: skip
_FORMS: list[dict[str, str]] = [{}, {"VerbForm": "Fin"}, {"VerbForm": "Inf"}, {"VerbForm": "Part"}, {"PronType": "Rel"}]


@st.composite
def parsed(draw: st.DrawFn) -> list[Token]:
    """Words with any labels in any tree: heads stand on either side."""
    order = draw(st.permutations(range(draw(st.integers(1, 12)))))
    heads = {order[0]: order[0]}
    for k in range(1, len(order)):
        heads[order[k]] = order[draw(st.integers(0, k - 1))]
    tokens = []
    for i, head in sorted(heads.items()):
        text, pos, dep, form = (draw(st.sampled_from(column)) for column in (_WORDS, _POS, _DEPS, _FORMS))
        ent = draw(st.sampled_from(["", "PER", "LOC"]))
        dep = dep if head != i else "root"
        tokens.append(Token(i, text, i, i + 1, text, pos, dep, head, form, 0, ent=ent, ent_start=True))
    return tokens


@given(parsed())
def test_mending_keeps_every_sentence_a_tree(tokens: list[Token]) -> None:
    """Whatever tree the parser gave, each token still reaches a root."""
    for mend in (find_hidden, repair, mend_clauses, mend_dependents, find_subjects):
        mend(tokens, lexicon("fr"))
        for token in tokens:
            here, steps = token, 0
            while here.head != here.i:
                here, steps = tokens[here.head], steps + 1
                assert steps <= len(tokens), f"a circle after {mend.__name__}"
