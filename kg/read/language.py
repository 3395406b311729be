"""Which language a text is in, by its function words; "und" when that cannot be told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice

from kg import lang

UNKNOWN = "und"
_WORD = re.compile(r"[^\W\d_]+")
_READ = 1000  # words looked at
_LEAST_SHARE = 0.15  # of the words; a list of names or a table of numbers has fewer
_LEAST_LEAD = 1.3  # over the second language, which shares words: "la", "de", "que"


def detect(text: str) -> str:
    """The language code (also of a language without a lexicon), or "und".

    >>> detect("Le ministre a déclaré que la réunion se tiendra jeudi."), detect("Hello"), detect("Das ist nicht wahr.")
    ('fr', 'und', 'de')
    """
    words = Counter(found.group().lower() for found in islice(_WORD.finditer(text), _READ))
    counts = {code: sum(words[word] for word in words.keys() & known) for code, known in _function_words().items()}
    first, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    best = counts[first]
    if best < 2 or best < _LEAST_SHARE * words.total() or best < _LEAST_LEAD * counts[second]:
        return UNKNOWN
    return first


@cache
def _function_words() -> Mapping[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in lang.load("function-words").items()}
