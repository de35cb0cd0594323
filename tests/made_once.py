"""What takes long to make is made once in a run of the tests, however many processes take part in it."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app as program

DEMO = Path(__file__).resolve().parents[1] / "data" / "demo" / "leicestershire-2022"
RECORD = ["--as-at", "2022-09-05", "--back-to", "2022-06-06", "--by", "tester"]
RELEASED = ("2022-W32", "2022-W36")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that all processes of a run share; whichever needs it first makes it, and the others wait."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder, begun = shared / "once" / name, shared / "begun" / name
    folder.parent.mkdir(exist_ok=True)
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir(parents=True)
            make(begun)
            begun.rename(folder)
    return folder


def recorded_demo(factory: pytest.TempPathFactory) -> Path:
    """The Leicestershire demo with 14 recorded weeks, two of them released to scrutiny."""
    return made_once(factory, DEMO.name, _record_and_release)


def _record_and_release(folder: Path) -> None:
    shutil.copytree(DEMO, folder, dirs_exist_ok=True)
    run = CliRunner()
    recorded = run.invoke(program, ["snapshot", str(folder), *RECORD])
    assert recorded.exit_code in (0, 1), recorded.output  # 1: some rows are set aside
    for week in RELEASED:
        command = ["export", str(folder), week, "--to", str(folder / "exports"), "--only", "csv", "--by", "tester"]
        released = run.invoke(program, command)
        assert released.exit_code == 0, released.output
