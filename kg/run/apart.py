"""Articles under ids of their own, also beside those of earlier runs.

An article without an id is called by its file: `a/news.txt` and `b/news.txt` are both "news". Within a run `kg.read`
tells them apart; this does the same with what the shelf holds, so that two runs give what one would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from kg.errors import InputError, KgError
from kg.ids import digest
from kg.model import Article
from kg.shelf import Shelf, fingerprint


def apart(
    articles: Iterable[Article], shelf: Shelf, models: Mapping[str, str], notice: Callable[[KgError], None]
) -> Iterator[Article]:
    """The articles, those under another id whose own an article of another file has; a file that changed keeps its."""
    for article in articles:
        if not _named_by_file(article) or shelf.holds(article.id, fingerprint(article, models)):
            yield article
            continue
        where = shelf.where(article.id)
        if where is None or same_file(where, article.where):
            yield article
            continue
        fresh = f"{article.id}-{digest(article.text, article.published, article.title)[:8]}"
        what = f'the id "{article.id}" is of an article from {where}; this one is "{fresh}".'
        notice(InputError(what, where=article.where, hint="Give articles ids of their own to replace them."))
        yield replace(article, id=fresh)


def same_file(one: str, other: str) -> bool:
    """Whether two paths may be of one file, seen from two folders; nothing is looked up.

    >>> same_file("news/a.txt", "/home/me/news/a.txt"), same_file("old/a.txt", "new/a.txt")
    (True, False)
    """
    if one == other:
        return bool(PurePath(one).suffix)  # standard input is another text every time
    a, b = ([part for part in PurePath(path).parts if part != "."] for path in (one, other))
    shorter = min(len(a), len(b))
    return shorter > 0 and a[-shorter:] == b[-shorter:]


def _named_by_file(article: Article) -> bool:
    path = PurePath(article.where)
    return article.id in (path.stem, path.name) or not path.suffix
