"""Time and memory as the rows grow, each size in a process of its own that reads its input from Parquet files."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd

from benchmarks import county
from benchmarks.measure import milliseconds, show
from geo.join import PostcodeZones, ZoneIndex, with_zones
from geo.locate import directory, locate

SIZES: Final = (10_000, 100_000, 1_000_000, 10_000_000)
POSTCODES: Final = 200_000
ROUNDS: Final = 3


def main() -> None:
    """Measure every size and print the table."""
    areas = county.small_areas()
    table = county.postcodes(areas, POSTCODES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        county.zones(areas).to_parquet(folder / "zones.parquet")
        table.to_parquet(folder / "postcodes.parquet")
        measured = []
        for size in SIZES:
            county.package_rows(table, size)[0].to_parquet(folder / "rows.parquet")
            measured.append(_in_own_process(folder))
    steps = [name for name in measured[0] if name != "peak_gib"]
    show(
        ["rows", *(f"{step}, per million" for step in steps), "peak memory"],
        [
            [f"{size:,}", *(milliseconds(one[s] * 1e6 / size) for s in steps), f"{one['peak_gib']:.2f} GiB"]
            for size, one in zip(SIZES, measured, strict=True)
        ],
    )


def _in_own_process(folder: Path) -> dict[str, float]:
    """What a child process measures."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", str(folder)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def child(folder: Path) -> None:
    """Locate and join the rows of a folder; print the fastest of a few rounds (s) and the peak memory (GiB)."""
    zones = gpd.read_parquet(folder / "zones.parquet")
    known = directory(pd.read_parquet(folder / "postcodes.parquet"))
    rows = pd.read_parquet(folder / "rows.parquet")
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        start = time.perf_counter()
        located = rows.assign(**locate(rows[["postcode"]], known).points)
        after_locate = time.perf_counter()
        index = ZoneIndex.of(zones)
        postcodes = PostcodeZones(index, known)
        with_zones(located, index, postcodes)
        after_cold = time.perf_counter()
        with_zones(located, index, postcodes)
        after_warm = time.perf_counter()
        with_zones(located.assign(directory_row=-1), index)
        taken = {
            "locate": after_locate - start,
            "join cold": after_cold - after_locate,
            "join warm": after_warm - after_cold,
            "join by coordinates": time.perf_counter() - after_warm,
        }
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in taken.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # KiB on Linux
    sys.stdout.write(json.dumps(best | {"peak_gib": peak}))


if __name__ == "__main__":
    child(Path(sys.argv[1]))
