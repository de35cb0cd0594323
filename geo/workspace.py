"""New workspaces: a ready demo, or an empty folder with a commented carezones.toml."""

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.model import model_names
from geo.settings import SETTINGS_FILE, nearest

DEMOS: Final = Path(__file__).resolve().parent.parent / "data" / "demo"
_FOLDERS: Final = ("incoming", "reference", "snapshots", "exports")

_TEMPLATE: Final = """\
# One council's workspace. Paths are relative to this folder. Files that can be read: docs/files.md.
[authority]
name = "{name}"
model = "{model}"                       # {models}, or the path of your own .toml
# as_at = 2026-11-16                    # the day this week's files speak of; otherwise the last day a wait began

# Zone boundaries: GeoJSON, GeoPackage, shapefile or GeoParquet.
[sources.zones]
file = "reference/zones.geojson"
# columns = {{ zone_code = "Lot Code", zone_name = "Lot Name" }}   # ours = "theirs"
# dissolve_by = "LAD25NM"               # zones put together from wards by a column of the layer, or by a table:
# dissolve_by = {{ file = "reference/lots.csv", key = "WD25CD", zone_code = "Lot", zone_name = "Lot name" }}

# Postcode directory: Code-Point Open, ONSPD or NSPL, recognised by its shape. A UPRN is read, and not used to locate.
[sources.postcodes]
file = "reference/postcodes.csv"        # several: file = ["le.csv", "de.csv"]; or a folder of .csv files

# Below each table: ours = "theirs". A column that has our own name needs no line; the columns without "optional" behind
# them must be there. All columns: `carezones columns packages`. A place may also be latitude and longitude, or easting
# and northing, instead of postcode. ISO dates are always accepted; date_format names any other form, none is guessed.

[sources.providers]
file = "incoming/providers.csv"         # .csv, .xlsx (sheet = "..."), .ods or .parquet; also the CQC care directory
# date_format = "%d/%m/%Y"
# aliases = {{ "OLD1" = "P1" }}           # former references of providers that were renamed or merged
# [sources.providers.columns]
# provider_id = "Provider Ref"
# provider_name = "Provider"
# postcode = "Office Postcode"

[sources.packages]
file = "incoming/packages.csv"
# date_format = "%d/%m/%Y"
# encoding = "cp1252"                   # otherwise found out and reported
# values.setting = {{ "General" = "general", "Extra care" = "extra_care" }}
# [sources.packages.columns]
# package_id = "Package Ref"
# person_id = "Person Ref"              # optional; without it each package counts as a person
# provider_id = "Provider Ref"
# postcode = "Service User Postcode"
# hours_per_week = "Weekly Hours"
# started_on = "Start Date"
# ended_on = "End Date"                 # optional; without it every package that started still runs

[sources.awaiting]
file = "incoming/awaiting.csv"
# date_format = "%d/%m/%Y"
# [sources.awaiting.columns]
# case_id = "Case Ref"
# postcode = "Service User Postcode"
# waiting_since = "Assessed On"
# hours_per_week = "Weekly Hours"       # optional

# Optional tables; without them their figures are "no data".
# [sources.awards]                      # who holds which zone
# file = "incoming/awards.csv"
# date_format = "%d/%m/%Y"
# [sources.awards.columns]
# provider_id = "Provider Ref"
# zone_code = "Lot Code"
# role = "Role"

# [sources.offers]                      # packages offered to providers, and their answers
# file = "incoming/offers.csv"
# date_format = "%d/%m/%Y"
# [sources.offers.columns]
# offer_id = "Offer Ref"
# provider_id = "Provider Ref"
# zone_code = "Lot Code"
# offered_on = "Offered"
# response = "Response"

# [sources.performance]                 # what providers delivered of what was commissioned
# file = "incoming/performance.csv"
# date_format = "%d/%m/%Y"
# [sources.performance.columns]
# provider_id = "Provider Ref"
# zone_code = "Lot Code"
# period_start = "From"
# period_end = "To"
# commissioned_hours = "Hours Commissioned"
# delivered_hours = "Hours Delivered"

# [sources.transitions]                 # people whose care passes to a new contract
# file = "incoming/transitions.csv"
# date_format = "%d/%m/%Y"
# [sources.transitions.columns]
# transition_id = "Transfer Ref"
# postcode = "Service User Postcode"
# transfer_on = "Transfer Date"

# [sources.published]                   # figures that reports have given
# file = "reference/published.csv"
# [sources.published.columns]
# series = "Series"
# period = "Period"
# value = "Value"
# unit = "Unit"

# Census areas: boundaries or centres, and what is put beside them by their code.
# [sources.small_areas]
# file = "reference/lsoa.geojson"
# [[sources.small_areas.joined]]
# file = "reference/census.csv"         # residents by age
# [[sources.small_areas.joined]]
# file = "reference/ruc.csv"            # rural-urban classification

# Towns and hospitals on the maps, and tiles of the council's own (docs/deploy.md); without them maps ask nobody.
# [map]
# landmarks = "reference/landmarks.csv" # name, kind (town or hospital), easting and northing or postcode
# tiles = "https://tiles.council.gov.uk/{{z}}/{{x}}/{{y}}.png"
# attribution = "Contains OS data, Crown copyright and database rights 2026"

# Minutes by road; without it by a straight line. Speeds stand below [travel] in a model of your own: docs/models.md.
# [sources.roads]
# file = "reference/county.osm.pbf"     # OpenStreetMap extract, or a table of links

# Another set of zones to count the same people on.
# [other_zones.wards]
# name = "Wards"
# area_term = "ward"
# file = "reference/wards.geojson"
# columns = {{ zone_code = "WD25CD", zone_name = "WD25NM" }}

# A named change from which on trends are worked out anew.
# [[record.steps]]
# on = 2026-11-01
# name = "New contract"
"""


@dataclass(frozen=True)
class Demo:
    """A ready workspace that comes with the program."""

    name: str
    authority: str
    as_at: str
    description: str


def demos() -> list[Demo]:
    """The demos, in order of name."""
    found = []
    for path in sorted(DEMOS.glob(f"*/{SETTINGS_FILE}")):
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        first = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("#").strip()
        authority = raw["authority"]
        found.append(Demo(path.parent.name, authority["name"], str(authority["as_at"]), first))
    return found


def make_demo(name: str, folder: Path) -> None:
    """Copy a demo into a new folder.

    Raises:
        InputError: There is no such demo, or the folder is not empty.
    """
    names = [demo.name for demo in demos()]
    if name not in names:
        raise InputError(f"There is no demo {name!r}.{nearest(name, names)} Demos: {', '.join(names)}.")
    _refuse_full(folder)
    shutil.copytree(DEMOS / name, folder, dirs_exist_ok=True)
    _make_folders(folder)


def make_empty(model: str, folder: Path) -> None:
    """Make an empty workspace with a commented carezones.toml.

    Raises:
        InputError: There is no such model, or the folder is not empty.
    """
    if model not in model_names():
        raise InputError(
            f"There is no model {model!r}.{nearest(model, model_names())} Models: {', '.join(model_names())}."
        )
    _refuse_full(folder)
    _make_folders(folder)
    text = _TEMPLATE.format(name="Your council", model=model, models=", ".join(model_names()))
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")


def _make_folders(folder: Path) -> None:
    """The folders of a workspace."""
    for name in _FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)


def _refuse_full(folder: Path) -> None:
    """Never write into a folder that holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder}: something is there already. Name a new folder, or empty this one.")
