"""A council in which everything that must stay inside can be told from everything else."""

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pyproj import Transformer
from shapely.geometry import Point, shape

from geo.demo import write_demo

MARK: Final = "QXCANARY"
"""Stands in every reference of a person, case, package, offer and provider, and in every provider's name."""
HOSTILE: Final = (
    "<img src=x onerror=alert({n})>",
    "{{{{7*7}}}}",
    "${{7*7}}",
    '=HYPERLINK("http://evil.example/{n}","Care")',
    "#let x = {n}",
    "$\\frac{{1}}{{{n}}}$",
    "{{% print 7*7 %}}",
    "</script><script>alert({n})</script>",
    "@SUM(A1)",
    "'; DROP TABLE zones; --",
)
"""Markup, templates, formulas and typesetting; each would be worked out somewhere."""
REFERENCES: Final = ("package_id", "person_id", "case_id", "provider_id", "offer_id")
SMALL_ZONE: Final = "HC14"
"""A zone of three people, each with hours that nobody else has."""
SMALL_HOURS: Final = ("17.39", "23.61", "29.83")
TO_DEGREES: Final = Transformer.from_crs(27700, 4326, always_xy=True)

Row = dict[str, str]


def write_council(folder: Path) -> None:
    """The Leicestershire demo with a canary in every personal column and hostile names of providers."""
    write_demo("leicestershire-2022", folder)
    for old in (folder / "snapshots").rglob("*"):
        if old.is_file():
            old.unlink()
    places = _places(folder)
    dice = random.Random(7)  # noqa: S311 - made up

    def somewhere(row: Row) -> Row:
        """The place of the postcode within some metres, to six decimals; none where it is unknown."""
        if row["postcode"] not in places:
            return row | {"latitude": "", "longitude": ""}
        east, north = places[row["postcode"]]
        longitude, latitude = TO_DEGREES.transform(east + dice.uniform(-9, 9), north + dice.uniform(-9, 9))
        return row | {"latitude": f"{latitude:.6f}", "longitude": f"{longitude:.6f}"}

    _spoil(folder / "incoming/packages.csv", lambda row: somewhere(_marked(row)))
    _spoil(folder / "incoming/awaiting.csv", lambda row: somewhere(_marked(row)))
    _spoil(folder / "incoming/providers.csv", lambda row: _named(_marked(row)))
    for name in ("awards", "offers"):
        _spoil(folder / f"incoming/{name}.csv", _marked)
    _make_small(folder)


def rows_of(path: Path) -> list[Row]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def _places(folder: Path) -> dict[str, tuple[float, float]]:
    """Easting and northing by postcode."""
    lines = csv.reader(io.StringIO((folder / "reference/postcodes.csv").read_text(encoding="utf-8")))
    return {line[0]: (float(line[2]), float(line[3])) for line in lines}


def _spoil(path: Path, change: Callable[[Row], Row]) -> None:
    """Change every row of a file."""
    _write(path, [change(row) for row in rows_of(path)])


def _marked(row: Row) -> Row:
    """Every reference with the mark before it."""
    return {name: f"{MARK}-{value}" if name in REFERENCES and value else value for name, value in row.items()}


def _named(row: Row) -> Row:
    """A name that is worked out wherever it is not text."""
    number = int("".join(sign for sign in row["provider_id"] if sign.isdigit()))
    return row | {"provider_name": f"{HOSTILE[number % len(HOSTILE)].format(n=number)} {MARK} {number}"}


def _make_small(folder: Path) -> None:
    """Three people are left in one zone."""
    features = json.loads((folder / "reference/zones.geojson").read_text(encoding="utf-8"))["features"]
    zone = next(shape(one["geometry"]) for one in features if one["properties"]["zone_code"] == SMALL_ZONE)
    path = folder / "incoming/packages.csv"
    rows = rows_of(path)
    points = {
        row["package_id"]: Point(float(row["longitude"]), float(row["latitude"])) for row in rows if row["latitude"]
    }
    inside = {name for name, point in points.items() if zone.covers(point)}
    stay = [row["package_id"] for row in rows if row["package_id"] in inside and not row["ended_on"]]
    hours = dict(zip(stay, SMALL_HOURS, strict=False))
    _write(path, [
        row | {"hours_per_week": hours.get(row["package_id"], row["hours_per_week"])}
        for row in rows
        if row["package_id"] not in inside or row["package_id"] in hours
    ])  # fmt: skip


def _write(path: Path, rows: list[Row]) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")
