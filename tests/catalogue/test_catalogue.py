"""Every case of the catalogue of bad input through the whole of `carezones check`, with what must hold for all.

(a) rows read = loaded + set aside + not data; (b) a refused week changes no byte of the record; (c) a message names
file, cause and remedy and no personal value; (d) no traceback; (e) time and memory under a cap; (f) the mended file
loads and is recorded.
"""

import ast
import datetime as dt
import gc
import hashlib
import json
import re
import resource
import sys
import time
from pathlib import Path
from typing import Any

import a_files
import b_shape
import c_values
import d_dates
import e_places
import f_zones
import pytest
from cases import CASES, LAST, PERSONAL, Case, WeekFiles, record_on

from geo.check import check_workspace
from geo.cli import main
from geo.errors import GeoError
from geo.report import Problem
from geo.settings import load_settings
from geo.snapshot import open_store

GROUPS = (a_files, b_shape, c_values, d_dates, e_places, f_zones)
MOST_SECONDS = 60
"""Wide: it is there to catch what never ends (s)."""
MOST_MEMORY_KB = 1_000_000
"""Added to what the tests hold already, and by any child (kB)."""


def contents_of(folder: Path) -> dict[str, str]:
    """Every file of a workspace by its hash."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run_check(folder: Path, as_at: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """`carezones check` as the shell runs it, but in this process."""
    monkeypatch.setattr(sys, "argv", ["carezones", "check", str(folder), "--as-at", as_at, "--json"])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    finally:
        gc.enable()
    return 0


def memory_kb(*, start: bool = False) -> int:
    """Highest memory of this process since the last start (kB)."""
    if start:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    said = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert said
    return int(said[1])


def fits(problem: Problem, case: Case) -> bool:
    return problem.severity == case.outcome and all(piece in problem.sentence() for piece in case.says)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.number}-{case.name}")
def test_case(
    case: Case, week_files: WeekFiles, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = week_files.folder
    good = contents_of(folder)
    case.spoil(week_files)
    spoilt = contents_of(folder)
    capfd.readouterr()
    # Browsers that other tests have started from this process count here too, so only a new highest mark is ours.
    others_kb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    memory, began = memory_kb(start=True), time.monotonic()
    code = run_check(folder, case.as_at, monkeypatch)
    said = capfd.readouterr()
    assert time.monotonic() - began < MOST_SECONDS
    assert memory_kb() - memory < MOST_MEMORY_KB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < max(MOST_MEMORY_KB, others_kb + 1)
    assert code == case.exit_code, said.err or said.out
    for output in (said.out, said.err):
        assert "Traceback" not in output
        assert not PERSONAL.search(output), PERSONAL.search(output)
        assert not [value for value in case.secret if value in output]
    _the_report_is_right(case, json.loads(said.out))
    if case.outcome == "refused":
        with pytest.raises(GeoError):
            record_on(folder, dt.date.fromisoformat(case.as_at))
    # Neither left anything behind; so where the file is mended the week is as good as the one that was recorded.
    assert contents_of(folder) == spoilt
    assert {name: digest for name, digest in spoilt.items() if name.startswith("snapshots")} == {
        name: digest for name, digest in good.items() if name.startswith("snapshots")
    }


def _the_report_is_right(case: Case, printed: dict[str, Any]) -> None:
    """What `check --json` printed holds for every case, and says what this one must."""
    accounts = {table["table"]: table for table in printed["tables"]}
    told = [*printed["problems"], *(problem for table in accounts.values() for problem in table["problems"])]
    problems = [Problem(**problem) for problem in told]
    for account in accounts.values():
        assert account["rows_read"] == account["loaded"] + account["set_aside"] + account["not_data"]
    for problem in problems:
        assert problem.file
        assert problem.cause.endswith("."), problem.cause
        assert problem.remedy.endswith("."), problem.sentence()
    assert sum(kind["count"] for kind in printed["kinds"]) == len(problems)
    found = "\n".join(f"{problem.severity}: {problem.sentence()}" for problem in problems)
    if case.outcome == "accepted":
        assert not found
    else:
        assert any(fits(problem, case) for problem in problems), found
    if case.account is None:
        assert case.outcome == "refused", "a case that loads says how many rows went where"
        return
    wanted = (case.account.read, case.account.loaded, case.account.set_aside, case.account.not_data)
    account = accounts[case.account.table]
    assert tuple(account[name] for name in ("rows_read", "loaded", "set_aside", "not_data")) == wanted, found


def test_the_good_week_is_good_and_was_recorded(week_files: WeekFiles) -> None:
    report = check_workspace(load_settings(week_files.folder), dt.date(2026, 3, 2)).report
    assert report.exit_code == 0
    assert report.all_problems == ()
    assert len(open_store(load_settings(week_files.folder)).weeks()) == 1


def test_every_case_of_the_catalogue_has_its_test() -> None:
    marked = {case.number for case in CASES}
    for path in Path(__file__).parents[1].rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.case":
                marked |= {ast.literal_eval(number) for number in node.args}
    assert sorted(set(range(1, LAST + 1)) - marked) == []
    assert max(marked) == LAST


def test_every_group_of_the_catalogue_is_loaded() -> None:
    assert {case.spoil.__module__ for case in CASES} == {group.__name__ for group in GROUPS}
