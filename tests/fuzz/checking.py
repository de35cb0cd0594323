"""A week run through the whole of the check, and what must hold of the report whatever its files are."""

import datetime as dt
import json
import os
from pathlib import Path

from cases import PERSONAL
from hypothesis import HealthCheck, settings

from geo.check import check_workspace
from geo.report import Report, as_dict, lines, set_aside_rows
from geo.settings import load_settings
from geo.text import plain

AS_AT = dt.date(2026, 3, 2)
TIMES = int(os.environ.get("FUZZ_TIMES", "0"))
"""How many times the examples of `make test` are tried; 0 there, where they are the same ones each time."""


def examples(count: int) -> settings:
    """So many examples in `make test`, and other ones, many times more, in `make fuzz`."""
    return settings(
        max_examples=count * max(TIMES, 1),
        derandomize=TIMES == 0,
        database=None,
        print_blob=TIMES > 0,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file and folder."""
    paths = [folder, *sorted(folder.rglob("*"))]
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in paths}


def checked(folder: Path) -> Report:
    """The report of a week, held to what every report must be; nothing but a GeoError could end it early."""
    before = files_of(folder)
    report = check_workspace(load_settings(folder), AS_AT).report
    assert files_of(folder) == before
    shown = [json.dumps(as_dict(report), ensure_ascii=False), *lines(report, 1_000), set_aside_rows(report).to_csv()]
    for output in shown:
        found = PERSONAL.search(output)
        assert not found, output[max(found.start() - 400, 0) : found.end() + 200]
    for table in report.tables:
        table.check_adds_up()
    for problem in report.all_problems:
        assert problem.file
        assert problem.cause.endswith("."), problem
        assert problem.remedy.endswith("."), problem
        assert plain(problem.sentence()) == problem.sentence(), problem
    assert report.exit_code in (0, 1, 10)
    return report
