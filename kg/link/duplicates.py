"""Articles that are copies of one text: wire copy under another title, cut or touched up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from kg.link import sketch
from kg.link.records import Record
from kg.link.union import Groups
from kg.model import Ref

COPY = 0.8  # of the shorter text's shingles that stand in the other
_DAYS = timedelta(days=3)
_LONG = 12  # shingles: shorter texts are alike by chance


def duplicates(made: Iterable[Record]) -> tuple[tuple[str, ...], ...]:
    """Groups of two or more articles that tell the same text, sorted. Candidates share one of their smallest hashes.

    >>> from kg.model import Article, Extraction
    >>> from kg.link.records import record
    >>> text = " ".join(str(k) for k in range(10, 90))
    >>> duplicates([record(Extraction(Article(name, text))) for name in "ab"])
    (('a', 'b'),)
    """
    table = {record.article: record for record in made}
    groups = Groups[str]()
    for a, b in sketch.candidates((r.article, r.sketch) for r in table.values()):
        left, right = table[a].sketch, table[b].sketch
        if _far(table[a], table[b]):
            continue
        if min(len(left), len(right)) >= _LONG and sketch.share(left, right) >= COPY:
            groups.join(a, b)
    return tuple(tuple(group) for group in groups.all() if len(group) > 1)


def independent(
    clusters: Iterable[Sequence[Ref]], copies: Iterable[Sequence[str]], made: Iterable[Record]
) -> dict[Ref, int]:
    """First event of each cluster -> how many tell it independently: copies count once, and so does one source.

    >>> independent([(Ref("a", "e1"), Ref("b", "e1"))], [("a", "b")], [])
    {Ref(article='a', id='e1'): 1}
    """
    teller = Groups[str]()
    first_of: dict[str, str] = {}
    for record in made:
        if record.source:
            teller.join(record.article, first_of.setdefault(record.source, record.article))
    for group in copies:
        for article in group[1:]:
            teller.join(group[0], article)
    return {cluster[0]: len({teller.root(ref.article) for ref in cluster}) for cluster in clusters}


def _far(a: Record, b: Record) -> bool:
    """Whether two articles cannot be of the same days: a form that is filled in every week is no copy."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return max(a.first, b.first) - min(a.last, b.last) > _DAYS
