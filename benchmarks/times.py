"""Time expressions a second, in one run: our tagger on parsed documents against `dateparser.search.search_dates`.

The parse is made for all of extraction and is not counted; its share is printed, so that the cost of tagging can
be seen against it. dateparser gets the sentences one by one, which is what its documentation asks for.
"""

from __future__ import annotations

from datetime import datetime
from time import perf_counter

from dateparser.search import search_dates

from benchmarks.texts import news
from kg.annotate import annotate
from kg.extract.times import tag

WORDS = 12_000
SENTENCES = 120  # dateparser is slow: a part of the text is enough for a rate


def main() -> None:
    """Print one table."""
    print(f"{'':10}{'kg expressions/s':>18}{'dateparser /s':>15}{'ratio':>8}{'share of parsing':>18}")
    for language in ("fr", "en"):
        articles = news(language, WORDS)
        if not articles:
            continue
        list(annotate(articles[:1]))
        start = perf_counter()
        docs = list(annotate(articles))
        parsing = perf_counter() - start
        tag(docs[0])  # the grammar is compiled once
        start = perf_counter()
        ours = sum(len(tag(doc)) for doc in docs)
        tagging = perf_counter() - start
        lines = [s.span.of(doc.article.text) for doc in docs for s in doc.sentences][:SENTENCES]
        base = {"RELATIVE_BASE": datetime(2022, 2, 16)}
        search_dates(lines[0], languages=[language], settings=base)
        start = perf_counter()
        theirs = sum(len(search_dates(line, languages=[language], settings=base) or []) for line in lines)
        searching = perf_counter() - start
        rate, other = ours / tagging, theirs / searching
        print(f"{language:10}{rate:18.0f}{other:15.0f}{rate / other:8.0f}{100 * tagging / parsing:17.1f}%")


if __name__ == "__main__":
    main()
