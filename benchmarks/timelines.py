"""Score timelines over raw text: `python benchmarks/timelines.py ARTICLES.jsonl TIMELINES.jsonl SENTENCES.jsonl`.

ARTICLES is read like any input; TIMELINES are reference timelines, SENTENCES gives each article's sentences by
`article_id` (rows with `doc_id` and `sentences_tokenised`). Prints one row a target, then the micro average.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from kg.config import settings
from kg.evaluate.timelines import Score, read_reference, score, timeline
from kg.link import link
from kg.pipeline import Messages, extractions


def figures(found: Score) -> str:
    return f"P {found.precision:.3f} R {found.recall:.3f} F1 {found.f1:.3f}"


def main() -> None:
    given = [Path(name) for name in sys.argv[1:4]]
    if len(given) < 3:
        shared = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2] / "shared") / "corpus" / "en"
        given = [
            shared / name for name in ("wikinews_apple.jsonl", "timelines_apple_dev.jsonl", "meantime_apple_dev.jsonl")
        ]
    if not all(path.is_file() for path in given):
        print("left out: no timelines here (name three files, or set KG_SHARED)")
        return
    articles, gold, split = given
    found = [extraction for extraction, _ in extractions([articles], settings({}), messages=Messages())]
    linkage = link(found)
    rows = [json.loads(line) for line in split.read_text(encoding="utf-8").splitlines()]
    sentences = {row["article_id"]: row["sentences_tokenised"] for row in rows}
    names = {row["article_id"].rsplit("-", 1)[-1]: row["article_id"] for row in rows}
    total, ordered = Score(), Score()
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        reference = read_reference(row, names)
        made = timeline(row["entity"], found, linkage, sentences)
        one = score(made, reference)
        total, ordered = total + one, ordered + score(made, reference, dates=False)
        print(f"{row['entity']:24} {len(made):4} of {len(reference):4}  {figures(one)}")
    for name, figure in (("order and dates", total), ("order alone", ordered)):
        print(f"{name:24} {'':12}  {figures(figure)}")


if __name__ == "__main__":
    main()
