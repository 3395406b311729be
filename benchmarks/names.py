"""Names of persons, organisations and places found in annotated French news, against the bare spaCy pipeline.

Reads `corpus/fr/winer_ner_dev.jsonl` of the shared data (rows with `raw_text` and `entities`), every third article.
A name counts when its span overlaps one of the same type, each used once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from kg.annotate import annotate, pipeline
from kg.extract.mentions import names
from kg.lang import lexicon
from kg.model import Article

KINDS = {"PER": "Person", "ORG": "Organization", "GROUP": "Organization", "GPE": "Location", "LOC": "Location"}
Named = tuple[int, int, str]  # start, end, kind


def ours(articles: list[Article]) -> list[list[Named]]:
    found = []
    for doc in annotate(articles):
        rows = []
        for name in names(doc, lexicon("fr")):
            kind = KINDS.get(name.label, "")
            if kind and name.kind != "people":
                rows.append((doc.tokens[name.first].start, doc.tokens[name.last - 1].end, kind))
        found.append(rows)
    return found


def bare(articles: list[Article]) -> list[list[Named]]:
    nlp = pipeline("fr")
    docs = (nlp(article.text) for article in articles)
    return [[(e.start_char, e.end_char, KINDS[e.label_]) for e in doc.ents if e.label_ in KINDS] for doc in docs]


def hits(gold: Iterable[Named], found: Iterable[Named]) -> int:
    free, count = list(found), 0
    for start, end, kind in gold:
        at = next((i for i, (a, b, k) in enumerate(free) if k == kind and a < end and start < b), None)
        if at is not None:
            del free[at]
            count += 1
    return count


def main() -> None:
    path = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2] / "shared") / "corpus/fr/winer_ner_dev.jsonl"
    if not path.is_file():
        print("left out: no annotated names here (set KG_SHARED)")
        return
    rows = [json.loads(line) for n, line in enumerate(path.read_text(encoding="utf-8").splitlines()) if n % 3 == 0]
    articles = [Article(row["id"], row["raw_text"], language="fr") for row in rows]
    wanted = set(KINDS.values())
    gold = [[(e["start"], e["end"], e["type"]) for e in row["entities"] if e["type"] in wanted] for row in rows]
    for title, found in (("bare pipeline", bare(articles)), ("names of kg", ours(articles))):
        for kind in ("", *sorted(wanted)):
            pairs = [
                ([g for g in a if kind in ("", g[2])], [f for f in b if kind in ("", f[2])])
                for a, b in zip(gold, found, strict=True)
            ]
            right = sum(hits(a, b) for a, b in pairs)
            precision = right / max(1, sum(len(b) for _, b in pairs))
            recall = right / max(1, sum(len(a) for a, _ in pairs))
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            print(f"{title:14} {kind or 'all':14} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
