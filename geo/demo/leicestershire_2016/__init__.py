"""The demo `leicestershire-2016`: Help to Live at Home on the day its contracts began."""

from pathlib import Path
from typing import Final

import numpy as np

from geo.demo.files import SMALL_AREA_COLUMNS, Layer, Workspace, write_workspace
from geo.demo.leicestershire_2016.awards import make_awards, make_providers
from geo.demo.leicestershire_2016.lots import REPORT_ORDER, lot_text
from geo.demo.leicestershire_2016.texts import CODES, NOTICE, SETTINGS
from geo.demo.leicestershire_2016.transfer import make_packages, make_transfers, make_transitions
from geo.demo.leicestershire_2016.waits import make_awaiting, make_offers
from geo.demo.regions import lots_2016

__all__ = ["write_leicestershire_2016"]

SEED: Final[int] = 2016
"""Start of every random stream of the demo."""


def write_leicestershire_2016(folder: Path) -> None:
    """Write the workspace into `folder`, replacing its files and leaving everything else there."""
    region = lots_2016()
    providers = make_providers(region, np.random.default_rng([SEED, 1]))
    transfers = make_transfers(region, providers, np.random.default_rng([SEED, 2]))
    awaiting = make_awaiting(region.directory, np.random.default_rng([SEED, 3]))
    packages = make_packages(transfers, awaiting, np.random.default_rng([SEED, 4]))
    # As in the report, number and name share a cell and the lots are not in the order of their numbers.
    rows = [region.zones["zone_code"].tolist().index(str(lot)) for lot in REPORT_ORDER]
    zones = region.zones.iloc[rows]
    layers = {"lots.geojson": Layer(zones.assign(Lot=[lot_text(lot) for lot in REPORT_ORDER]), ["Lot"])}
    if region.areas is not None:
        layers["small_areas.geojson"] = Layer(region.areas, SMALL_AREA_COLUMNS)
    tables = {
        "providers": providers,
        "awards": make_awards(),
        "packages": packages,
        "awaiting": awaiting,
        "offers": make_offers(awaiting),
        "transitions": make_transitions(transfers),
    }
    headers = {"awards": {"zone_code": "Lot"}}
    write_workspace(folder, Workspace(SETTINGS, NOTICE, region.directory, layers, tables, headers, CODES))
