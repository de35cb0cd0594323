"""Fifty readers on one process, each acting every five seconds: how long a page takes, and what a session weighs.

The plain streamlit-folium page is measured in the same run. It cannot be drawn without the internet, which does not
matter here: no browser takes part, only what the server does is timed.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence

from benchmarks.browser_served import Served, dashboard, plain_page
from benchmarks.sessions_client import Reader, closed, opened

PAGES = ("", "hard_to_source", "providers", "rules", "waiting", "rural", "trends", "compare")
READERS = int(os.environ.get("CAREZONES_READERS", "50"))
SECONDS = int(os.environ.get("CAREZONES_BENCH_SECONDS", "30"))
"""How long each page is used (seconds)."""
EVERY_SECONDS = 5.0
BEGIN_AT = 20
"""Readers begin at different choices, of so many."""


def main() -> None:
    """Print a line for each page of the dashboard, and one for the plain page."""
    names = [name for name in PAGES if name in os.environ.get("CAREZONES_BENCH_PAGES", ",".join(PAGES)).split(",")]
    _line(("page", "median", "p95", "processor a run", "kB a run", "runs a second", "MB a session"))
    with dashboard() as served:
        asyncio.run(_warm(served, names))
        for name in names:
            _line(asyncio.run(_page(served, name)))
    if "plain" not in os.environ.get("CAREZONES_BENCH_SKIP", ""):
        with plain_page() as served:
            _line(["plain page", *asyncio.run(_page(served, ""))[1:]])


def _line(cells: Sequence[str]) -> None:
    """One line of the table, as soon as it is known: a page takes a minute."""
    sys.stdout.write("".join([f"{cells[0]:16}", *(f"{cell:>17}" for cell in cells[1:])]) + "\n")
    sys.stdout.flush()


async def _warm(served: Served, names: list[str]) -> None:
    """Every page once with every choice that is made later: what is kept for all readers is kept then.

    How long the slowest of these took is printed: it is what the first reader of all waits.
    """
    for name in names:
        reader = await opened(served.address, name)
        slowest = max([await act(reader, number) for number in range(BEGIN_AT + round(SECONDS / EVERY_SECONDS) + 2)])
        _line((name or "overview", "made first", f"{1000 * slowest:,.0f} ms", "", "", "", ""))
        await closed([reader])


async def _page(served: Served, name: str) -> list[str]:
    """All readers on one page."""
    before = served.memory_mb
    readers = [await opened(served.address, name) for _ in range(READERS)]
    weight = (served.memory_mb - before) / READERS
    received = sum(reader.bytes_received for reader in readers)
    processor, started = served.processor_seconds, time.perf_counter()
    seconds = [one for some in await asyncio.gather(*(_used(reader) for reader in readers)) for one in some]
    processor, took = served.processor_seconds - processor, time.perf_counter() - started
    received = sum(reader.bytes_received for reader in readers) - received
    await closed(readers)
    ordered = sorted(seconds)
    return [
        name or "overview",
        f"{1000 * statistics.median(seconds):,.0f} ms",
        f"{1000 * ordered[int(0.95 * len(ordered))]:,.0f} ms",
        f"{1000 * processor / len(seconds):,.0f} ms",
        f"{received / len(seconds) / 1024:,.0f}",
        f"{len(seconds) / took:,.1f}",
        f"{weight:,.1f}",
    ]


async def _used(reader: Reader) -> list[float]:
    """One reader who acts every five seconds, beginning at a moment of his own."""
    chance = random.Random(id(reader))  # noqa: S311 - nothing secret
    await asyncio.sleep(chance.uniform(0, EVERY_SECONDS))
    end, seconds, number = time.perf_counter() + SECONDS, [], chance.randrange(BEGIN_AT)
    while (now := time.perf_counter()) < end:
        number += 1
        seconds.append(await act(reader, number))
        await asyncio.sleep(max(0.0, EVERY_SECONDS - (time.perf_counter() - now)))
    return seconds


async def act(reader: Reader, number: int) -> float:
    """Choose the next zone, or the next option of the page's own first control, by turns."""
    own = [widget for key, widget in reader.widgets.items() if not key.endswith("_box")]
    zone = [widget for key, widget in reader.widgets.items() if key.endswith("zone_box")]
    if number % 2 and own:
        reader.choose(own[0], number // 2)
    elif zone:
        reader.choose(zone[0], 1 + number // 2 % 6)
    elif own:
        reader.choose(own[0], number)
    return await reader.run()
