"""`carezones check` of an ordinary week as a whole process, against a script that reads the same files with pandas.

The week: 3,000 packages in a workbook of 14 columns, 300 waiting and 90 providers. The script checks nothing, and
does not read the zones. Each process starts anew; all are run once before anything is timed.
"""

import datetime as dt
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from benchmarks.measure import milliseconds, paired, show, times

ROUNDS: Final = 7
MOST_TIMES: Final = 3.0
"""What a check may cost of only reading (times)."""
PACKAGES, WAITING, PROVIDERS = 3_000, 300, 90
_COMMAND: Final = "from geo.cli import main; main()"
_READ: Final = """
import sys
import pandas as pd
for file in sys.argv[1:]:
    pd.read_excel(file) if file.endswith("xlsx") else pd.read_csv(file)
"""
_SETTINGS: Final = """
[authority]
name = "Quietshire"
model = "leicestershire-2022"
[sources.zones]
file = "zones.geojson"
[sources.postcodes]
file = "postcodes.csv"
[sources.providers]
file = "providers.{other}"
[sources.packages]
file = "packages.xlsx"
[sources.awaiting]
file = "awaiting.{other}"
"""


def _week(folder: Path, other: str) -> list[str]:
    """A week's files; those that pandas reads too."""
    dice = random.Random(1)  # noqa: S311 - made up
    day = dt.date(2026, 3, 2)
    squares = {f"Z{n}": shapely.box(4e5 + 1e4 * n, 3e5, 4.1e5 + 1e4 * n, 3.1e5) for n in range(18)}
    zones = gpd.GeoDataFrame({"zone_code": list(squares), "zone_name": list(squares)}, geometry=list(squares.values()))
    (folder / "zones.geojson").write_text(zones.set_crs(27700).to_crs(4326).to_json())
    codes = [f"QZ{a} {b}{c}{d}" for a in range(1, 19) for b in range(1, 10) for c in "ABDEF" for d in "ABDEFG"]
    points = [(code, 10, dice.randrange(400_000, 580_000), dice.randrange(300_000, 310_000)) for code in codes]
    directory = pd.DataFrame(points, columns=["postcode", "quality", "easting", "northing"])
    directory.to_csv(folder / "postcodes.csv", index=False)
    ids = [f"P{n}" for n in range(PROVIDERS)]
    providers = pd.DataFrame({"provider_id": ids, "provider_name": ids, "postcode": codes[:PROVIDERS]})
    packages = pd.DataFrame(
        {
            "package_id": [f"PKG-{n}" for n in range(PACKAGES)],
            "person_id": [f"PERSON-{n}" for n in range(PACKAGES)],
            "postcode": dice.choices(codes, k=PACKAGES),
            "provider_id": dice.choices(ids, k=PACKAGES),
            "hours_per_week": [dice.randrange(4, 60) / 2 for _ in range(PACKAGES)],
            "started_on": [day - dt.timedelta(dice.randrange(1, 900)) for _ in range(PACKAGES)],
            "ended_on": None,
            "carers": dice.choices([1, 2], k=PACKAGES),
            "delivery_mechanism": "commissioned",
            "funder": "social_care",
            "setting": dice.choices(["general", "extra_care"], k=PACKAGES),
            "contract_route": "framework",
            "hourly_rate_gbp": [dice.randrange(2000, 2600) / 100 for _ in range(PACKAGES)],
            "notice_given_on": None,
        }
    )
    waiting = pd.DataFrame(
        {
            "case_id": [f"CASE-{n}" for n in range(WAITING)],
            "postcode": dice.choices(codes, k=WAITING),
            "waiting_since": [day - dt.timedelta(dice.randrange(1, 90)) for _ in range(WAITING)],
            "hours_per_week": [dice.randrange(4, 60) / 2 for _ in range(WAITING)],
        }
    )
    packages.to_excel(folder / "packages.xlsx", index=False)
    for name, rows in (("providers", providers), ("awaiting", waiting)):
        path = folder / f"{name}.{other}"
        rows.to_excel(path, index=False) if other == "xlsx" else rows.to_csv(path, index=False)
    (folder / "carezones.toml").write_text(_SETTINGS.format(other=other))
    return [
        str(folder / name) for name in ("packages.xlsx", f"providers.{other}", f"awaiting.{other}", "postcodes.csv")
    ]


def _run(code: str, *arguments: str) -> None:
    """One whole process, which must end well."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr + done.stdout


def _medians(folder: Path, other: str) -> dict[str, float]:
    """Seconds of each way."""
    files = _week(folder, other)
    ways: dict[str, Callable[[], None]] = {
        "pandas reads the files": lambda: _run(_READ, *files),
        "carezones check": lambda: _run(_COMMAND, "check", str(folder), "--as-at", "2026-03-02"),
    }
    for way in ways.values():
        way()
    return paired(ways, ROUNDS)[0]


def main() -> None:
    """Measure and print the table."""
    rows = []
    for other in ("csv", "xlsx"):
        with tempfile.TemporaryDirectory() as name:
            medians = _medians(Path(name), other)
        base, ours = medians.values()
        rows += [[f"{n}, others as {other}", milliseconds(s), times(s / base)] for n, s in medians.items()]
        assert ours < MOST_TIMES * base, f"a check costs {times(ours / base)} of reading"
    show(["way", "median", "of the first"], rows)


if __name__ == "__main__":
    main()
