"""Problems of one kind taken together: what, how often, where, and what it does to the figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from geo.masking import listed
from geo.report.problems import WORDS, Problem, Severity

SHOWN_ROWS: Final = 9
"""Rows of one kind that a line names; the download has them all (count)."""

_EFFECTS: Final[dict[Severity, str]] = {
    "refused": "Nothing of this week is loaded until it is mended; the weeks recorded before stay as they are.",
    "set_aside": "These rows are in no figure.",
    "not_mapped": "These rows count as unlocated: in the totals, in no zone.",
    "warning": "In the figures as they stand.",
    "repaired": "In the figures as repaired.",
    "not_data": "In no figure, and not meant to be.",
}
_EFFECTS_OF_TABLES: Final[dict[tuple[str, Severity], str]] = {
    ("packages", "set_aside"): "Their people, hours and providers are in no figure.",
    ("awaiting", "set_aside"): "These people are in no count of who waits, and in no wait.",
    ("providers", "set_aside"): "These providers have no name, rating or base; their packages still count.",
    ("awards", "set_aside"): "These awards are in no count of providers interested, awarded or mobilised.",
    ("offers", "set_aside"): "These offers are in no acceptance rate.",
    ("packages", "not_mapped"): "These people and hours count as unlocated: in the totals, in no zone.",
    ("awaiting", "not_mapped"): "These people count as unlocated: in the totals, in no zone.",
    ("providers", "not_mapped"): "Nothing is measured from these bases; their packages still count.",
    ("landmarks", "set_aside"): "These places are not on the maps. No figure is made from them.",
    ("landmarks", "not_mapped"): "These places are not on the maps. No figure is made from them.",
    ("small_areas", "set_aside"): "Their residents are in no share of who lives rurally or near care.",
}


@dataclass(frozen=True)
class ProblemKind:
    """Problems that differ only in the row and value they are about."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """The one that stands first in the file; its value is the example."""
        return self.problems[0]

    @property
    def severity(self) -> Severity:
        """How grave it is."""
        return self.first.severity

    @property
    def count(self) -> int:
        """Rows or things it is about."""
        return len(self.problems)

    @property
    def effect(self) -> str:
        """What it does to the figures, as a sentence."""
        return _EFFECTS_OF_TABLES.get((self.first.table, self.severity), _EFFECTS[self.severity])

    @property
    def rows(self) -> str:
        """The rows as the spreadsheet shows them, cut after `SHOWN_ROWS`; empty where it is about no row."""
        return listed((p.row for p in self.problems if p.row is not None), SHOWN_ROWS)

    def sentence(self) -> str:
        """The kind on one line: severity, the first of its places, cause, remedy and the other rows."""
        rest = listed((p.row for p in self.problems[1:]), SHOWN_ROWS - 1)
        return f"{WORDS[self.severity]}: {self.first.sentence()}" + (f" Also in row {rest}." if rest else "")

    def as_dict(self) -> dict[str, object]:
        """The kind as plain values for JSON."""
        first = self.first
        return {
            "table": first.table,
            "severity": first.severity,
            "count": self.count,
            "file": first.file,
            "sheet": first.sheet,
            "column": first.column,
            "rows": self.rows,
            "cause": first.cause,
            "example": first.value,
            "effect": self.effect,
            "remedy": first.remedy,
        }


def kinds_of(problems: Iterable[Problem]) -> list[ProblemKind]:
    """Problems by kind, the gravest first, otherwise in the order they come.

    Two are of one kind when file, sheet, column, cause and severity are the same.
    """
    alike: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        key = (problem.severity, problem.table, problem.file, problem.sheet, problem.column, problem.cause)
        alike.setdefault(key, []).append(problem)
    kinds = [ProblemKind(tuple(found)) for found in alike.values()]
    gravest = list(WORDS)
    return sorted(kinds, key=lambda kind: gravest.index(kind.severity))
