"""The temporal tagger: Doc -> intervals.

To add a language, write `kg/lang/<code>-time.toml`: words by class and patterns over the classes (French is the
model, its comments explain the notation), add the sixteen sentences of `tests/extract/times` in it, and nothing
else: the engine knows no language.
"""

from kg.extract.times.publication import publication_days, publication_interval
from kg.extract.times.tagger import tag
from kg.extract.times.timeml import timex_predictions
from kg.extract.times.values import owl_time

__all__ = ["owl_time", "publication_days", "publication_interval", "tag", "timex_predictions"]
