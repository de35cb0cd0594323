"""Which zones are called rural."""

from typing import Final

import pandas as pd

RURAL_SHARE_PCT: Final = 50.0
"""A zone is marked rural from this share of residents in rural areas (%; as in the ONS "predominantly rural")."""


def is_rural(rural_population_pct: pd.Series) -> pd.Series:
    """Zones to mark as rural, by zone_code; one whose share of rural residents is unknown is not marked."""
    return rural_population_pct.ge(RURAL_SHARE_PCT).fillna(value=False).astype(bool).rename("is_rural")
