"""Mend what parsers often get wrong about clauses, where grammar alone can tell.

- A finite verb coordinated with an infinitive or participle ("visant à renforcer … et a affirmé") belongs to the
  nearest finite clause above.
- "à choisir …, à inverser … et à retirer": infinitives with one marker are a list, not one another's complement.
"""

from __future__ import annotations

from kg.annotate.doc import Token

_VERBS = ("VERB", "AUX")
_AUX = ("aux", "aux:tense", "aux:pass", "cop")


def repair(tokens: list[Token]) -> None:
    """Reattach, in place; `children` lists are not touched."""
    children: dict[int, list[Token]] = {}
    for token in tokens:
        if token.head != token.i:
            children.setdefault(token.head, []).append(token)
    for token in tokens:
        if token.pos not in _VERBS or token.head == token.i:
            continue
        if token.dep == "conj" and _finite(token, children):
            _climb(token, tokens, children)
        elif token.dep in ("xcomp", "advcl", "obl:arg") and _infinitive(token):
            above = tokens[token.head]
            mark = _mark(token, children)
            if mark and _infinitive(above) and mark == _mark(above, children) and tokens[token.i - 2].text == ",":
                token.dep = "conj"


def _finite(token: Token, children: dict[int, list[Token]]) -> bool:
    if token.morph.get("VerbForm") == "Fin":
        return True
    return any(c.dep in _AUX and c.morph.get("VerbForm") == "Fin" for c in children.get(token.i, ()))


def _infinitive(token: Token) -> bool:
    return token.pos in _VERBS and token.morph.get("VerbForm") == "Inf"


def _mark(token: Token, children: dict[int, list[Token]]) -> str:
    return next((c.text.lower() for c in children.get(token.i, ()) if c.dep == "mark"), "")


def _climb(token: Token, tokens: list[Token], children: dict[int, list[Token]]) -> None:
    above = tokens[token.head]
    if _finite(above, children) or (above.pos not in _VERBS and above.dep == "root"):
        return
    seen = {token.i}
    while above.head != above.i and above.i not in seen:
        seen.add(above.i)
        above = tokens[above.head]
        if above.pos in _VERBS and _finite(above, children) and above.dep != "acl:relcl":
            token.head = above.i
            return
