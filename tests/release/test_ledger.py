"""The ledger of releases: chained, never altered, damage said, two writers apart, a stopped writer harmless."""

import contextlib
import dataclasses
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from released import small_release

from geo.errors import DisclosureError
from geo.release.ledger import LINES, LOCK, Act, Ledger
from geo.release.lock import only_writer
from geo.release.written import mark_of, to_json

TERMS = {"hidden_up_to": 7, "round_to": 5}


def act(version: str = "v1-3f2a9c1b", by: str = "A. Analyst") -> Act:
    return Act(by, dt.datetime(2022, 9, 6, 9, tzinfo=dt.UTC), version, TERMS, {"cells": 3, "narrowest": 8})


def release_of(week: str):
    return dataclasses.replace(small_release(), week=week)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    found = Ledger(tmp_path / "exports/releases")
    for week in ("2022-W32", "2022-W36"):
        found.add(release_of(week), act())
    return found


def test_a_ledger_that_was_never_written_is_empty_and_writes_nothing(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "exports/releases")
    assert ledger.entries() == []
    assert ledger.released() == []
    assert list(tmp_path.iterdir()) == []


def test_a_release_comes_back_as_it_was(ledger: Ledger) -> None:
    found = ledger.read("2022-W36")
    assert to_json(found.release) == to_json(release_of("2022-W36"))
    assert found.entry.number == 2
    assert found.entry.at == "2022-09-06T09:00:00+00:00"
    assert (found.entry.terms, found.entry.audit) == (TERMS, {"cells": 3, "narrowest": 8})


def test_each_line_holds_the_hash_of_the_line_before(ledger: Ledger) -> None:
    first, second = (ledger.folder / LINES).read_bytes().splitlines()
    assert json.loads(first)["entry"]["previous"] == ""
    assert json.loads(second)["entry"]["previous"] == mark_of(first)


def test_the_same_release_again_is_no_new_line(ledger: Ledger) -> None:
    before = (ledger.folder / LINES).read_bytes()
    assert ledger.add(release_of("2022-W36"), act(by="Somebody else")).entry.by == "A. Analyst"
    assert (ledger.folder / LINES).read_bytes() == before


def test_the_same_values_from_a_corrected_record_are_a_line_of_their_own(ledger: Ledger) -> None:
    assert ledger.add(release_of("2022-W36"), act("v2-77aa00bb")).entry.number == 3


