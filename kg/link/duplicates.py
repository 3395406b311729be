"""Articles that are copies of one text: wire copy under another title, cut or touched up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import combinations, groupby
from operator import itemgetter

from kg.link import sketch
from kg.link.corpus import Corpus
from kg.link.records import Record
from kg.link.union import Groups

COPY = 0.8  # of the shorter text's shingles that stand in the other
_DAYS = timedelta(days=3)
_LONG = 12  # shingles: shorter texts are alike by chance


def duplicates(corpus: Corpus) -> list[list[int]]:
    """Groups of two or more articles (their numbers) that tell the same text, sorted.

    Candidates share one of their smallest hashes.

    >>> from kg.link.spill import Spill
    >>> from kg.model import Article, Extraction
    >>> text = " ".join(str(k) for k in range(10, 90))
    >>> duplicates(Corpus([Extraction(Article(name, text)) for name in "ab"], Spill()))
    [[1, 2]]
    """
    spill = corpus.spill
    spill.run("CREATE TABLE hash(value INTEGER, no INTEGER)")
    spill.run("CREATE TABLE alike(a INTEGER, b INTEGER)")
    for number, values in corpus.sketches():
        if len(values) >= _LONG:
            spill.add("hash", ((value, number) for value in sketch.keys(values)), 2)
    rows = spill.run("SELECT value, no FROM hash ORDER BY value, no")
    for _, block in groupby(rows, key=itemgetter(0)):
        spill.add("alike", combinations([number for _, number in block], 2), 2)
    groups: dict[int, list[int]] = {}  # of copies alone, which are few: every member -> its group
    for a, b in spill.run("SELECT DISTINCT a, b FROM alike ORDER BY a, b"):
        if groups.get(a, a) is groups.get(b, b) or _far(corpus.head(a), corpus.head(b)):
            continue
        if sketch.share(corpus.sketch(a), corpus.sketch(b)) >= COPY:
            joined = sorted({*groups.get(a, [a]), *groups.get(b, [b])})
            groups.update(dict.fromkeys(joined, joined))
    for table in ("hash", "alike"):
        spill.run(f"DROP TABLE {table}")
    return [group for first, group in sorted(groups.items()) if first == group[0]]


def copied(copies: Iterable[Sequence[int]]) -> Callable[[int, int], bool]:
    """Whether two articles tell the same text."""
    home = {number: group[0] for group in copies for number in group}
    return lambda a, b: a != b and a in home and home[a] == home.get(b)


def tellers(corpus: Corpus, copies: Iterable[Sequence[int]]) -> Callable[[int], int]:
    """Article -> a number for whoever tells it: copies are of one teller, and so are the articles of one source."""
    groups = Groups(corpus.count + 1)
    first_of: dict[bytes, int] = {}
    for number, source in corpus.sources():
        groups.join(number, first_of.setdefault(source, number))
    for first, *others in copies:
        for other in others:
            groups.join(first, other)
    return groups.root


def _far(a: Record, b: Record) -> bool:
    """Whether two articles cannot be of the same days: a form that is filled in every week is no copy."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return False
    return max(a.first, b.first) - min(a.last, b.last) > _DAYS
