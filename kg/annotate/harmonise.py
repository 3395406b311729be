"""English dependency labels of spaCy (ClearNLP) -> Universal Dependencies, so that extraction knows one scheme.

The differences that matter: prepositions head their noun (UD: the noun has a `case` child), copulas head their
complement (kept: "be" is a state and is never an event), and passives and agents have labels of their own.
Source: the UD v2 guidelines, and the label list of spaCy's English pipelines.
"""

from __future__ import annotations

from kg.annotate.doc import Token

_LABELS = {
    "ROOT": "root", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "dobj": "obj", "dative": "iobj",
    "auxpass": "aux:pass", "relcl": "acl:relcl", "poss": "nmod:poss", "attr": "xcomp", "acomp": "xcomp",
    "oprd": "xcomp", "prt": "compound:prt", "nn": "compound", "neg": "advmod", "npadvmod": "obl:npmod",
    "nmod": "compound", "quantmod": "advmod", "preconj": "cc:preconj", "predet": "det:predet", "meta": "dep",
    "intj": "discourse", "expl": "expl",
}  # fmt: skip


def to_universal(tokens: list[Token]) -> None:
    """Relabel, and put each preposition under its noun, in place; `children` lists are not touched."""
    for token in tokens:
        token.dep = _LABELS.get(token.dep, token.dep)
    for token in tokens:
        if token.dep in ("pobj", "pcomp") and tokens[token.head].dep in ("prep", "agent", "iobj"):
            _lift(token, tokens)


def _lift(noun: Token, tokens: list[Token]) -> None:
    """`gave -prep-> to -pobj-> Russia` becomes `gave -obl-> Russia -case-> to`."""
    preposition = tokens[noun.head]
    governor = tokens[preposition.head]
    clause = noun.dep == "pcomp" and noun.pos in ("VERB", "AUX")
    if preposition.dep == "agent":
        label = "obl:agent"
    elif preposition.dep == "iobj":
        label = "iobj"
    elif clause:
        label = "advcl"
    else:
        label = "nmod" if governor.pos in ("NOUN", "PROPN", "PRON", "NUM") else "obl"
    noun.head, noun.dep = governor.i, label
    preposition.head, preposition.dep = noun.i, "mark" if clause else "case"
