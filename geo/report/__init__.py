"""What happened to every row of every file: one object, shown on a terminal, as JSON and on a page."""

from geo.report.account import MOST_LOST, Coverage, Report, TableReport
from geo.report.kinds import ProblemKind, kinds_of
from geo.report.problems import WORDS, Problem, Severity, refusals_of
from geo.report.telling import as_dict, lines, set_aside_rows

__all__ = [
    "MOST_LOST",
    "WORDS",
    "Coverage",
    "Problem",
    "ProblemKind",
    "Report",
    "Severity",
    "TableReport",
    "as_dict",
    "kinds_of",
    "lines",
    "refusals_of",
    "set_aside_rows",
]
