"""Writing a demo: every file the same, byte for byte, each time."""

import csv
import json
from collections.abc import Sequence
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
}  # fmt: skip
"""Columns of each table in the order they are written."""


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
