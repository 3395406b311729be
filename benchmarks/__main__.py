"""Run every benchmark of this folder, one after the other: `make bench`, or `python -m benchmarks extraction`.

What follows the names and begins with a dash is for the one benchmark named: `python -m benchmarks kills --kills 9`.
"""

from __future__ import annotations

import importlib
import sys
from itertools import takewhile
from pathlib import Path


def main(given: list[str]) -> int:
    """Run the named benchmarks, or all; each has a `main()` that prints its own table; the worst exit code."""
    wanted = list(takewhile(lambda word: not word.startswith("-"), given))
    options = given[len(wanted) :]
    here = Path(__file__).parent
    every = sorted(path.stem for path in here.glob("*.py") if not path.stem.startswith("_") and path.stem != "texts")
    unknown = [name for name in wanted if name not in every]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    if options and len(wanted) != 1:
        print(f"Which benchmark is {options[0]} for? Name one.", file=sys.stderr)
        return 2
    sys.argv = [*sys.argv[:1], *options]
    worst = 0
    for name in wanted or every:
        print(f"\n# {name}")
        worst = max(worst, importlib.import_module(f"benchmarks.{name}").main() or 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
