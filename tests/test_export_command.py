"""The commands that release and export, as an operator runs them."""

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

import geo.cli.dashboard
import geo.disclosure
from geo.access.audit_log import lines_of, verify
from geo.cli import app
from geo.cli.export import _progress
from geo.errors import DisclosureError, GeoError

WEEK = "2018-W11"
NAME = f"nottinghamshire-{WEEK}"


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error; an error of the input ends as the command line ends it."""
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(done.exception, GeoError):
        return done.exception.exit_code, done.stdout, done.stderr + str(done.exception)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def recorded(lots_workspace: Path) -> Iterator[Path]:
    """A workspace with one recorded week."""
    run("snapshot", lots_workspace, "--as-at", "2018-03-12", "--by", "Ada")
    return lots_workspace


def export(folder: Path, *options: object, week: str = WEEK) -> tuple[int, str, str]:
    return run("export", folder, week, "--to", folder / "packs", "--only", "csv", "--by", "Ada Byron", *options)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_recorded_week_is_released_and_written_and_the_log_says_so(recorded: Path) -> None:
    code, out, _ = export(recorded)
    assert code == 0
    assert names_in(recorded / "packs") == {
        "figures.csv", "by_area.csv", "waits.csv", "csv-metadata.json", "index.html", "SHA256SUMS",
    }  # fmt: skip
    assert f"Wrote 4 files to {recorded / 'packs' / NAME}." in out
    assert [line["did"] for line in lines_of(recorded)] == ["released", "exported"]
    assert lines_of(recorded)[1]["who"] == "Ada Byron"
    assert lines_of(recorded)[1]["of"]["kinds"] == "csv"
    assert verify(recorded) == []


def test_the_same_week_again_is_the_same_release_and_changes_nothing(recorded: Path) -> None:
    export(recorded)
    code, out, _ = export(recorded)
    assert code == 0
    assert "The same pack is in" in out
    assert [line["did"] for line in lines_of(recorded)] == ["released", "exported", "exported"]
    code, out, _ = run("releases", recorded, "--json")
    assert len(json.loads(out)["releases"]) == 1


def test_stricter_rules_make_a_new_release_of_the_same_week(recorded: Path) -> None:
    export(recorded)
    settings = recorded / "carezones.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[release]\nround_to = 10\n", encoding="utf-8")
    code, _, said = run("export", recorded, WEEK, "--to", recorded / "stricter", "--only", "csv", "--by", "Ada")
    assert code == 0, said
    assert len(json.loads(run("releases", recorded, "--json")[1])["releases"]) == 2


def test_the_list_of_releases_says_week_day_name_rules_and_audit(recorded: Path) -> None:
    assert "Nothing is released yet." in run("releases", recorded)[1]
    export(recorded)
    code, out, _ = run("releases", recorded)
    assert code == 0
    assert out.startswith(f"{WEEK}-")
    assert "by Ada Byron  Care Zones disclosure rules 1" in out
    assert "audit: " in out


def test_json_names_every_file_with_its_checksum(recorded: Path) -> None:
    code, out, _ = export(recorded, "--json")
    said = json.loads(out)
    assert code == 0
    assert said["week"] == WEEK
    assert said["is_new"]
    assert {file["name"] for file in said["files"]} >= {"csv/figures.csv"}
    assert all(len(file["sha256"]) == 64 for file in said["files"])


def test_a_refused_release_writes_nothing_says_what_to_coarsen_and_ends_with_13(
    recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise DisclosureError("People waiting in lot 1 could be worked out. Give them for the whole council only.")

    monkeypatch.setattr(geo.disclosure, "release_week", refuse)
    code, out, err = export(recorded)
    assert (code, out) == (13, "")
    assert err.endswith("Give them for the whole council only.")
    assert not (recorded / "packs").exists()
    assert [line["did"] for line in lines_of(recorded)] == ["refused"]


def test_a_damaged_ledger_ends_with_13_and_nothing_is_written(recorded: Path) -> None:
    export(recorded)
    ledger = recorded / "exports/releases/ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b"Ada", b"Bob"))
    code, _, err = run("export", recorded, WEEK, "--to", recorded / "other", "--only", "csv")
    assert code == 13
    assert "damaged" in err
    assert not (recorded / "other").exists()
    assert run("releases", recorded)[0] == 13


def test_a_damaged_record_ends_with_11_even_where_the_week_was_released(recorded: Path) -> None:
    export(recorded)
    (figures,) = (recorded / "snapshots" / WEEK).rglob("figures.parquet")
    figures.write_bytes(figures.read_bytes()[:-40])
    code, _, err = run("export", recorded, WEEK, "--to", recorded / "other", "--only", "csv")
    assert code == 11
    assert err
    assert not (recorded / "other").exists()


def test_a_week_that_is_not_recorded_ends_with_11(recorded: Path) -> None:
    code, _, err = export(recorded, week="2018-W12")
    assert code == 11
    assert "2018-W12" in err


def test_an_unknown_kind_is_refused_before_anything_is_released(recorded: Path) -> None:
    code, _, err = run("export", recorded, WEEK, "--to", recorded / "packs", "--only", "pdf,docx")
    assert code == 10
    assert "--only docx: there is no such kind of file. Name some of pdf, png, svg, html, csv" in err
    assert lines_of(recorded) == []


def test_a_week_to_compare_with_must_be_earlier_and_released(recorded: Path) -> None:
    code, _, err = export(recorded, "--compare", WEEK)
    assert code == 10
    assert err.endswith("Name an earlier released week.")
    code, _, err = export(recorded, "--compare", "2018-w10")
    assert code == 10
    assert "--compare 2018-w10: nothing of it has been released. Release that week first: " in err
    assert err.endswith(f" export {recorded} 2018-W10 --to packs")
    assert lines_of(recorded) == []


@pytest.mark.parametrize("no_week", ["2018-W99", "2018-W53", "last week", ""])
def test_a_week_to_compare_with_that_no_calendar_has_is_said_to_be_none(recorded: Path, no_week: str) -> None:
    code, _, err = export(recorded, "--compare", no_week)
    assert code == 10
    assert "there is no such week. Name an earlier released week" in err
    assert lines_of(recorded) == []


def test_a_release_to_compare_with_may_be_named_by_its_label(recorded: Path) -> None:
    code, _, err = export(recorded, "--compare", "2018-W10-0123abcd")
    assert code == 10
    assert "nothing of it has been released" in err


@pytest.mark.parametrize("nothing", ["", " "])
def test_a_pack_is_written_to_no_folder_without_a_name(
    recorded: Path, nothing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("export", recorded, WEEK, "--to", nothing, "--only", "csv")
    assert code == 10
    assert err.startswith("--to is empty.")
    assert not (tmp_path / NAME).exists()
    assert lines_of(recorded) == []


def test_an_audit_log_as_it_was_written_ends_with_0(recorded: Path) -> None:
    assert run("audit", recorded)[:2] == (0, "The audit log is empty.\n")
    export(recorded)
    code, out, err = run("audit", recorded)
    assert (code, err) == (0, "")
    assert out.startswith("The audit log is as it was written: 2 lines, the newest of 20")


def test_a_changed_line_of_the_audit_log_is_named_and_ends_with_11(recorded: Path) -> None:
    export(recorded)
    (log,) = (recorded / "audit").glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b"Ada Byron", b"Bob Byron", 1))
    code, out, err = run("audit", recorded)
    assert code == 11
    assert out.startswith("The audit log is damaged in 1 place. Keep it")
    assert f"{log.name}, row 1: the line was changed." in err
    assert "Bob" not in out + err
    assert json.loads(run("audit", recorded, "--json")[1])["faults"][0].startswith(f"{log.name}, row 1")


def test_serve_takes_the_cookies_of_somebody_in_many_groups(
    recorded: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("WEBSOCKETS_MAX_LINE_LENGTH", raising=False)
    monkeypatch.chdir(tmp_path)
    given: dict[str, str] = {}
    monkeypatch.setattr(geo.cli.dashboard.os, "execve", lambda _, __, environment: given.update(environment))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert run("serve", recorded, "--port", port)[0] == 0
    assert given["WEBSOCKETS_MAX_LINE_LENGTH"] == "32768"


def test_another_pack_in_the_folder_is_not_written_over(recorded: Path) -> None:
    export(recorded)
    (recorded / "packs" / NAME / "csv/figures.csv").write_text("mine", encoding="utf-8")
    code, _, err = export(recorded)
    assert code == 10
    assert "another pack stands there" in err


def test_no_bar_is_drawn_where_standard_error_is_no_terminal(recorded: Path) -> None:
    assert export(recorded)[2] == ""


def test_a_bar_on_a_terminal_fills_and_ends_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    _progress(0, 2, "atlas.pdf")
    _progress(1, 2, "figures.xlsx")
    _progress(2, 2, "")
    said = capsys.readouterr().err
    assert said.endswith("2/2 " + " " * 36 + "\n")
    assert said.count("\r") == 3
    assert "############            ] 1/2 figures.xlsx" in said


@pytest.mark.parametrize("command", ["export", "releases"])
def test_help_has_an_example_and_the_exit_codes(command: str) -> None:
    found = next(each for each in app.registered_commands if each.callback.__name__ == command)
    assert isinstance(found, typer.models.CommandInfo)
    assert f"Example: carezones {command} my-county" in found.callback.__doc__
    assert "13:" in found.callback.__doc__
