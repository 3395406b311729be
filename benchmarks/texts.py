"""The texts that benchmarks run on: the shared development corpus where it is there, else data/ of this project."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from kg.config import settings
from kg.model import Article
from kg.read import read

ROOT = Path(__file__).resolve().parent.parent


def news(language: str, words: int) -> list[Article]:
    """Different articles of one language, whole ones, until there are `words` words. Text that repeats flatters."""
    shared = Path(os.environ.get("KG_SHARED") or ROOT.parent / "shared") / "corpus" / language
    source = shared if shared.is_dir() else ROOT / "data"
    found: list[Article] = []
    total = 0
    articles = read([source], settings=settings({"published": "2022-02"}), on_skip=lambda _: None)
    for article in islice(articles, 5000):
        if article.language == language and total < words:
            found.append(article)
            total += len(article.text.split())
    return found
