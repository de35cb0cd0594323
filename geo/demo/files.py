"""Writing a demo: every file the same, byte for byte, each time."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
from shapely.geometry import mapping

from geo.demo.county import to_degrees

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "providers": (
        "provider_id", "provider_name", "postcode", "cqc_location_id", "cqc_rating", "cqc_rating_on",
        "is_dormant", "spare_hours_per_week", "is_new_to_area",
    ),
    "awards": (
        "provider_id", "zone_code", "role", "interested_on", "awarded_on", "mobilised_on", "ended_on",
        "hourly_rate_gbp",
    ),
    "packages": (
        "package_id", "person_id", "postcode", "provider_id", "hours_per_week", "started_on", "ended_on",
        "carers", "delivery_mechanism", "funder", "setting", "contract_route", "hourly_rate_gbp",
        "notice_given_on",
    ),
    "awaiting": (
        "case_id", "postcode", "waiting_since", "hours_per_week", "carers", "reasons", "interim_cover",
        "is_delayed_discharge", "setting", "outcome", "outcome_on",
    ),
    "offers": ("offer_id", "provider_id", "zone_code", "offered_on", "response", "case_id", "setting"),
    "performance": (
        "provider_id", "zone_code", "period_start", "period_end", "commissioned_hours", "delivered_hours",
        "outcomes_met",
    ),
    "transitions": (
        "transition_id", "postcode", "transfer_on", "from_provider_id", "hours_per_week", "funder", "destination",
        "decided_on",
    ),
    "published": ("series", "period", "period_start", "period_end", "value", "unit", "source"),
}  # fmt: skip
"""Columns of each table in the order they are written."""

LATER_COLUMNS: Final[dict[str, tuple[str, ...]]] = {"awards": ("contract_provider_id",)}
"""Columns that only some demos have, after the others."""

SMALL_AREA_COLUMNS: Final = ("area_code", "population", "population_65_plus", "population_85_plus", "rural_urban")
"""Columns of small areas in the order they are written, beside the boundary."""


LANDMARK_COLUMNS: Final = ("name", "kind", "easting", "northing")
"""Columns of towns in the order they are written."""


@dataclass(frozen=True)
class Layer:
    """Boundaries to write: where to, and which columns under which names."""

    frame: gpd.GeoDataFrame
    columns: Sequence[str] = ("zone_code", "zone_name")
    headers: Mapping[str, str] = field(default_factory=dict)
    """Ours -> the file's, where they differ."""


@dataclass(frozen=True)
class Workspace:
    """The files of a demo before they are written.

    Attributes:
        settings: Text of carezones.toml.
        notice: Text of NOTICE.md.
        directory: Postcodes: postcode, easting, northing.
        layers: Boundaries by the name of their file in `reference`.
        tables: Tables by name, written to `incoming` with those of `COLUMNS` and `LATER_COLUMNS` that they have.
        headers: By table, the names of columns in its file, ours -> the file's, where they differ.
        codes: By table and column, the file's codes, ours -> the file's, where they differ.
    """

    settings: str
    notice: str
    directory: pd.DataFrame
    layers: Mapping[str, Layer]
    tables: Mapping[str, pd.DataFrame]
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    codes: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


def write_workspace(folder: Path, workspace: Workspace) -> None:
    """Write the files of a demo into a folder, replacing them and leaving everything else there."""
    for file, layer in workspace.layers.items():
        named = layer.frame.rename(columns=dict(layer.headers))
        write_geojson(folder / "reference" / file, named, [layer.headers.get(name, name) for name in layer.columns])
    for name, table in workspace.tables.items():
        columns = [column for column in (*COLUMNS[name], *LATER_COLUMNS.get(name, ())) if column in table]
        theirs = dict(workspace.headers.get(name, {}))
        said = as_text(table)
        for column, codes in workspace.codes.get(name, {}).items():
            said[column] = said[column].replace(dict(codes))
        path = folder / "incoming" / f"{name}.csv"
        write_table(path, said.rename(columns=theirs), [theirs.get(c, c) for c in columns])
    write_postcodes(folder / "reference" / "postcodes.csv", workspace.directory)
    write_text(folder / "carezones.toml", workspace.settings)
    write_text(folder / "NOTICE.md", workspace.notice)


def as_text(table: pd.DataFrame) -> pd.DataFrame:
    """The table with dates in ISO form and broken numbers with two decimals, both empty where missing."""
    said = table.copy()
    for name, cells in table.items():
        if pd.api.types.is_datetime64_any_dtype(cells):
            said[name] = cells.dt.strftime("%Y-%m-%d").fillna("")
        elif pd.api.types.is_float_dtype(cells):
            said[name] = ["" if pd.isna(value) else f"{value:.2f}" for value in cells.tolist()]
    return said


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8 with LF line ends on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def write_table(path: Path, table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Write the named columns as CSV with a header."""
    write_text(path, table[list(columns)].to_csv(index=False, lineterminator="\n"))


def write_postcodes(path: Path, directory: pd.DataFrame) -> None:
    """Write the directory in the shape of Code-Point Open: ten columns, no header, text quoted.

    The health, county, district and ward codes are empty: the places are invented.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        for row in directory.itertuples():
            place = (int(str(row.easting)), int(str(row.northing)))
            writer.writerow([row.postcode, 10, *place, "E92000001", "", "", "", "", ""])


def write_geojson(path: Path, frame: gpd.GeoDataFrame, properties: Sequence[str]) -> None:
    """Write shapes in WGS84 with six decimals, one feature a line, no date and no software name."""
    shapes = to_degrees(frame.geometry.to_numpy())
    columns = {name: frame[name].tolist() for name in properties}
    features = []
    for index, shape in enumerate(shapes):
        feature = {
            "type": "Feature",
            "properties": {name: values[index] for name, values in columns.items()},
            "geometry": mapping(shape),
        }
        features.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    write_text(path, '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n")
