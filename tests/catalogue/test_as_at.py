"""Case 82 at the command line: no date is taken from the clock, and none lies in the future."""

import json

import pytest
from cases import WeekFiles
from typer.testing import CliRunner

from geo.cli import app
from geo.errors import InputError
from geo.settings import load_settings
from geo.snapshot import open_store

pytestmark = pytest.mark.case(82)


def recorded(week: WeekFiles) -> list[str]:
    return list(open_store(load_settings(week.folder)).weeks())


def test_a_week_is_not_recorded_without_its_date(week_files: WeekFiles) -> None:
    before = recorded(week_files)
    ran = CliRunner().invoke(app, ["snapshot", str(week_files.folder)])
    assert ran.exit_code == 2
    assert "--as-at" in ran.stderr
    assert recorded(week_files) == before


def test_a_week_of_the_future_is_not_recorded(week_files: WeekFiles) -> None:
    before = recorded(week_files)
    ran = CliRunner().invoke(app, ["snapshot", str(week_files.folder), "--as-at", "2999-01-04"])
    assert isinstance(ran.exception, InputError)
    assert "lies in the future" in str(ran.exception)
    assert recorded(week_files) == before


def test_a_check_without_a_date_says_what_nobody_looked_at(week_files: WeekFiles) -> None:
    ran = CliRunner().invoke(app, ["check", str(week_files.folder), "--json"])
    kinds = [kind for kind in json.loads(ran.stdout)["kinds"] if kind["file"] == "carezones.toml"]
    assert [(kind["severity"], kind["cause"].split(",")[0]) for kind in kinds] == [
        ("warning", "no as-at date is known")
    ]
    assert ran.exit_code == 0
