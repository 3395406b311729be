"""Run every benchmark of this folder, one after the other: `make bench`, or `python -m benchmarks extraction`."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def main(wanted: list[str]) -> int:
    """Run the named benchmarks, or all; each has a `main()` that prints its own table."""
    here = Path(__file__).parent
    every = sorted(path.stem for path in here.glob("*.py") if not path.stem.startswith("_") and path.stem != "texts")
    unknown = [name for name in wanted if name not in every]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}. There are: {', '.join(every)}.", file=sys.stderr)
        return 2
    sys.argv = sys.argv[:1]  # a benchmark run by its name takes no files
    for name in wanted or every:
        print(f"\n# {name}")
        importlib.import_module(f"benchmarks.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
