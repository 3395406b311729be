"""Roles in a row, set off by commas from one person's name: "Anna Berg, députée du Nord et cheffe de X, a …".

Parsers hang the later ones anywhere; the order of the words tells. Read only where the row is closed behind, as names
in a list are not.
"""

from __future__ import annotations

from kg.annotate.doc import Token
from kg.extract.discourse import Discourse, add
from kg.extract.mentions import Phrase
from kg.extract.naming import remember

_INSIDE = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM"})  # what may belong to a role behind its noun
_CLOSING = frozenset({",", ".", ")", ";"})


def join_rows(talk: Discourse) -> None:
    """Put the roles of each row into the cluster of the name they stand beside."""
    if not talk.articled:
        return
    roles = {p.first: p for p in talk.phrases if p.kind == "nominal" and p.label == "PER" and not p.plural}
    names = {p.first: p for p in talk.phrases if p.kind == "name" and p.label == "PER" and p.entity >= 0}
    tokens = talk.doc.tokens
    for name in names.values():
        if name.last < len(tokens) and tokens[name.last].text == ",":
            row, end = _row(talk, roles, name.last + 1)
            alone = len(row) == 1 and not _bare(talk, row[0])
            verbal = end + 1 < len(tokens) and tokens[end + 1].pos in ("VERB", "AUX", "PRON")
            if row and end < len(tokens) and tokens[end].text in _CLOSING and (not alone or verbal):
                _join(talk, name, row)
    for first in sorted(roles):
        row, end = _row(talk, roles, first)
        named = names.get(end + 1) if end < len(tokens) and tokens[end].text == "," else None
        opening = first == 0 or tokens[first - 1].sent != tokens[first].sent or tokens[first - 1].text in ",;:«"
        if named is not None and opening and len(row) > 1 and not _bare(talk, row[0]) and named.sent == row[0].sent:
            _join(talk, named, row)


def _row(talk: Discourse, roles: dict[int, Phrase], i: int) -> tuple[list[Phrase], int]:
    """The roles from token `i` on, all but the first without an article, and the token behind the last."""
    tokens = talk.doc.tokens
    row: list[Phrase] = []
    while (role := roles.get(i)) is not None and (not row or _bare(talk, role)):
        row.append(role)
        i = role.last
        while i < len(tokens) and tokens[i].pos in _INSIDE and not _joint(talk, tokens[i]):
            i += 1
        if i + 1 >= len(tokens) or not (tokens[i].text == "," or _joint(talk, tokens[i])):
            break
        following = roles.get(i + 1)
        if following is None or not _bare(talk, following):
            break
        i += 1
    return row, i


def _joint(talk: Discourse, token: Token) -> bool:
    return token.text.lower() in talk.joints


def _bare(talk: Discourse, phrase: Phrase) -> bool:
    """Without article or number: "députée du Nord"."""
    return not any(c.dep in ("det", "nummod") for c in talk.doc.children(talk.doc.tokens[phrase.head]))


def _join(talk: Discourse, name: Phrase, row: list[Phrase]) -> None:
    cluster = talk.clusters[name.entity]
    for role in row:
        apart = cluster.gender and role.gender and cluster.gender != role.gender
        if role.entity < 0 and not apart:
            add(cluster, role)
            remember(talk, cluster, role)
