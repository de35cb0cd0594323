"""The demo `leicestershire-2022`: Home Care for Leicestershire as its scrutiny committee saw it."""

from pathlib import Path
from typing import Final

from geo.demo.awaiting import make_awaiting
from geo.demo.awards import make_awards, make_links
from geo.demo.county import make_county
from geo.demo.files import COLUMNS, LANDMARK_COLUMNS, write_geojson, write_postcodes, write_table, write_text
from geo.demo.landmarks import make_landmarks
from geo.demo.market import make_providers
from geo.demo.offers import make_offers
from geo.demo.packages import make_packages
from geo.demo.postcodes import make_postcodes
from geo.demo.texts import NOTICE, SETTINGS

SEED: Final[int] = 2022
"""Start of every random stream of the demo. Another seed gives another county with the same totals."""


def write_leicestershire_2022(folder: Path) -> None:
    """Write the workspace into `folder`, replacing its files and leaving everything else there."""
    county = make_county(SEED)
    directory = make_postcodes(county, SEED)
    providers = make_providers(directory, SEED)
    links = make_links(providers, SEED)
    awards = make_awards(providers, links, SEED)
    packages = make_packages(directory, providers, awards, links, SEED)
    awaiting = make_awaiting(directory, SEED)
    tables = {
        "providers": providers,
        "awards": awards,
        "packages": packages,
        "awaiting": awaiting,
        "offers": make_offers(awaiting, packages, providers, links, SEED),
    }
    for name, table in tables.items():
        write_table(folder / "incoming" / f"{name}.csv", table, COLUMNS[name])
    write_geojson(folder / "reference" / "zones.geojson", county.zones, ["zone_code", "zone_name"])
    areas = ["area_code", "population", "population_65_plus", "population_85_plus", "rural_urban"]
    write_geojson(folder / "reference" / "small_areas.geojson", county.areas, areas)
    write_postcodes(folder / "reference" / "postcodes.csv", directory)
    write_table(folder / "reference" / "landmarks.csv", make_landmarks(), LANDMARK_COLUMNS)
    write_text(folder / "carezones.toml", SETTINGS)
    write_text(folder / "NOTICE.md", NOTICE)
