"""The weekly record: what was known that week, never altered, safe against a crash, a full disk and two at once."""

from geo.snapshot.compare import COMPARED, FLOWS, Comparison, compare
from geo.snapshot.log import line_of, line_of_refusal, note
from geo.snapshot.manifest import Manifest
from geo.snapshot.opening import open_store
from geo.snapshot.record import Act, Inputs, Result, inputs_of, record, record_folder
from geo.snapshot.store import Forgotten, Recorded, Store
from geo.snapshot.trends import history, limits, line, series_of, zones_of
from geo.snapshot.weeks import day_of, monday_of, week_of, weeks_between

__all__ = [
    "COMPARED",
    "FLOWS",
    "Act",
    "Comparison",
    "Forgotten",
    "Inputs",
    "Manifest",
    "Recorded",
    "Result",
    "Store",
    "compare",
    "day_of",
    "history",
    "inputs_of",
    "limits",
    "line",
    "line_of",
    "line_of_refusal",
    "monday_of",
    "note",
    "open_store",
    "record",
    "record_folder",
    "series_of",
    "week_of",
    "weeks_between",
    "zones_of",
]
