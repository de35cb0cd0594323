"""The care directory of the Care Quality Commission (CQC), with filters, as a register of providers.

One row for each location; home care agencies are those with the domiciliary care service. Since 2023 a location
that gives several services has no rating as a whole, and the directory says Not Rated.
"""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.ingest.layouts import Layout, Place
from geo.ingest.opendocument import Wanted
from geo.report import Problem
from geo.settings import Source
from geo.text import agreed

_SERVICE: Final = "Service type - Domiciliary care service"
_UNRATED: Final = ("not rated", "inspected but not rated", "no published rating", "insufficient evidence to rate")
"""What stands in place of a rating where there was an inspection or several services; no rating is known."""
_NOT_INSPECTED: Final = ("", "not yet inspected")
_BRITISH_DATE: Final = r"(\d{2})/(\d{2})/(\d{4})"


def _tidy(rows: pd.DataFrame, _columns: Mapping[str, pd.Series], place: Place) -> tuple[pd.DataFrame, list[Problem]]:
    """Ratings in our codes and dates in ISO form; ratings that the directory does not state are counted."""
    found: list[Problem] = []
    if "cqc_rating" in rows and "cqc_rating" not in place.mapped:
        said = rows["cqc_rating"].str.strip().str.casefold()
        unrated = said.isin(_UNRATED)
        ratings = rows["cqc_rating"].mask(said.isin(_NOT_INSPECTED), "not_inspected").mask(unrated, "")
        rows = rows.assign(cqc_rating=ratings)
        if unrated.any():
            of_them = "{location of the care directory has|locations of the care directory have} no rating as a whole."
            cause = agreed(int(unrated.sum()), of_them)
            remedy = "They count as without a known rating; the directory with ratings has them by service."
            found.append(place.remark(cause, remedy, "Location Latest Overall Rating"))
    if "cqc_rating_on" in rows:
        rows = rows.assign(cqc_rating_on=rows["cqc_rating_on"].str.replace(_BRITISH_DATE, r"\3-\2-\1", regex=True))
    return rows, found


CQC: Final = Layout(
    table="providers",
    name="the CQC care directory",
    known_by=("Location ID", "Location Name", _SERVICE),
    columns={
        "provider_id": ("Location ID",),
        "provider_name": ("Location Name",),
        "cqc_location_id": ("Location ID",),
        "cqc_rating": ("Location Latest Overall Rating",),
        "cqc_rating_on": ("Publication Date",),
        "is_dormant": ("Dormant (Y/N)",),
        "postcode": ("Location Postal Code", "Location Post Code"),
        "latitude": ("Location Latitude",),
        "longitude": ("Location Longitude",),
    },
    rows_by=_SERVICE,
    rows=("y", "yes"),
    other_rows="{location|locations} without the domiciliary care service",
    tidy=_tidy,
)
"""Source: CQC, Care directory with filters, sheet HSCA_Active_Locations (2024 to 2026)."""


def directory_columns(source: Source) -> list[Wanted]:
    """Of a care directory in a spreadsheet, the columns that are kept; of other tables all are."""
    if source.table != CQC.table:
        return []
    ours = [name for names in CQC.columns.values() for name in names]
    return [Wanted(CQC.known_by, [*ours, CQC.rows_by, *source.columns.values()])]
