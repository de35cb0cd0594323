"""Against tau-ARGUS by pytauargus: the same small counts, and its pattern of hidden cells before our attackers."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.disclosure.attack import attack
from geo.disclosure.audit import audit
from geo.disclosure.proof import Need
from geo.disclosure.secondary import protect
from geo.disclosure.system import HIDDEN, Key, System
from tests.disclosure.councils import BANDS, exact, published, rounded, table

pytauargus = pytest.importorskip("pytauargus")
WEEK = "2026-W10@a"


@pytest.fixture(autouse=True)
def its_logs_lie_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def a_table(seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return draw.poisson(draw.gamma(2, 8, (12, 1)) * np.array([1.0, 0.8, 0.6]))


def their_pattern(counts: np.ndarray, folder: Path) -> set[Key]:
    """Cells that tau-ARGUS hides of the exact table, at fewer than 8 and a protection of their whole size."""
    at = [(f"Z{i:02d}", BANDS[j]) for i, row in enumerate(counts) for j, n in enumerate(row) for _ in range(n)]
    people = pd.DataFrame(at, columns=["zone", "band"]).assign(one=1.0)
    done = pytauargus.protect(
        people, ["zone", "band"], response="one", safety_rules="FREQ(8,100)", suppress="OPT(1)", workdir=str(folder)
    ).tables[0]
    cells = done.dataframe().assign(safe=done.safe(None))
    hidden = cells[cells["safe"].isna()]
    return {key_of(zone.strip(), band.strip()) for zone, band in zip(hidden["zone"], hidden["band"], strict=True)}


def key_of(zone: str, band: str) -> Key:
    area = "all" if zone == "Total" else zone
    return (WEEK, "awaiting", area) if band == "Total" else (WEEK, "awaiting", area, band)


@pytest.mark.parametrize("seed", [1, 2])
def test_tau_argus_hides_the_same_small_counts_and_no_hidden_cell_of_its_is_exact(seed: int, tmp_path: Path) -> None:
    counts = a_table(seed)
    true, sums = table(WEEK, "awaiting", counts)
    theirs = their_pattern(counts, tmp_path)
    assert {key for key, count in true.items() if rounded(count) == HIDDEN} <= theirs
    shown = {key: HIDDEN if key in theirs else exact(count) for key, count in true.items()}
    found = attack(System(true, shown, tuple(sums)))
    assert all(found[key].low <= true[key] for key in found)
    assert min(interval.width for interval in found.values()) >= 5


def test_its_pattern_may_let_somebody_in_a_hidden_cell_find_another(tmp_path: Path) -> None:
    """Why it does not stand in for our own: of somebody in a cell it knows nothing here."""
    counts = a_table(3)
    true, sums = table(WEEK, "awaiting", counts)
    theirs = their_pattern(counts, tmp_path)
    shown = {key: HIDDEN if key in theirs else exact(count) for key, count in true.items()}
    assert not audit(System(true, shown, tuple(sums)), need=Need(5, 5)).passed


@pytest.mark.parametrize("seed", [1, 2])
def test_beside_rounded_counts_fewer_cells_are_hidden_than_tau_argus_hides_beside_exact_ones(
    seed: int, tmp_path: Path
) -> None:
    counts = a_table(seed)
    done = protect(published(table(WEEK, "awaiting", counts)))
    assert done.is_possible
    assert len(done.system.hidden) < len(their_pattern(counts, tmp_path))
