"""Who holds the lots, who delivers for them, and who delivered before."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.leicestershire_2016.lots import AWARDED, LOTS, NEWCOMERS, REPORT_ORDER, START, lot_text
from geo.demo.regions import Region
from geo.demo.story import bases, invented_names

EXITING: Final[int] = 40
"""Providers that delivered before (count, invented; the report: up to 150, paragraph 7)."""

HOLDERS: Final[tuple[str, ...]] = tuple(dict.fromkeys(lot.holder for lot in LOTS.values()))
"""The nine contract holders, in the order of the report's table."""

PROVIDER_IDS: Final[Mapping[str, str]] = {name: f"P{at + 1:02d}" for at, name in enumerate(HOLDERS)}
"""Reference of each contract holder."""

LEAD: Final[str] = "Castlerock"
SUBCONTRACTORS: Final[Mapping[str, tuple[int, ...]]] = {"P10": (1,), "P11": (1, 2), "P12": (2, 5), "P13": (5,)}
"""The lead provider and its four subcontractors with their lots (paragraph 16 ii; who and where is invented)."""

CONSORTIA: Final[Mapping[str, tuple[str, ...]]] = {
    "Fosse Healthcare": ("Help at Home", "P14", "P15", "P16", "P17", "P18"),
    "Help at Home": ("Fosse Healthcare", "P14", "P19", "P20", "P21"),
}
"""Members of the two consortia beside their lead. Each lead is a member of the other's too, and so is P14: three are
in both, and there are eight junior members (paragraph 16 ii; who they are is invented)."""

INVENTED: Final[int] = 12
"""Subcontractors and junior members (count), P10 to P21."""

HOLDER_SHARE: Final[float] = 0.45
"""Share of a lot's care that a lead delivers itself; the others share the rest evenly (invented)."""


def provider_id(who: str) -> str:
    """Reference of a contract holder by name, or the reference itself."""
    return PROVIDER_IDS.get(who, who)


def helpers(number: int) -> tuple[str, Sequence[str]]:
    """Role and references of those who deliver for the holder of a lot; none for a sole provider."""
    holder = LOTS[number].holder
    if holder == LEAD:
        return "subcontractor", [who for who, lots in SUBCONTRACTORS.items() if number in lots]
    return "consortium_member", [provider_id(who) for who in CONSORTIA.get(holder, ())]


def deliverers(number: int) -> dict[str, float]:
    """Share of a lot's care by provider, from the first day of the contract."""
    holder, (_, others) = provider_id(LOTS[number].holder), helpers(number)
    if not others:
        return {holder: 1.0}
    return {holder: HOLDER_SHARE, **dict.fromkeys(others, (1 - HOLDER_SHARE) / len(others))}


def make_awards() -> pd.DataFrame:
    """Table `awards` in the order of the report's table, the holder of a lot before those who deliver for it."""
    rows = []
    for number in REPORT_ORDER:
        role, others = helpers(number)
        holder = provider_id(LOTS[number].holder)
        rows.append((holder, lot_text(number), "lead" if others else "sole", ""))
        rows += [(who, lot_text(number), role, holder) for who in others]
    table = pd.DataFrame(rows, columns=["provider_id", "zone_code", "role", "contract_provider_id"])
    return table.assign(awarded_on=AWARDED.isoformat(), mobilised_on=START.isoformat())


def make_providers(region: Region, rng: np.random.Generator) -> pd.DataFrame:
    """Table `providers`; also home (place of the zone its base is in) and is_exiting.

    A contract holder's base is put into its first lot of the report's table, as its real one is not in the report.
    """
    helper_home = {provider_id(who): number for number in REPORT_ORDER for who in helpers(number)[1]}
    homes = [next(n for n in REPORT_ORDER if LOTS[n].holder == name) for name in HOLDERS]
    homes += [helper_home[f"P{at:02d}"] for at in range(len(HOLDERS) + 1, len(HOLDERS) + INVENTED + 1)]
    homes += rng.choice(REPORT_ORDER, EXITING, p=_by_size()).tolist()
    number = len(homes)
    is_exiting = np.arange(number) >= len(HOLDERS) + INVENTED
    new = ["true" if name in NEWCOMERS else "false" for name in HOLDERS]
    return pd.DataFrame(
        {
            "provider_id": [f"P{at + 1:02d}" for at in range(number)],
            "provider_name": [*HOLDERS, *invented_names(number - len(HOLDERS), rng)],
            "postcode": bases(region.directory, [home - 1 for home in homes], rng),
            "is_new_to_area": [*new, *[""] * INVENTED, *["false"] * EXITING],
            "home": [home - 1 for home in homes],
            "is_exiting": is_exiting,
        }
    )


def _by_size() -> list[float]:
    """Share of each lot in the transfers, in the order of the report's table."""
    total = sum(lot.transfers for lot in LOTS.values())
    return [lot.transfers / total for lot in LOTS.values()]