def test_a_release_is_found_by_week_label_and_mark(ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    for which in ("2022-W32", "2022-w32", entry.label, entry.mark, entry.mark[:8]):
        assert ledger.read(which).entry == entry


@pytest.mark.parametrize("which", ["2022-W33", "", "0", "../../etc/passwd"])
def test_what_was_not_released_is_refused_in_words(ledger: Ledger, which: str) -> None:
    with pytest.raises(DisclosureError, match="nothing of it has been released"):
        ledger.read(which)


def test_every_changed_byte_of_the_lines_is_noticed(ledger: Ledger) -> None:
    place = ledger.folder / LINES
    content = place.read_bytes()
    for at in range(len(content) - 1):
        place.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(DisclosureError):
            ledger.released()


@pytest.mark.parametrize("kept", [[1], [0], [1, 0], [0, 0, 1], [0, 1, 1]])
def test_a_line_that_is_lost_moved_or_doubled_is_noticed(ledger: Ledger, kept: list[int]) -> None:
    place = ledger.folder / LINES
    lines = place.read_bytes().splitlines(keepends=True)
    place.write_bytes(b"".join(lines[at] for at in kept))
    with pytest.raises(DisclosureError):
        ledger.entries()


def test_a_lost_file_of_lines_is_noticed_by_the_releases_beside_it(ledger: Ledger) -> None:
    (ledger.folder / LINES).unlink()
    with pytest.raises(DisclosureError, match="lacks the line"):
        ledger.entries()


def test_a_changed_or_missing_release_is_noticed(ledger: Ledger) -> None:
    place = ledger.folder / f"{ledger.entries()[1].label}.json"
    content = place.read_bytes()
    place.write_bytes(content.replace(b"120", b"121"))
    with pytest.raises(DisclosureError, match="damaged"):
        ledger.read("2022-W36")
    place.unlink()
    with pytest.raises(DisclosureError, match="missing"):
        ledger.read("2022-W36")


def test_nothing_is_added_to_a_damaged_ledger(ledger: Ledger) -> None:
    place = ledger.folder / LINES
    place.write_bytes(place.read_bytes().replace(b"Analyst", b"analyst"))
    with pytest.raises(DisclosureError):
        ledger.add(release_of("2022-W40"), act())
    assert not list(ledger.folder.glob("2022-W40*"))


@pytest.mark.parametrize("stopped", range(1, 8))
def test_a_writer_stopped_at_any_step_leaves_a_ledger_that_reads_and_goes_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, stopped: int
) -> None:
    done = {"count": 0}

    class PowerCut(BaseException):
        pass

    def cut(act_of_disk):
        def step(*args: object, **named: object):
            done["count"] += 1
            if done["count"] == stopped:
                raise PowerCut
            return act_of_disk(*args, **named)

        return step

    with monkeypatch.context() as patched:
        for name in ("write", "fsync"):
            patched.setattr(f"geo.release.ledger.os.{name}", cut(getattr(os, name)))
        patched.setattr(Path, "replace", cut(Path.replace))
        with contextlib.suppress(PowerCut):
            ledger.add(release_of("2022-W40"), act())
    weeks = [one.release.week for one in Ledger(ledger.folder).released()]
    assert weeks in (["2022-W32", "2022-W36"], ["2022-W32", "2022-W36", "2022-W40"])
    again = Ledger(ledger.folder).add(release_of("2022-W44"), act())
    assert again.entry.number == len(weeks) + 1
    assert [one.release.week for one in Ledger(ledger.folder).released()] == [*weeks, "2022-W44"]
    Ledger(ledger.folder).add(release_of("2022-W40"), act())
    assert not list(ledger.folder.glob("*.part"))


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_half_a_line_at_the_end_was_never_released(ledger: Ledger, cut: int) -> None:
    third = ledger.add(release_of("2022-W40"), act()).entry
    (ledger.folder / f"{third.label}.json").rename(ledger.folder / f"{third.label}.part")
    place = ledger.folder / LINES
    place.write_bytes(place.read_bytes()[:-cut])
    assert len(ledger.entries()) == 2
    assert ledger.add(release_of("2022-W44"), act()).entry.number == 3
    assert len(ledger.released()) == 3


def add_ten(folder: Path, first: int) -> None:
    for week in range(first, first + 10):
        Ledger(folder).add(release_of(f"2022-W{week:02}"), act())


def test_half_a_release_beside_the_ledger_never_takes_the_place_of_a_whole_one(ledger: Ledger) -> None:
    entry = ledger.entries()[0]
    (ledger.folder / f"{entry.label}.part").write_bytes(b"half")
    ledger.add(release_of("2022-W40"), act())
    assert ledger.read(entry.label).release.week == "2022-W32"


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    add_ten = "import sys, pathlib, test_ledger as t; t.add_ten(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    command = [sys.executable, "-c", add_ten, tmp_path / "releases"]
    paths = os.pathsep.join(sys.path)
    writers = [subprocess.Popen([*command, first], env=os.environ | {"PYTHONPATH": paths}) for first in ("10", "30")]
    assert [writer.wait(300) for writer in writers] == [0, 0]
    found = Ledger(tmp_path / "releases").released()
    assert [one.entry.number for one in found] == list(range(1, 21))
    assert {one.release.week for one in found} == {f"2022-W{week}" for week in (*range(10, 20), *range(30, 40))}


def test_a_writer_that_waits_too_long_is_told_so(ledger: Ledger) -> None:
    with (
        only_writer(ledger.folder / LOCK),
        pytest.raises(DisclosureError, match="Somebody else"),
        only_writer(ledger.folder / LOCK, wait_s=0.1),
    ):
        pass


def test_a_folder_that_cannot_be_used_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "releases").write_text("a file")
    with pytest.raises(DisclosureError, match="cannot be read or written"):
        Ledger(tmp_path / "releases").add(small_release(), act())


def test_no_line_holds_a_control_character_of_a_name(tmp_path: Path) -> None:
    entry = Ledger(tmp_path / "releases").add(small_release(), act(by="A\n{}\x1b[31mB")).entry
    assert entry.by == "A {}[31mB"
    assert len((tmp_path / "releases" / LINES).read_bytes().splitlines()) == 1
