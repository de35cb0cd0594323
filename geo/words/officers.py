"""The officers' own list of zones held against the status from the data, in words."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.status import Agreement
from geo.text import joined, long_date, plural
from geo.words.numbers import NO_DATA
from geo.words.text import clean_text

_MOST_NAMED: Final = 8
"""Names in one sentence (zones); more are counted."""


def officers_points(found: Agreement, figures: pd.DataFrame, tiers: Mapping[str, str], area: str) -> list[str]:
    """The officers' own list held against the status, in sentences.

    Args:
        found: The agreement.
        figures: The zone table, zones only.
        tiers: Tier names by code.
        area: What an area is called.
    """
    listed = len(found.agree) + len(found.differ)
    agree = f"all {listed}" if listed == len(found.agree) else f"{len(found.agree)} of {listed}"
    said = [f"{agree} {plural(area)} on the list are in the tier that it gives.".capitalize()] if listed else []
    said += [_differs(name, code, status, tiers) for name, code, status in found.differ]
    if found.unknown:
        said.append(
            f"On the list, but no {area} of these boundaries: {joined(map(clean_text, found.unknown), _MOST_NAMED)}."
        )
    named = {name for names in found.officers.tiers.values() for name in names}
    rest = [clean_text(name) for name in figures["zone_name"] if name not in named]
    if rest:
        said.append(f"Not on the list: {joined(rest, _MOST_NAMED)}.")
    if found.not_listed:
        hard = joined(map(clean_text, found.not_listed), _MOST_NAMED)
        said.append(f"Of these the data puts into a tier that the list uses: {hard}.")
    return [*said, f"List of {long_date(found.officers.on)}. {found.officers.source}."]


def officers_sentence(found: Agreement, name: str, tiers: Mapping[str, str]) -> str:
    """What the officers' own list says of one zone.

    Args:
        found: The agreement.
        name: Name of the zone, as in the zone table.
        tiers: Tier names by code.
    """
    day = long_date(found.officers.on)
    said = {zone: _differs(zone, code, status, tiers) for zone, code, status in found.differ}
    if name in found.agree:
        return f"Officers' own list of {day} has it in the same tier."
    return f"Officers' own list of {day}" + (f": {said[name]}" if name in said else " does not name it.")


def _differs(name: str, code: str, status: str, tiers: Mapping[str, str]) -> str:
    """A zone that the list puts elsewhere than the data."""
    return f"{clean_text(name)} is {tiers.get(code, code)} on the list and {tiers.get(status, NO_DATA)} from the data."
