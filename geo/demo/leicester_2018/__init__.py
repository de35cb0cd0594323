"""The demo `leicester-2018`: the joint framework of the city and its clinical commissioning group."""

from pathlib import Path
from typing import Final

import pandas as pd

from geo.demo.files import COLUMNS, Layer, Workspace, write_workspace
from geo.demo.leicester_2018.awaiting import make_awaiting, make_offers
from geo.demo.leicester_2018.market import make_awards, make_providers, make_reach
from geo.demo.leicester_2018.packages import fit_rates, make_packages
from geo.demo.leicester_2018.published import PUBLISHED
from geo.demo.leicester_2018.texts import NOTICE, SETTINGS
from geo.demo.regions import city_2018

SEED: Final[int] = 20180201
"""Start of every random stream of the demo. Another seed gives another city with the same totals."""


def write_leicester_2018(folder: Path) -> None:
    """Write the workspace into `folder`, replacing its files and leaving everything else there."""
    city = city_2018()
    codes = city.zones["zone_code"].tolist()
    providers = make_providers(city.directory, SEED)
    reach = make_reach(providers, len(codes), SEED)
    spells = make_packages(city.directory, reach, SEED)
    rates = fit_rates(spells, providers, SEED)
    paid = [rates[key] for key in zip(spells["contract"], spells["provider_id"], strict=True)]
    awaiting = make_awaiting(city.directory, SEED)
    tables = {
        "providers": providers,
        "awards": make_awards(providers, codes, rates),
        "packages": spells.assign(hourly_rate_gbp=paid),
        "awaiting": awaiting,
        "offers": make_offers(awaiting, reach, codes, SEED),
        "published": pd.DataFrame(PUBLISHED, columns=list(COLUMNS["published"])),
    }
    layers = {"zones.geojson": Layer(city.zones)}
    write_workspace(folder, Workspace(SETTINGS, NOTICE, city.directory, layers, tables))
