"""Timing in pairs: every way once, then every way again, so that a busy moment of the machine meets all of them."""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any


class Absent(Exception):  # noqa: N818 - not an error of the program
    """Data or a tool that a benchmark needs is not there; the message is a sentence."""


def paired(ways: Mapping[str, Callable[[], Any]], rounds: int) -> tuple[dict[str, float], dict[str, Any]]:
    """Time several ways of doing the same, A B A B.

    Args:
        ways: What to run, by name.
        rounds: How often each is run.

    Returns:
        Median of each way (seconds), and its last answer.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    answers: dict[str, Any] = {}
    for _ in range(rounds):
        for name, way in ways.items():
            answers.pop(name, None)
            gc.collect()
            start = time.perf_counter()
            answers[name] = way()
            seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(measured) for name, measured in seconds.items()}, answers


def show(header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table with aligned columns."""
    cells = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[place]) for row in cells) for place in range(len(header))]
    for row in cells:
        line = "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        sys.stdout.write(f"{line}\n")


def milliseconds(seconds: float) -> str:
    """A time as a table shows it."""
    return f"{1000 * seconds:,.1f} ms"


def times(ratio: float) -> str:
    """A ratio as a table shows it."""
    return f"{ratio:,.2f} x" if ratio < 10 else f"{ratio:,.0f} x"
