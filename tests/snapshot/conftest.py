"""Weeks to record."""

import datetime as dt
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_weeks import MONDAY, write_lots
from stores import database, kept, server  # noqa: F401 - fixtures

from geo.snapshot import Act, tables
from geo.week import Week, load_week


@pytest.fixture
def recorded_week(lots_workspace: Path) -> Week:
    """The small week of the lot-based council, as at 12 March 2018 (2018-W11)."""
    return load_week(lots_workspace, dt.date(2018, 3, 12))


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: what is tried a thousand times should not wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def tables_are_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables stay the bytes they are and no sync waits for the disk: how files are written is tried, not Parquet."""
    monkeypatch.setattr(tables, "from_bytes", lambda _, content: content)
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def act() -> Act:
    """An analyst on the morning after 12 March 2018."""
    return Act("A. Analyst", dt.datetime(2018, 3, 13, 9, tzinfo=dt.UTC))


@pytest.fixture(scope="session")
def small_week(tmp_path_factory: pytest.TempPathFactory) -> Week:
    """The same week as `recorded_week`, read once for all tests that write nothing into its workspace."""
    return load_week(write_lots(tmp_path_factory.mktemp("lots") / "notts"), MONDAY)
