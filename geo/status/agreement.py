"""Whether the status from the data agrees with the officers' own list of zones."""

from dataclasses import dataclass

import pandas as pd

from geo.model import Model, OfficersList
from geo.schemas import EXTRA_ROWS


@dataclass(frozen=True)
class Agreement:
    """The officers' list held against the status."""

    officers: OfficersList
    agree: tuple[str, ...]
    """Names of zones in the tier that the list gives."""
    differ: tuple[tuple[str, str, str], ...]
    """Name, tier of the list and status from the data of the others it names."""
    unknown: tuple[str, ...]
    """Names of the list that no zone has."""
    not_listed: tuple[str, ...]
    """Names of zones that the list leaves out and the data puts into a tier it uses."""


def agreement_of(figures: pd.DataFrame, model: Model) -> Agreement | None:
    """The officers' list of the model held against the status of each zone; None where the model has none.

    Args:
        figures: The zone table with status.
        model: The model.
    """
    officers = model.officers
    if officers is None:
        return None
    zones = figures[~figures.index.isin(list(EXTRA_ROWS))]
    status = dict(zip(zones["zone_name"], zones["status"], strict=True))
    listed = {name: code for code, names in officers.tiers.items() for name in names}
    known = {name: code for name, code in listed.items() if name in status}
    return Agreement(
        officers,
        tuple(name for name, code in known.items() if status[name] == code),
        tuple((name, code, status[name]) for name, code in known.items() if status[name] != code),
        tuple(name for name in listed if name not in status),
        tuple(name for name, code in status.items() if code in officers.tiers and name not in listed),
    )
