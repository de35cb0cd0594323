"""The audit of a week of 14 zones in five bands of waiting, with the twelve releases before it, made up.

Everything is attacked: hidden cells of all 13 releases, somebody in each hidden cell of 1 or 2 of the new one, every
pair of releases subtracted, and who waits over 28 days held against who waited four weeks before. Of earlier releases
only what was published is known, as from the ledger. Time of the processor stands beside time on the clock.
"""

import time
from dataclasses import replace
from itertools import combinations
from typing import Final

from benchmarks.measure import milliseconds, paired, show
from geo.disclosure.audit import audit
from geo.disclosure.system import AtMost, System
from tests.disclosure.councils import a_year, waited

ROUNDS: Final = 3
ZONES, WEEKS, RECEIVING = 14, 13, 2_250
AWAITING: Final = (300, 800, 1_500)
"""People awaiting care in the whole council: few give many hidden cells, many give narrow rounded ones."""
WEEKS_APART: Final = 4


def main() -> None:
    """Measure and print the table."""
    rows = []
    for awaiting in AWAITING:
        year = a_year(ZONES, WEEKS, awaiting, RECEIVING)
        links = _links(year)
        earlier = [replace(one, true={}) for one in year[:-1]]
        start = time.process_time()
        medians, answers = paired({"audit": lambda: audit(year[-1], earlier, links)}, ROUNDS)  # noqa: B023 - run at once
        processor, said = (time.process_time() - start) / ROUNDS, answers["audit"]
        attacked = [f"{said.cells:,}", f"{said.insiders:,}", f"{said.differences:,}", f"{len(links):,}"]
        seconds = [milliseconds(medians["audit"]), milliseconds(processor)]
        rows.append([f"{awaiting:,}", *attacked, "passes" if said.passed else "refused", *seconds])
    show(["people awaiting", "hidden", "insiders", "differences", "links", "audit", "median", "processor"], rows)


def _links(year: list[System]) -> list[AtMost]:
    """Links between weeks at least four apart, where the made-up weeks keep to them."""
    pairs = [(one, two) for (i, one), (j, two) in combinations(enumerate(year), 2) if j - i >= WEEKS_APART]
    found = [(link, one, two) for one, two in pairs for link in waited(one, two)]
    return [link for link, one, two in found if two.true[link.smaller] <= one.true[link.larger]]


if __name__ == "__main__":
    main()
