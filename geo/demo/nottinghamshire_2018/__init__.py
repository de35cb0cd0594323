"""The demo `nottinghamshire-2018`: a lead and additional providers in each of six lots."""

from pathlib import Path
from typing import Final

import pandas as pd

from geo.demo.files import COLUMNS, SMALL_AREA_COLUMNS, Layer, Workspace, write_workspace
from geo.demo.nottinghamshire_2018.awaiting import make_awaiting
from geo.demo.nottinghamshire_2018.market import make_awards, make_providers
from geo.demo.nottinghamshire_2018.packages import County, make_packages
from geo.demo.nottinghamshire_2018.performance import make_performance
from geo.demo.nottinghamshire_2018.referrals import make_offers, make_referrals
from geo.demo.nottinghamshire_2018.texts import NOTICE, PUBLISHED, SETTINGS
from geo.demo.regions import nottinghamshire_2018

SEED: Final[int] = 20181029
"""Start of every random stream of the demo. Another seed gives another county with the same totals."""


def write_nottinghamshire_2018(folder: Path) -> None:
    """Write the workspace into `folder`, replacing its files and leaving everything else there."""
    region = nottinghamshire_2018()
    providers = make_providers(region.directory, SEED)
    awards = make_awards(providers, SEED)
    referrals = make_referrals(awards, SEED)
    awaiting = make_awaiting(region.directory, referrals, SEED)
    packages = make_packages(County(region.directory, providers, awards, referrals), awaiting, SEED)
    tables = {
        "providers": providers,
        "awards": awards,
        "packages": packages,
        "awaiting": awaiting,
        "offers": make_offers(referrals),
        "performance": make_performance(packages, awards, SEED),
        "published": pd.DataFrame(PUBLISHED, columns=list(COLUMNS["published"])),
    }
    layers = {"zones.geojson": Layer(region.zones)}
    if region.areas is not None:
        layers["small_areas.geojson"] = Layer(region.areas, SMALL_AREA_COLUMNS)
    write_workspace(folder, Workspace(SETTINGS, NOTICE, region.directory, layers, tables))
