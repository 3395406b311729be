"""MinHash with one hash function: the k smallest hashes of a text's word shingles.

Two texts that share most of their shingles share most of their smallest hashes (k minimum values; Bar-Yossef et al.
2002, Broder 1997). A shingle is hashed once, not once a permutation, so no library is needed to be fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

SIZE = 96  # hashes kept of a text
SHINGLE = 4  # words in a shingle
_KEYS = 12  # of them, those by which candidates are found


def sketch(words: Sequence[str]) -> tuple[int, ...]:
    """The smallest hashes of a text, ascending; fewer than `SIZE` for a short text.

    >>> sketch("a b c d e".split()) == sketch("a b c d e".split()), len(sketch(["a"]))
    (True, 1)
    """
    last = max(1, len(words) - SHINGLE + 1)
    found = {_spread(crc32(" ".join(words[k : k + SHINGLE]).encode("utf-8", "surrogatepass"))) for k in range(last)}
    return tuple(sorted(found)[:SIZE])


def _spread(value: int) -> int:
    """CRC is linear; a multiplication makes the order of its values independent of the text."""
    value = (value ^ (value >> 15)) * 0x2C1B3C6D & 0xFFFFFFFF
    return value ^ (value >> 12)


def likeness(a: Sequence[int], b: Sequence[int]) -> float:
    """Estimated Jaccard likeness of two texts from their sketches, in [0, 1]; the error is about 0.05.

    >>> likeness(sketch("a b c d e f".split()), sketch("a b c d e f".split()))
    1.0
    """
    if not a or not b:
        return 0.0
    union = sorted({*a, *b})[: min(SIZE, max(len(a), len(b)))]
    both = set(a) & set(b)
    return sum(value in both for value in union) / len(union)


def share(a: Sequence[int], b: Sequence[int]) -> float:
    """How much of the shorter text stands in the other: the likeness of a copy that was cut, in [0, 1].

    Only hashes under the smaller of the two maxima are known of both.

    >>> text = "a b c d e f g h i j".split()
    >>> share(sketch(text), sketch(text[:7]))
    1.0
    """
    if not a or not b:
        return 0.0
    low = min(a[-1] if len(a) == SIZE else 1 << 32, b[-1] if len(b) == SIZE else 1 << 32)
    left, right = {v for v in a if v <= low}, {v for v in b if v <= low}
    fewer = min(len(left), len(right))
    return len(left & right) / fewer if fewer else 0.0


def keys(values: Sequence[int]) -> Sequence[int]:
    """The hashes of a sketch by which candidates are found."""
    return values[:_KEYS]


def candidates(sketches: Iterable[tuple[str, Sequence[int]]]) -> Iterator[tuple[str, str]]:
    """Pairs of names whose texts may be alike: they share one of their smallest hashes. Sorted, each once."""
    blocks: dict[int, list[str]] = {}
    for name, values in sketches:
        for value in keys(values):
            blocks.setdefault(value, []).append(name)
    pairs = {(min(a, b), max(a, b)) for names in blocks.values() for k, a in enumerate(names) for b in names[k + 1 :]}
    yield from sorted(pair for pair in pairs if pair[0] != pair[1])
