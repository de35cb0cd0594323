"""The demo `leicestershire-2015`: the market that the scrutiny review panel found, on two sets of zones."""

from pathlib import Path
from typing import Final

import numpy as np

from geo.demo.files import SMALL_AREA_COLUMNS, Layer, Workspace, write_workspace
from geo.demo.leicestershire_2015.market import AREAS, make_awards, make_providers
from geo.demo.leicestershire_2015.packages import make_packages
from geo.demo.leicestershire_2015.texts import NOTICE, SETTINGS
from geo.demo.leicestershire_2015.waits import make_awaiting
from geo.demo.regions import areas_2015

__all__ = ["write_leicestershire_2015"]

SEED: Final[int] = 2015
"""Start of every random stream of the demo."""


def write_leicestershire_2015(folder: Path) -> None:
    """Write the workspace into `folder`, replacing its files and leaving everything else there.

    Raises:
        ValueError: The region is not the one the demo is made for.
    """
    region = areas_2015()
    if region.zones["zone_code"].tolist() != list(AREAS) or region.other_zones is None:
        raise ValueError("the region must have the seven areas of the demo, in order, and a second set of zones")
    providers = make_providers(region.directory, np.random.default_rng([SEED, 1]))
    awards = make_awards(providers, np.random.default_rng([SEED, 2]))
    layers = {"areas.geojson": Layer(region.zones), "localities.geojson": Layer(region.other_zones)}
    if region.areas is not None:
        layers["small_areas.geojson"] = Layer(region.areas, SMALL_AREA_COLUMNS)
    tables = {
        "providers": providers,
        "awards": awards,
        "packages": make_packages(region.directory, providers, awards, np.random.default_rng([SEED, 3])),
        "awaiting": make_awaiting(region.directory, np.random.default_rng([SEED, 4])),
    }
    write_workspace(folder, Workspace(SETTINGS, NOTICE, region.directory, layers, tables))
