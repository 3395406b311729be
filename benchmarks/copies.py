"""Copies planted among French articles, found by the sketch of `kg.link.sketch` and by MinHash libraries.

Of each kind (cut, words edited, sentences dropped, text added) a hundred copies are made with a fixed seed. `rensa` and
`datasketch` are compared where they are installed, with word shingles of the same length; both estimate Jaccard
likeness, from which the share of the shorter text follows when the numbers of shingles are known.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kg.link import sketch
from kg.link.duplicates import COPY
from kg.link.words import words

Words = Sequence[str]
Pair = tuple[str, str]
EACH = 100  # copies of a kind


def shingles(said: Words) -> set[str]:
    size = sketch.SHINGLE
    return {" ".join(said[k : k + size]) for k in range(max(1, len(said) - size + 1))}


def planted(texts: dict[str, str]) -> tuple[dict[str, Words], dict[str, Pair]]:
    """Articles and copies by name; copy -> (its article, the kind)."""
    dice = random.Random(11)
    found: dict[str, Words] = {name: said for name, text in texts.items() if len(said := words(text)) >= 18}
    originals = sorted(found)
    every = [word for name in originals for word in found[name]]

    def edited(said: Words, rate: float) -> Words:
        return [dice.choice(every) if dice.random() < rate else word for word in said]

    def thinned(name: str) -> Words:
        return words(" ".join(s for k, s in enumerate(re.split(r"(?<=[.!?])\s+", texts[name])) if k % 5 != 4))

    def longer(said: Words) -> Words:
        return [*said, *found[dice.choice(originals)][: len(said) // 5]]

    kinds: dict[str, Callable[[str], Words]] = {
        "cut to 50 %": lambda name: found[name][: len(found[name]) // 2],
        "cut to 70 %": lambda name: found[name][: len(found[name]) * 7 // 10],
        "cut to 90 %": lambda name: found[name][: len(found[name]) * 9 // 10],
        "2 % of words edited": lambda name: edited(found[name], 0.02),
        "4 % of words edited": lambda name: edited(found[name], 0.04),
        "8 % of words edited": lambda name: edited(found[name], 0.08),
        "every fifth sentence dropped": thinned,
        "cut to 70 %, 4 % edited": lambda name: edited(found[name][: len(found[name]) * 7 // 10], 0.04),
        "a fifth added": lambda name: longer(found[name]),
    }
    copies = {
        f"{name}+{kind}": (name, kind) for kind in kinds for name in dice.sample(originals, min(EACH, len(originals)))
    }
    made = {copy: kinds[kind](name) for copy, (name, kind) in copies.items()}
    return {**found, **made}, copies


def ours(texts: dict[str, Words]) -> Iterator[Pair]:
    made = {name: sketch.sketch(said) for name, said in texts.items()}
    for a, b in sketch.candidates(made.items()):
        if min(len(made[a]), len(made[b])) >= 12 and sketch.share(made[a], made[b]) >= COPY:
            yield a, b


def library(name: str, texts: dict[str, Words], permutations: int) -> Iterator[Pair]:
    """Pairs by a library's MinHash and its hash tables, judged by the same share of the shorter text."""
    module: Any = importlib.import_module(name)
    keys = sorted(texts)
    sizes, made = {}, {}
    if name == "rensa":
        table = module.RMinHashLSH(threshold=0.4, num_perm=permutations, num_bands=permutations // 2)
    else:
        table = module.MinHashLSH(threshold=0.3, num_perm=permutations)
    for number, key in enumerate(keys):
        parts = sorted(shingles(texts[key]))
        sizes[key] = len(parts)
        if name == "rensa":
            made[key] = module.RMinHash(num_perm=permutations, seed=1)
            made[key].update(parts)
        else:
            made[key] = module.MinHash(num_perm=permutations, seed=1)
            made[key].update_batch([part.encode() for part in parts])
        table.insert(number, made[key])
    for number, a in enumerate(keys):
        for other in sorted(n for n in table.query(made[a]) if n > number):
            b = keys[other]
            likeness = made[a].jaccard(made[b])
            both = likeness * (sizes[a] + sizes[b]) / (1 + likeness)
            if both / min(sizes[a], sizes[b]) >= COPY:
                yield a, b


def report(title: str, texts: dict[str, Words], copies: dict[str, Pair], find: Callable[[], Iterator[Pair]]) -> None:
    start = time.perf_counter()
    pairs = {tuple(sorted(pair)) for pair in find()}
    seconds = time.perf_counter() - start
    origin = {name: copies[name][0] if name in copies else name for name in texts}
    false = [(a, b) for a, b in pairs if origin[a] != origin[b]]
    parts = {name: shingles(texts[name]) for pair in false for name in pair}
    wrong = sum(len(parts[a] & parts[b]) < COPY * 0.8 * min(len(parts[a]), len(parts[b])) for a, b in false)
    hits = Counter(kind for copy, (name, kind) in copies.items() if tuple(sorted((copy, name))) in pairs)
    print(
        f"{title:24} {sum(hits.values()):4} of {len(copies)} copies, {len(false)} pairs of two articles "
        f"({wrong} of them share less than {COPY * 0.8:.2f}), {seconds:.2f} s"
    )
    print("    " + "; ".join(f"{kind} {hits[kind]}" for kind in sorted({kind for _, kind in copies.values()})))


def main() -> None:
    path = Path(os.environ.get("KG_SHARED") or Path(__file__).parents[2] / "shared") / "corpus/fr/articles.jsonl"
    if not path.is_file():
        print("left out: no articles here (set KG_SHARED)")
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    texts, copies = planted({row["id"]: row["text"] for row in rows})
    print(f"{len(texts) - len(copies)} articles")
    report("kg.link.sketch", texts, copies, partial(ours, texts))
    for name, permutations in (("rensa", 128), ("rensa", 256), ("datasketch", 128)):
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        report(f"{name}, {permutations}", texts, copies, partial(library, name, texts, permutations))


if __name__ == "__main__":
    main()
