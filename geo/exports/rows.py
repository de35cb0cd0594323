"""The released figures as rows and columns, the same for every file that holds a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from geo.release import Marker, Measure, Release, Split, Value
from geo.release.released import WHOLE

MARKERS: Final = tuple(Marker)
"""Every shorthand that a table may hold."""

_ABSENT: Final = Value(marker=Marker.NOT_AVAILABLE)
_NO_WHOLE: Final = Value(marker=Marker.NOT_APPLICABLE)


@dataclass(frozen=True)
class Figure:
    """One released value with all that is needed to read it alone."""

    area: str
    """Code of the area; `all` for the whole council."""
    area_name: str
    measure: str
    title: str
    band: str
    """Code of the band of a split; empty for a measure."""
    band_title: str
    unit: str
    value: Value
    tier: str
    """Name of the tier; empty for a number or a marker."""


@dataclass(frozen=True)
class Column:
    """One column of a table with a row for each area."""

    name: str
    """Such as `people_receiving`, or `waits_up_to_7_days` of a split."""
    title: str
    """Such as `People receiving care (people)`."""
    meaning: str
    values: Mapping[str, Value]
    tiers: Mapping[str, str]
    """Names of tiers by code; empty for numbers."""
    decimals: int

    @property
    def is_tier(self) -> bool:
        """Its values are names of tiers."""
        return bool(self.tiers)

    def value(self, area: str) -> Value:
        """The value of an area; where none was released not available, and of the council not applicable."""
        return self.values.get(area, _NO_WHOLE if area == WHOLE else _ABSENT)

    def cell(self, area: str) -> float | str:
        """What a spreadsheet shows: a number, the name of a tier, or the shorthand of a marker."""
        value = self.value(area)
        if value.marker is not None:
            return value.marker.value
        if value.code is not None:
            return self.tiers[value.code]
        return _whole(value.number or 0.0)


def figures(release: Release) -> Iterator[Figure]:
    """Every released value, measure by measure, areas in order and the whole council last."""
    for measure in release.measures.values():
        for area in _areas_of(release, measure.values):
            value = measure.values[area]
            tier = measure.tiers[value.code] if value.code is not None else ""
            name = release.name_of(area)
            yield Figure(area, name, measure.name, measure.title, "", "", measure.unit, value, tier)
    for split in release.splits.values():
        for area in _areas_of(release, split.values):
            name = release.name_of(area)
            for band, title in split.bands.items():
                value = split.values[area].get(band, _ABSENT)
                yield Figure(area, name, split.name, split.title, band, title, split.unit, value, "")


def measure_columns(release: Release) -> list[Column]:
    """One column for each measure, in the order of the release."""
    return [_measure_column(measure) for measure in release.measures.values()]


def split_columns(split: Split) -> list[Column]:
    """One column for each band of a split."""
    return [
        Column(
            f"{split.name}_{band}",
            _with_unit(title, split.unit),
            split.meaning,
            {area: row.get(band, _ABSENT) for area, row in split.values.items()},
            {},
            0,
        )
        for band, title in split.bands.items()
    ]


def areas_with_whole(release: Release) -> list[tuple[str, str]]:
    """Code and name of each area, then of the whole council."""
    return [*((area.code, area.name) for area in release.areas), (WHOLE, release.authority)]


def split_areas(release: Release, split: Split) -> list[tuple[str, str]]:
    """Code and name of those that a split gives, the whole council last."""
    return [(code, name) for code, name in areas_with_whole(release) if code in split.values]


def markers_in(release: Release) -> list[Marker]:
    """The shorthand that some table of the release holds, in the order of its explanation."""
    held = {figure.value.marker for figure in figures(release)}
    areas = [code for code, _ in areas_with_whole(release)]
    lacking = {column.value(area).marker for column in measure_columns(release) for area in areas}
    return [marker for marker in MARKERS if marker in held | lacking]


def _measure_column(measure: Measure) -> Column:
    """A measure as a column."""
    decimals = 1 if measure.kind == "distance" else 0
    title = _with_unit(measure.title, measure.unit)
    return Column(measure.name, title, measure.meaning, measure.values, measure.tiers, decimals)


def _areas_of(release: Release, values: Mapping[str, object]) -> list[str]:
    """The codes that have a value, in order, the whole council last."""
    return [code for code, _ in areas_with_whole(release) if code in values]


def _with_unit(title: str, unit: str) -> str:
    """A heading with its unit behind it."""
    return f"{title} ({unit})" if unit else title


def _whole(number: float) -> float | int:
    """A number that is whole without decimals."""
    return int(number) if number == int(number) else number
