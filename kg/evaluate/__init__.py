"""Gold in, figures out: how good the extraction is, what it gets wrong, and the floors it may not fall under.

`record` gives an extraction in the gold's own form, `compare` lays one record beside its gold, `figures` counts.
To add a figure: count it in `score.figures`; to add an error class: name it in `review.classify`.
"""

from kg.evaluate.floors import check_floors, gold_digest, raise_floors, read_floors
from kg.evaluate.form import record
from kg.evaluate.gold import read_records, read_texts
from kg.evaluate.reliability import reliability
from kg.evaluate.review import by_class, differences, listing
from kg.evaluate.score import Comparison, compare, compare_all, figures

__all__ = [
    "Comparison",
    "by_class",
    "check_floors",
    "compare",
    "compare_all",
    "differences",
    "figures",
    "gold_digest",
    "listing",
    "raise_floors",
    "read_floors",
    "read_records",
    "read_texts",
    "record",
    "reliability",
]
