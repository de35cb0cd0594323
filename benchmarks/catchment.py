"""Hours within reach against PySAL's access: 634 census areas, 90 providers, every pair, the same answer."""

import importlib
import importlib.util
import warnings
from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from benchmarks import county
from benchmarks.measure import Absent, milliseconds, paired, show, times
from geo.metrics.catchment import ZONE_ENDS_MINUTES, ZONE_WEIGHTS, hours_in_reach

PROVIDERS: Final = 90
ROUNDS: Final = 15
KM_AN_HOUR: Final = 40.0
"""Journeys go in a straight line at this speed."""


def main() -> None:
    """Measure both in one run and print the ratio."""
    pairs, hours, people = _county()
    theirs = _by_access(pairs, hours, people)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        medians, answers = paired({"ours": lambda: hours_in_reach(pairs, hours, people), "access": theirs}, ROUNDS)
    expected = answers["access"].reindex(people.index).fillna(0.0)
    assert np.allclose(answers["ours"], expected, rtol=1e-12, atol=0.0)
    ours, access = medians["ours"], medians["access"]
    row = [f"{len(people):,}", f"{len(hours):,}", f"{len(pairs):,}", milliseconds(ours), milliseconds(access)]
    show(["areas", "providers", "pairs", "ours", "access", "access takes"], [[*row, times(access / ours)]])


def _by_access(pairs: pd.DataFrame, hours: pd.Series, people: pd.Series) -> Callable[[], pd.Series]:
    """The same with PySAL's access, its function alone and without the class around it.

    Raises:
        Absent: The package is not installed.
    """
    if importlib.util.find_spec("access") is None:
        raise Absent("access is not installed; it comes with the extra dev.")
    two_stage_fca = importlib.import_module("access.fca").two_stage_fca
    step_fn = importlib.import_module("access.weights").step_fn
    supply = hours.rename("hours").to_frame()
    demand = people.rename("people").rename_axis("area_code").reset_index()
    return lambda: two_stage_fca(
        demand, supply, pairs, ZONE_ENDS_MINUTES[-1], demand_index="area_code", demand_name="people",
        supply_name="hours", cost_origin="area_code", cost_dest="provider_id", cost_name="minutes",
        weight_fn=step_fn(dict(zip(ZONE_ENDS_MINUTES, ZONE_WEIGHTS, strict=True))),
    )  # fmt: skip


def _county() -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Every pair of a census area and a provider with its minutes, hours of the providers, people of the areas."""
    areas, draw = county.small_areas(), np.random.default_rng(7)
    centres = np.column_stack([areas.centroid.x, areas.centroid.y])
    bases = centres[draw.choice(len(centres), PROVIDERS, replace=False)] + draw.normal(0, 500, (PROVIDERS, 2))
    minutes = np.linalg.norm(centres[:, None] - bases, axis=2) / 1000.0 / KM_AN_HOUR * 60.0
    providers = pd.Index([f"P{at}" for at in range(PROVIDERS)], name="provider_id")
    pairs = pd.DataFrame(
        {
            "area_code": np.repeat(areas.index, PROVIDERS),
            "provider_id": np.tile(providers, len(areas)),
            "minutes": minutes.ravel(),
        }
    )
    hours = pd.Series(draw.integers(0, 80, PROVIDERS).astype(float), index=providers)
    return pairs, hours, pd.Series(draw.integers(100, 500, len(areas)).astype(float), index=areas.index)
