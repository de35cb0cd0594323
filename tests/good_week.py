"""A week without a fault as files, to spoil or to load another over it."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import geopandas as gpd
from lots import square


@dataclass
class WeekFiles:
    """A good week that a case spoils."""

    folder: Path

    def path(self, label: str) -> Path:
        """A file by its label in carezones.toml."""
        return self.folder / label

    def edit(self, label: str, old: str, new: str) -> None:
        """Change a piece of a text file that must be there."""
        text = self.path(label).read_text(encoding="utf-8")
        assert old in text, old
        self.write(label, text.replace(old, new, 1))

    def write(self, label: str, content: str | bytes) -> None:
        """Put a file there."""
        raw = content.encode() if isinstance(content, str) else content
        self.path(label).write_bytes(raw)

    def rows(self, label: str) -> list[list[str]]:
        """The cells of a text file, header first."""
        return list(csv.reader(io.StringIO(self.path(label).read_text(encoding="utf-8"))))

    def write_rows(self, label: str, rows: Iterable[Sequence[object]]) -> None:
        """Cells as a text file."""
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.write(label, out.getvalue())

    def set_cell(self, label: str, row: int, column: str, value: str) -> None:
        """Change one cell; the row is numbered as the spreadsheet shows it, the header is row 1."""
        rows = self.rows(label)
        rows[row - 1][rows[0].index(column)] = value
        self.write_rows(label, rows)

    def set_column(self, label: str, column: str, values: Callable[[str], str]) -> None:
        """Change every cell of a column."""
        header, *body = self.rows(label)
        at = header.index(column)
        self.write_rows(label, [header, *([*row[:at], values(row[at]), *row[at + 1 :]] for row in body)])

    def settings(self, old: str, new: str) -> None:
        """Change carezones.toml."""
        self.edit("carezones.toml", old, new)

    def source(self, table: str, file: str, *more: str) -> None:
        """Name another file for a table, with further lines for its section."""
        path = self.path("carezones.toml")
        pattern = rf'(\[sources\.{table}\]\nfile = )"[^"]*"'
        text, count = re.subn(pattern, rf'\1"{file}"' + "".join(f"\n{line}" for line in more), path.read_text("utf-8"))
        assert count == 1, table
        path.write_text(text, encoding="utf-8")


SETTINGS: Final = """\
[authority]
name = "Quietshire"
model = "leicestershire-2022"

[sources.zones]
file = "reference/zones.geojson"

[sources.postcodes]
file = "reference/postcodes.csv"

[sources.providers]
file = "incoming/providers.csv"

[sources.packages]
file = "incoming/packages.csv"

[sources.awaiting]
file = "incoming/awaiting.csv"
"""

ZONES: Final = {
    "Z1": ("Northam", square(450, 340)),
    "Z2": ("Middleham", square(460, 340)),
    "Z3": ("Southam", square(470, 340)),
}
POSTCODES: Final = {
    f"QZ{zone} {n}AB": (445_500 + 10_000 * zone + 500 * n, 344_000 + 300 * n)
    for zone in (1, 2, 3)
    for n in range(1, 10)
}
"""Nine postcodes in each zone; no postcode area is called QZ."""
PEOPLE: Final = 24
"""Packages, each of a person of its own."""
WAITING: Final = 6


def good_week(folder: Path) -> WeekFiles:
    """A week without a fault: three square zones, four providers, 24 packages and 6 people waiting."""
    (folder / "incoming").mkdir(parents=True)
    (folder / "reference").mkdir()
    week = WeekFiles(folder)
    week.write("carezones.toml", SETTINGS)
    layer = gpd.GeoDataFrame(
        {"zone_code": list(ZONES), "zone_name": [name for name, _ in ZONES.values()]},
        geometry=[shape for _, shape in ZONES.values()],
        crs="EPSG:27700",
    )
    week.write("reference/zones.geojson", layer.to_crs("EPSG:4326").to_json())
    rows = [[code, 10, east, north, "E92000001", "", "", "", "", ""] for code, (east, north) in POSTCODES.items()]
    week.write_rows("reference/postcodes.csv", rows)
    codes = list(POSTCODES)
    providers = [[f"P{n}", f"Provider {n}", codes[3 * n]] for n in range(1, 5)]
    week.write_rows("incoming/providers.csv", [["provider_id", "provider_name", "postcode"], *providers])
    header = [
        "package_id",
        "person_id",
        "postcode",
        "provider_id",
        "hours_per_week",
        "started_on",
        "ended_on",
        "setting",
    ]
    packages = [_package(n, codes[n % len(codes)]) for n in range(PEOPLE)]
    week.write_rows("incoming/packages.csv", [header, *packages])
    waiting = [[f"CASE-{9000 + n}", codes[4 * n], f"2026-02-{13 + n}", 7 + n] for n in range(WAITING)]
    week.write_rows("incoming/awaiting.csv", [["case_id", "postcode", "waiting_since", "hours_per_week"], *waiting])
    return week


def _package(n: int, postcode: str) -> list[object]:
    """One package of the good week."""
    started_on = f"2025-{1 + n % 12:02}-{13 + n % 9}"
    return [f"PKG-{4000 + n}", f"PERSON-{7000 + n}", postcode, f"P{1 + n % 4}", 5 + n % 9, started_on, "", "general"]


PERSONAL: Final = re.compile(r"PKG-4\d{3}|PERSON-7\d{3}|CASE-9\d{3}|QZ[123] ?\dAB", re.IGNORECASE)
"""Every value of the good week that says something of one person; no output may hold one."""
