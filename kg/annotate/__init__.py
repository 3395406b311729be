"""Article -> Doc: segments first, then spaCy, then one tree a sentence with its quotations grafted in.

To add a language: name its spaCy pipeline in `pipeline.DEFAULT_MODELS` (or in a user's kg.toml); if the
pipeline's labels are not Universal Dependencies, add a table like `harmonise.py`.

What parsers get wrong is mended before anything is extracted, by the passes of `mend`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.annotate.doc import Doc, Sentence, Token
from kg.annotate.graft import assemble
from kg.annotate.pipeline import pipeline, sentence_starts
from kg.annotate.running import run
from kg.annotate.units import layout
from kg.model import Article

__all__ = ["Doc", "Sentence", "Token", "annotate", "pipeline"]


def annotate(articles: Iterable[Article], *, models: Mapping[str, str] | None = None) -> Iterator[Doc]:
    """One `Doc` an article, in order; `article.language` must be set.

    The units of one article make one batch, so that its parse never depends on its neighbours.

    >>> doc, = annotate([Article("a", "Moscou a réfuté.", language="fr")])
    >>> [t.text for t in doc.tokens if t.dep == "root"]
    ['réfuté']
    """
    for article in articles:
        plan = layout(article.text)
        nlp = pipeline(article.language, models)
        made = [sentence_starts(nlp.make_doc(unit.text)) for unit in plan.units]
        yield assemble(article, plan, run(nlp, made))
