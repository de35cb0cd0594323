"""How much more two processes on one record carry than one: readers who act again as soon as a page is there.

Readers and processes share this machine's processors, which two processes alone would fill where there are two.
"""

import asyncio
import os
import time
from collections.abc import Sequence

from benchmarks.browser_served import Served, dashboards
from benchmarks.measure import show, times
from benchmarks.sessions import act
from benchmarks.sessions_client import Reader, closed, opened

PAGES = ("", "waiting")
READERS = 8
"""Of each process."""
SECONDS = 15


def main() -> None:
    """Print runs a second of one and of two processes, page by page, and how many times as many two carry."""
    found = {}
    for number in (1, 2):
        with dashboards(number) as served:
            for page in PAGES:
                found[page, number] = asyncio.run(_carried(served, page))
    rows = [
        (page or "overview", f"{found[page, 1]:.1f}", f"{found[page, 2]:.1f}", times(found[page, 2] / found[page, 1]))
        for page in PAGES
    ]
    show(("page", "one, runs a second", "two, runs a second", f"{os.cpu_count()} processors"), rows)


async def _carried(served: Sequence[Served], page: str) -> float:
    """Runs a second that all processes answer together."""
    for one in served:
        first = await opened(one.address, page)
        await _used(first, time.perf_counter() + SECONDS / 2)
        await closed([first])
    readers = [await opened(one.address, page) for one in served for _ in range(READERS)]
    started = time.perf_counter()
    runs = sum(await asyncio.gather(*(_used(reader, started + SECONDS) for reader in readers)))
    took = time.perf_counter() - started
    await closed(readers)
    return runs / took


async def _used(reader: Reader, end: float) -> int:
    """How often one reader's page ran until then."""
    runs = 0
    while time.perf_counter() < end:
        runs += 1
        await act(reader, runs)
    return runs
