"""Packages of the good week with coordinates, in great number, or with another postcode directory."""

from collections.abc import Callable, Mapping

from cases import POSTCODES, WeekFiles
from pyproj import Transformer

PACKAGES = "incoming/packages.csv"
Place = tuple[str, str]
Spoil = Callable[[int, Place], Place]
"""What becomes of the place of the nth package."""

_TO_DEGREES = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
_WEST_M = 250
"""How far west of their postcodes the packages lie (m), since some postcodes lie on a boundary."""


def degrees_of(easting: float, northing: float) -> Place:
    """Latitude and longitude of a point in metres, to 0.1 m."""
    longitude, latitude = _TO_DEGREES.transform(easting, northing)
    return f"{latitude:.6f}", f"{longitude:.6f}"


def of_first(count: int, spoil: Callable[[Place], Place]) -> Spoil:
    """Spoil the places of the first packages only."""
    return lambda at, place: spoil(place) if at < count else place


def some_of(places: Mapping[int, Place]) -> Spoil:
    """Other places for some packages."""
    return places.get


def give_degrees(week: WeekFiles, spoil: Spoil, *, keep_postcode: bool = False) -> None:
    """Packages with latitude and longitude instead of their postcode, or beside it."""
    places = [degrees_of(*metres) for metres in _metres(week)]
    _give(week, ("latitude", "longitude"), places, spoil, keep_postcode=keep_postcode)


def give_metres(week: WeekFiles, spoil: Spoil, *, header: Place = ("easting", "northing")) -> None:
    """Packages with easting and northing instead of their postcode, under any two names."""
    places = [(str(east), str(north)) for east, north in _metres(week)]
    _give(week, header, places, spoil)


def give_packages(week: WeekFiles, count: int, *, setting: str = "general", people: int | None = None) -> None:
    """So many packages at one postcode, each of a person of its own or of a few."""
    header = week.rows(PACKAGES)[0]
    persons = people or count
    rows = [
        [f"PKG-4{n:03}", f"PERSON-7{n % persons:03}", "QZ1 1AB", f"P{1 + n % 4}", 7, "2025-02-13", "", setting]
        for n in range(count)
    ]
    week.write_rows(PACKAGES, [header, *rows])


def directory_row(code: str, easting: int, northing: int) -> list[object]:
    """One row of Code-Point Open."""
    return [code, 10, easting, northing, "E92000001", "", "", "", "", ""]


def nspl_directory(week: WeekFiles, terminated_on: Mapping[str, str]) -> None:
    """The postcode directory in the shape of NSPL."""
    header = ["pcd7", "pcds", "dointr", "doterm", "east1m", "north1m", "lsoa21cd"]
    rows = [
        [code.replace(" ", ""), code, "198001", terminated_on[code], east, north, f"E0100000{code[2]}"]
        for code, (east, north) in POSTCODES.items()
    ]
    week.write_rows("reference/nspl.csv", [header, *rows])
    week.source("postcodes", "reference/nspl.csv")


def _metres(week: WeekFiles) -> list[tuple[int, int]]:
    """Easting and northing of each package."""
    header, *rows = week.rows(PACKAGES)
    at = header.index("postcode")
    return [(POSTCODES[row[at]][0] - _WEST_M, POSTCODES[row[at]][1]) for row in rows]


def _give(week: WeekFiles, header: Place, places: list[Place], spoil: Spoil, *, keep_postcode: bool = False) -> None:
    """The packages with two more columns."""
    names, *rows = week.rows(PACKAGES)
    at = names.index("postcode")
    kept = at + 1 if keep_postcode else at
    table = [[*names[:kept], *header, *names[at + 1 :]]]
    for n, (row, place) in enumerate(zip(rows, places, strict=True)):
        table.append([*row[:kept], *spoil(n, place), *row[at + 1 :]])
    week.write_rows(PACKAGES, table)
