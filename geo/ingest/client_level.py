"""Client-level data (CLD) that councils send to the Department of Health and Social Care, as packages of care.

It has a row for each event of a person: requests, assessments, reviews and services. Only services of home support
are packages of care. Hours are taken only where the unit of a service is the hour.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.errors import InputError
from geo.ingest.layouts import Layout, Place
from geo.ingest.names import normalised
from geo.report import Problem
from geo.text import counted

_UNITS: Final = ("Cost Frequency (Unit Type)", "Cost Frequency")
_HOURLY: Final = ("hourly", "per hour", "hour", "hours")
_MECHANISMS: Final = {
    "direct payment": "direct_payment",
    "cassr managed personal budget": "commissioned",
    "cassr commissioned support": "commissioned",
}
_MAP_HOURS: Final = (
    'Map a column with hours: hours_per_week = "..." below [sources.packages.columns] in carezones.toml.'
)


def _tidy(rows: pd.DataFrame, columns: Mapping[str, pd.Series], place: Place) -> tuple[pd.DataFrame, list[Problem]]:
    """Delivery mechanisms in our codes.

    Raises:
        InputError: Units are planned that are not hours, or whose unit is not stated.
    """
    if "hours_per_week" not in place.mapped:
        _refuse_other_units(rows, columns, place)
    if "delivery_mechanism" in rows and "delivery_mechanism" not in place.mapped:
        said = rows["delivery_mechanism"]
        ours = said.str.strip().str.casefold().map(_MECHANISMS)
        rows = rows.assign(delivery_mechanism=ours.where(ours.notna(), said).astype("str"))
    return rows, []


def _refuse_other_units(rows: pd.DataFrame, columns: Mapping[str, pd.Series], place: Place) -> None:
    """Refuse units that are not certainly hours."""
    name = next((name for name in _UNITS if normalised(name) in columns), None)
    where = f"{place.file}, sheet {place.sheet}" if place.sheet else place.file
    if name is None:
        raise InputError(
            f"{where}, column Planned units per week: the file does not say whether the units are hours, because "
            f"there is no column {_UNITS[0]}. {_MAP_HOURS}"
        )
    others = ~columns[normalised(name)].loc[rows.index].str.strip().str.casefold().isin(_HOURLY)
    if others.any():
        raise InputError(
            f"{where}, row {others.idxmax()}, column {name}: the unit of {int(others.sum())} of "
            f"{counted(len(rows), 'home support service')} is not Hourly, so that the units planned per week are not "
            f"hours. {_MAP_HOURS}"
        )


CLIENT_LEVEL: Final = Layout(
    table="packages",
    name="client-level data",
    known_by=("LA Person Unique Identifier", "Event Start Date"),
    columns={
        "person_id": ("LA Person Unique Identifier",),
        "postcode": ("Postcode",),
        "started_on": ("Event Start Date",),
        "ended_on": ("Event End Date",),
        "delivery_mechanism": ("Delivery Mechanism",),
        "provider_id": ("Provider CQC Location ID",),
        "hours_per_week": ("Planned units per week",),
    },
    rows_by="Service Component",
    rows=("home support",),
    other_rows="{event that is|events that are} no service of home support",
    tidy=_tidy,
    hints={
        "package_id": "Client-level data has no reference of a package, and none is made up. Map the case "
        "system's own, or where each event is one package the reference of the event: "
        'package_id = "Event Reference" below [sources.packages.columns] in carezones.toml.',
    },
)
"""Source: Department of Health and Social Care, client-level data specification, release 1 (2023) and 2 (2025)."""
