"""A pipeline's parts over one batch: spaCy's own, or a faster equal where one is known.

spaCy cuts a batch into quarters for parser and recogniser; asked for four times as many, they take it whole.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Step = Callable[["list[Doc]"], "list[Doc]"]


def run(nlp: Language, docs: list[Doc]) -> list[Doc]:
    """The docs annotated by every part of the pipeline, as `nlp.pipe` would."""
    if docs:
        for step in _steps(nlp):
            docs = step(docs)
    return docs


@cache
def _steps(nlp: Language) -> tuple[Step, ...]:
    from kg.annotate.entities import EntityDecoder  # imported late, as numpy is: few commands need it
    from kg.annotate.lemmas import LemmaTable
    from kg.annotate.ruler import RulerTable
    from kg.annotate.vectors import TensorStep

    return tuple(
        RulerTable.of(part) or EntityDecoder.of(part) or LemmaTable.of(part) or TensorStep.of(part) or _plain(part)
        for _, part in nlp.pipeline
    )


def _plain(part: Any) -> Step:
    if hasattr(part, "pipe"):
        return lambda docs: list(part.pipe(docs, batch_size=4 * len(docs)))
    return lambda docs: [part(doc) for doc in docs]
