"""`python -m geo.demo [NAME ...]` writes demos anew into data/demo: those named, or all."""

import sys

from geo.demo import WRITERS, write_demo
from geo.workspace import DEMOS


def main(names: list[str]) -> int:
    """Write demos; 0 where each is known, 2 otherwise."""
    unknown = [name for name in names if name not in WRITERS]
    if unknown:
        print(f"There is no demo {', '.join(unknown)}. Demos: {', '.join(WRITERS)}.", file=sys.stderr)
        return 2
    for name in names or WRITERS:
        write_demo(name, DEMOS / name)
        print(f"{name}: written to {DEMOS / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
