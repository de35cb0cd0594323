"""The audit log: lines are added and never altered, and what was altered is found."""

import datetime as dt
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geo.access import Actor, Role
from geo.access.audit_log import FOLDER, lines_of, note, verify
from geo.errors import AccessError

CAROL = Actor("carol", Role.COMMISSIONER)
AUGUST = dt.datetime(2026, 8, 31, 23, 59, 59, tzinfo=dt.UTC)
SEPTEMBER = dt.datetime(2026, 9, 1, 0, 0, 1, tzinfo=dt.UTC)


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    for zone in ("HC01", "HC02", None):
        note(tmp_path, CAROL, "viewed", {"page": "Waiting", "zone": zone}, AUGUST)
    note(tmp_path, CAROL, "exported", {"week": "2026-W36"}, SEPTEMBER)
    return tmp_path


def august(folder: Path) -> Path:
    return folder / FOLDER / "2026-08.jsonl"


def test_a_line_says_when_who_what_and_to_what(logged: Path) -> None:
    first, *_, last = lines_of(logged)
    assert {name: first[name] for name in ("at", "who", "role", "did", "of")} == {
        "at": "2026-08-31T23:59:59+00:00",
        "who": "carol",
        "role": "commissioner",
        "did": "viewed",
        "of": {"page": "Waiting", "zone": "HC01"},
    }
    assert last["of"] == {"week": "2026-W36"}
    assert verify(logged) == []


def test_only_the_owner_may_read_the_log(logged: Path) -> None:
    assert (logged / FOLDER).stat().st_mode & 0o077 == 0
    assert august(logged).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda lines: [lines[0].replace("HC01", "HC09"), *lines[1:]], "row 1: the line was changed"),
        (lambda lines: lines[1:], "row 1: a line before it was changed, taken out or put in"),
        (lambda lines: [lines[0], lines[2]], "row 2: a line before it"),
        (lambda lines: [lines[1], lines[0], lines[2]], "row 1: a line before it"),
        (lambda lines: [lines[0], "not a line", *lines[1:]], "row 2: the line was changed"),
        (lambda lines: [lines[0], lines[1], lines[2].replace("viewed", "exported")], "row 3: the line was changed"),
        (lambda lines: [lines[0], lines[1]], "2026-09.jsonl, row 1: a line before it"),
    ],
)
def test_a_line_that_was_changed_taken_out_or_put_in_is_found(logged: Path, change, found: str) -> None:
    lines = august(logged).read_text().splitlines()
    august(logged).write_text("\n".join(change(lines)) + "\n")
    assert any(found in fault for fault in verify(logged))


def test_a_line_that_was_cut_off_by_a_loss_of_power_is_told_and_the_next_still_written(logged: Path) -> None:
    file = logged / FOLDER / "2026-09.jsonl"
    file.write_bytes(file.read_bytes()[:-40])
    note(logged, CAROL, "viewed", {"page": "Rules"}, SEPTEMBER)
    assert lines_of(logged)[-1]["of"] == {"page": "Rules"}
    assert verify(logged) == ["2026-09.jsonl, row 1: the line was changed."]


def test_a_name_cannot_make_a_line_of_its_own(tmp_path: Path) -> None:
    hostile = 'x"}\n{"did":"released"\u2028\u202e\x00\x1b[31m'
    note(tmp_path, Actor(hostile, None), "refused", {"tried": hostile})
    (line,) = lines_of(tmp_path)
    assert line["role"] == "none"
    assert line["who"].isprintable()
    assert line["of"]["tried"].isprintable()
    (file,) = (tmp_path / FOLDER).glob("*.jsonl")
    assert len(file.read_bytes().splitlines()) == 1


def test_many_writers_at_once_make_one_chain(tmp_path: Path) -> None:
    def write(number: int) -> None:
        for step in range(20):
            note(tmp_path, CAROL, "viewed", {"page": f"{number}-{step}"})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(lines_of(tmp_path)) == 100
    assert verify(tmp_path) == []


def test_many_processes_at_once_make_one_chain(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from geo.access import Actor; from geo.access.audit_log import note\n"
        "for step in range(60): note(Path(sys.argv[1]), Actor('x', None), 'viewed', {'step': step})"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len(lines_of(tmp_path)) == 180
    assert verify(tmp_path) == []


def test_what_cannot_be_noted_is_refused(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way")
    with pytest.raises(AccessError, match="cannot be written"):
        note(tmp_path, CAROL, "viewed", {})


def test_a_line_holds_no_more_than_is_given(logged: Path) -> None:
    for line in lines_of(logged):
        assert set(line) == {"at", "who", "role", "did", "of", "before", "mark"}
    assert json.loads(august(logged).read_text().splitlines()[0])["before"] == "0" * 64
