"""A good week with a week recorded before it, made once and copied for each case."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from cases import WeekFiles, good_week, record_on

BEFORE = dt.date(2026, 2, 23)


@pytest.fixture(scope="session")
def good_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good week, with the week before it recorded."""
    folder = tmp_path_factory.mktemp("catalogue") / "good"
    good_week(folder)
    assert record_on(folder, BEFORE) == 0
    return folder


@pytest.fixture
def week_files(good_folder: Path, tmp_path: Path) -> WeekFiles:
    """A copy of the good week to spoil."""
    shutil.copytree(good_folder, tmp_path / "week")
    return WeekFiles(tmp_path / "week")
