"""How much more two processes on one record carry than one: readers who act again as soon as a page is there.

Measured twice: straight to the processes, then through the real nginx with the file of `deploy`, with TLS, its question
about the sign-in before whatever it passes on, one sign-in kept to one process, and processes that ask for the sign-in
themselves. Readers come with the cookies of analysts who signed in, each once; which process has whom is left to
nginx, and every process has to have somebody.

Unlike a council's server: no identity provider takes part, ports and places differ (see `proxy`), systemd does not
hold the processes, and scripts of the page, which a browser keeps, are not fetched. The straight way has no sign-in, so
the difference between both ways is that of nginx, TLS and the sign-in together.

Readers, nginx and processes share this machine's processors, which two processes alone would fill where there are two.
So the processor time of a run is told too, and what other work took meanwhile: where the time of a run stays the same
with two, they do not cost each other anything, and where other work took much, the ratio says little.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser_served import Served, dashboards
from benchmarks.measure import show, times
from benchmarks.proxy import Proxy, proxied
from benchmarks.proxy_reader import opened_through
from benchmarks.proxy_sign_in import cookie_of
from benchmarks.sessions import act
from benchmarks.sessions_client import Reader, closed, opened

PAGES = ("", "waiting")
READERS = 8
"""Of each process."""
SECONDS = 15

Open = Callable[[str], Awaitable[list[Reader]]]
"""Sessions of all readers on a page."""
Clocks = Callable[[], Sequence[float]]
"""Processor time so far (seconds): of the processes, of nginx where it stands between, and of the readers."""


@dataclass(frozen=True)
class Carried:
    """What was carried together."""

    runs_a_second: float
    processor_ms: Sequence[float]
    """Of a run, in the order of the clocks."""
    elsewhere: float
    """Processors that other work on this machine kept busy meanwhile (count)."""


def main() -> None:
    """Print runs a second of one and of two processes, page by page, and how many times as many two carry."""
    straight: dict[tuple[str, int], Carried] = {}
    for number in (1, 2):
        with dashboards(number) as served:
            straight |= asyncio.run(_straight(served))
    _show("straight", "processes + readers, a run", straight)
    behind: dict[tuple[str, int], Carried] = {}
    sessions: list[int] = []
    for number in (1, 2):
        with proxied(number) as proxy:
            behind |= asyncio.run(_behind(proxy))
            sessions = proxy.sessions(2 * len(PAGES) * READERS * number)
    _show("behind nginx", "processes + nginx + readers, a run", behind)
    show(("sessions on the first of two", "on the second"), [sessions])


def _show(way: str, clocks: str, found: Mapping[tuple[str, int], Carried]) -> None:
    """The table of one way."""
    header = (way, "one, runs a second", "two", f"{os.cpu_count()} processors", f"one: {clocks}", "two", "other work")
    rows = []
    for page in PAGES:
        one, two = found[page, 1], found[page, 2]
        runs = (f"{one.runs_a_second:.1f}", f"{two.runs_a_second:.1f}", times(two.runs_a_second / one.runs_a_second))
        spent = [" + ".join(f"{each:.1f}" for each in some.processor_ms) + " ms" for some in (one, two)]
        rows.append((page or "overview", *runs, *spent, f"{one.elsewhere:.2f}, {two.elsewhere:.2f}"))
    show(header, rows)


async def _straight(served: Sequence[Served]) -> dict[tuple[str, int], Carried]:
    """Every page, without anything between."""

    async def open_all(page: str) -> list[Reader]:
        return [await opened(one.address, page) for one in served for _ in range(READERS)]

    def clocks() -> Sequence[float]:
        return (sum(one.processor_seconds for one in served), time.process_time())

    return {(page, len(served)): await _carried(open_all, clocks, page) for page in PAGES}


async def _behind(proxy: Proxy) -> dict[tuple[str, int], Carried]:
    """Every page, through nginx."""
    number = len(proxy.processes)
    cookies = [cookie_of(proxy.address, f"reader {one}") for one in range(READERS * number)]

    async def open_all(page: str) -> list[Reader]:
        return [await opened_through(proxy, page, cookie) for cookie in cookies]

    def clocks() -> Sequence[float]:
        processes = sum(one.processor_seconds for one in proxy.processes)
        return (processes, proxy.processor_seconds, time.process_time())

    return {(page, number): await _carried(open_all, clocks, page) for page in PAGES}


async def _carried(open_all: Open, clocks: Clocks, page: str) -> Carried:
    """What all processes answer together, once what is kept for all readers is kept."""
    first = await open_all(page)
    end = time.perf_counter() + SECONDS / 2
    await asyncio.gather(*(_used(reader, end, 10 * place) for place, reader in enumerate(first)))
    await closed(first)
    readers = await open_all(page)
    before, busy, started = clocks(), _busy_seconds(), time.perf_counter()
    runs = sum(await asyncio.gather(*(_used(reader, started + SECONDS) for reader in readers)))
    took, after, busy = time.perf_counter() - started, clocks(), _busy_seconds() - busy
    await closed(readers)
    spent = [late - early for early, late in zip(before, after, strict=True)]
    return Carried(runs / took, [1000 * one / runs for one in spent], (busy - sum(spent)) / took)


def _busy_seconds() -> float:
    """Processor time of the whole machine so far, with what its host took (seconds)."""
    with Path("/proc/stat").open(encoding="ascii") as told:
        user, nice, system, _, _, interrupts, soft, stolen = map(int, told.readline().split()[1:9])
    return (user + nice + system + interrupts + soft + stolen) / os.sysconf("SC_CLK_TCK")


async def _used(reader: Reader, end: float, before: int = 0) -> int:
    """How often one reader's page ran until then, choosing as after so many runs."""
    runs = 0
    while time.perf_counter() < end:
        runs += 1
        await act(reader, before + runs)
    return runs
