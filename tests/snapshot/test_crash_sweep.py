"""The writer dies before every single operation: a reader sees the old state or the new one, nothing else."""

import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from commands import run
from lost_power import DeadError
from small_versions import DEEDS, Trial, recording

from geo.errors import SnapshotError
from geo.snapshot import disk
from geo.snapshot.folders import FolderStore

OPERATIONS = ("make_folder", "write", "move", "remove", "remove_folder", "settle", "replace_whole")
CHANGES = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree")
DIED = 77

pytestmark = pytest.mark.usefixtures("tables_are_bytes")


def die_before(nth: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let the process be gone before its nth operation on files; gives the count of operations."""
    count = 0

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def run(*arguments: Any) -> None:
            nonlocal count
            count += 1
            if count > nth:
                raise DeadError
            real(*arguments)

        return run

    for name in OPERATIONS:
        monkeypatch.setattr(disk, name, counted(getattr(disk, name)))
    return lambda: count


@pytest.fixture
def real_tables(tables_are_bytes: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables are Parquet after all."""
    monkeypatch.undo()


@pytest.mark.parametrize("name", DEEDS)
def test_dying_before_any_operation_leaves_the_old_state_or_the_new_one(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    states = []
    for nth in range(200):
        store = trial.fresh()
        with pytest.MonkeyPatch.context() as patched:
            operations = die_before(nth, patched)
            with suppress(DeadError):
                trial.deed(store)
            is_done = operations() <= nth
        states.append(trial.check(store))
        if is_done:
            break
    assert states[0] == "old"
    assert states[-1] == "new"
    # Once the new state is there it stays: there is one moment at which it takes over.
    assert states == sorted(states, reverse=True)
    assert len(states) > 8


@pytest.mark.parametrize("name", DEEDS)
def test_what_a_dead_writer_left_is_finished_or_cleared_by_a_run_that_does_something_else(
    name: str, quick_folder: Path
) -> None:
    trial = Trial(name, quick_folder)
    for nth in range(200):
        store = trial.fresh()
        with pytest.MonkeyPatch.context() as patched:
            operations = die_before(nth, patched)
            with suppress(DeadError):
                trial.deed(store)
            is_done = operations() <= nth
        if (store.folder / "LOCK").exists():
            with pytest.raises(SnapshotError, match="somebody is recording"):
                recording("2018-W12", 1)(FolderStore(store.folder))
            FolderStore(store.folder).unlock()
        recording("2018-W12", 1)(FolderStore(store.folder))
        named = {f"{week}/{each.version}" for week in store.weeks() for each in store.versions(week)}
        there = {str(path.relative_to(store.folder)) for path in store.folder.glob("*/*") if path.is_dir()}
        assert there == named
        assert {path.name for path in store.folder.iterdir() if path.is_file()} == {"CURRENT.json"}
        assert store.damage() == []
        if is_done:
            break


def dies_for_real(nth: int, trial: Trial, store: FolderStore) -> int:
    """Do the deed in a process of its own that ends hard before its nth change of the file system; its exit code."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # later Pythons warn of threads, which the child never uses
        child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    count = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in CHANGES or (event == "open" and not is_writing(*arguments[1:])):
            return
        place = os.fspath(arguments[0]) if isinstance(arguments[0], (str, os.PathLike)) else ""
        if not place.startswith("/") or place.startswith(str(store.folder.parent)):
            count += 1
            if count > nth:
                os._exit(DIED)

    sys.addaudithook(hook)
    try:
        trial.deed(store)
    except BaseException:
        os._exit(1)
    os._exit(0)


def is_writing(mode: str | None, flags: int | None) -> bool:
    """Whether a file is opened in order to change it."""
    return any(letter in (mode or "") for letter in "wxa+") or bool((flags or 0) & (os.O_WRONLY | os.O_RDWR))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("name", DEEDS)
def test_a_process_that_really_ends_leaves_the_old_state_or_the_new_one(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    states = []
    for nth in range(200):
        store = trial.fresh()
        code = dies_for_real(nth, trial, store)
        assert code in (0, DIED)
        states.append(trial.check(store))
        if code == 0:
            break
    assert states == sorted(states, reverse=True)
    assert states[-1] == "new"
    assert len(states) > 6


KILLED = """
import os, signal, sys
from geo.snapshot import disk
real = disk.move
def move(path, to):
    if to.name == "CURRENT.json" and os.path.exists(to.parent / "2018-W11"):
        os.kill(os.getpid(), signal.SIGKILL)
    real(path, to)
disk.move = move
from geo.cli import main
sys.argv = ["carezones", "snapshot", sys.argv[1], "--as-at", "2018-03-12", "--by", "A. Analyst"]
main()
"""


@pytest.mark.slow
def test_the_program_killed_before_the_pointer_changes_ends_well_the_next_time(
    lots_workspace: Path, real_tables: None
) -> None:
    store = FolderStore(lots_workspace / "snapshots")
    command = [sys.executable, "-c", KILLED, str(lots_workspace)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert store.weeks() == {}
    snapshot = ("snapshot", lots_workspace, "--as-at", "2018-03-12", "--by", "A. Analyst")
    again = run(*snapshot)
    assert again.code == 11
    assert "--unlock" in again.err
    assert run("weeks", lots_workspace, "--unlock").code == 0
    # The killed run had written the version whole, so the next one finds it there; one row was set aside.
    assert run(*snapshot).code == 1
    assert list(store.weeks()) == ["2018-W11"]
    assert store.damage() == []
    assert {path.name for path in store.folder.iterdir()} == {"CURRENT.json", "2018-W11", "record.log"}
