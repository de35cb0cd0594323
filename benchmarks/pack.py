"""The scrutiny pack of the demo, all files of 14 zones with a map of changes, against the plainest document of it.

The plain way is what a script would do: the same zones in the same colours, drawn by geopandas and saved by matplotlib
as a PDF of one page a map, with no tags, labels, tables or other files.
"""

import datetime as dt
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import geopandas as gpd
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from benchmarks.measure import paired, show, times
from geo.disclosure import detail_of, ledger_of, release_week, rules_of
from geo.exports.pack import KINDS, pack_zip, write_pack
from geo.exports.page import MapPage
from geo.exports.pages import map_pages
from geo.release.ledger import Released
from geo.settings import load_settings
from geo.snapshot import Act, open_store, record_folder
from geo.workspace import make_demo

DEMO: Final = "leicestershire-2022"
DAYS: Final = (dt.date(2022, 8, 1), dt.date(2022, 9, 5))
ROUNDS: Final = 3
A4_INCHES: Final = (11.69, 8.27)


def main() -> None:
    """Measure and print the tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "demo"
        make_demo(DEMO, folder)
        before, released = (_released(folder, day) for day in DAYS)
        _by_kind(released, before)
        drawn = [page for page in map_pages(released.release, before.release) if not page.empty]
        places = iter(range(ROUNDS))

        def whole() -> int:
            return len(write_pack(released, Path(name) / str(next(places)), before=before).files)

        ways: dict[str, Callable[[], int]] = {
            "plain PDF of the maps by geopandas": lambda: len(_plain(drawn)),
            "whole pack": whole,
        }
        medians, answers = paired(ways, ROUNDS)
    base = next(iter(medians.values()))
    sys.stdout.write(f"{len(drawn)} maps, {answers['whole pack']} files, {ROUNDS} rounds.\n")
    show(["way", "median", "of the first"], [[n, f"{s:.1f} s", times(s / base)] for n, s in medians.items()])


def _released(folder: Path, day: dt.date) -> Released:
    """A week of the demo, recorded and released."""
    settings = load_settings(folder)
    store = open_store(settings)
    act = Act("benchmark", dt.datetime.now(dt.UTC), accept="benchmark")
    _, done = record_folder(folder, day, store, act)
    detail = detail_of(settings, done.manifest.week, store)
    return release_week(detail, rules_of(settings), ledger_of(folder), by=act.by, now=act.now)


def _by_kind(released: Released, before: Released) -> None:
    """Seconds of the processor and bytes of each kind of file, once, after a first pack has warmed everything up."""
    pack_zip(released, before=before)
    rows = []
    for kind in KINDS:
        start, wall = time.process_time(), time.perf_counter()
        size = len(pack_zip(released, only=(kind,), before=before))
        elapsed = time.perf_counter() - wall
        rows.append([kind, f"{time.process_time() - start:.2f} s", f"{elapsed:.2f} s", f"{size / 1e6:.2f} MB"])
    show(["kind", "processor", "elapsed", "as ZIP"], rows)


def _plain(pages: list[MapPage]) -> bytes:
    """The maps as a script would save them."""
    content = io.BytesIO()
    with PdfPages(content) as document:
        for page in pages:
            figure = Figure(figsize=A4_INCHES)
            axes = figure.add_subplot()
            layer = gpd.GeoSeries([area.boundary for area in page.areas])
            layer.plot(ax=axes, color=[page.bands[area.band].fill for area in page.areas], edgecolor="black")
            axes.set_title(page.title)
            axes.set_axis_off()
            document.savefig(figure)
    return content.getvalue()
