"""A full disk, a folder that may not be written, a disk that fails: plain words, and the old state or the new one."""

import errno
import io
import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from small_versions import DEEDS, Trial, recording, seen, version

from geo.errors import SnapshotError
from geo.snapshot.folders import LOCK, FolderStore

resource = pytest.importorskip("resource", reason="this system sets no limits on files")
pytestmark = pytest.mark.usefixtures("tables_are_bytes")

# The error, and whether it lasts.
ERRORS = {
    "the disk is full": (errno.ENOSPC, True),
    "the disk is full for a moment": (errno.ENOSPC, False),
    "writing is not permitted": (errno.EACCES, True),
    "the disk fails once": (errno.EIO, False),
}
CALLS = ("open", "mkdir", "replace", "unlink", "rmdir", "fsync")


real_unlink = os.unlink


def fail_from(nth: int, number: int, patched: pytest.MonkeyPatch, *, is_lasting: bool) -> Callable[[], int]:
    """Let the nth call of the system fail, and those after it where that lasts; gives the count of calls."""
    count = 0

    def failing(real: Callable[..., Any], *, always: bool = True) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            if always or set(arguments[1]) & set("wx"):
                count += 1
                if count == nth or (is_lasting and count > nth):
                    raise OSError(number, os.strerror(number))
            return real(*arguments, **named)

        return run

    for name in CALLS:
        patched.setattr(os, name, failing(getattr(os, name)))
    patched.setattr(io, "open", failing(io.open, always=False))
    return lambda: count


@pytest.mark.parametrize(("number", "is_lasting"), ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("name", DEEDS)
def test_an_error_of_the_system_at_any_call_is_said_in_words_and_leaves_the_old_state_or_the_new_one(
    name: str, number: int, is_lasting: bool, quick_folder: Path
) -> None:
    trial = Trial(name, quick_folder)
    for nth in range(1, 200):
        store = trial.fresh()
        said = None
        with pytest.MonkeyPatch.context() as patched:
            calls = fail_from(nth, number, patched, is_lasting=is_lasting)
            try:
                trial.deed(store)
            except SnapshotError as error:
                said = str(error)
            is_done = calls() < nth
        if said is None:
            assert seen(store) == trial.new
        else:
            assert str(store.folder) in said
            assert os.strerror(number) in said or "the lock" in said
        trial.check(store)
        if is_done:
            break


@pytest.mark.parametrize("name", DEEDS)
def test_an_error_while_writing_leaves_no_lock_behind(name: str, quick_folder: Path) -> None:
    trial = Trial(name, quick_folder)
    for nth in range(1, 200):
        store = trial.fresh()
        with pytest.MonkeyPatch.context() as patched:
            calls = fail_from(nth, errno.ENOSPC, patched, is_lasting=False)
            failing = os.unlink

            def not_the_lock(path: Any, *rest: Any, fails: Callable[..., None] = failing, **named: Any) -> None:
                # That the lock itself cannot be removed is tried above.
                (real_unlink if Path(path).name == LOCK else fails)(path, *rest, **named)

            patched.setattr(os, "unlink", not_the_lock)
            with suppress(SnapshotError):
                trial.deed(store)
            is_done = calls() < nth
        assert not (store.folder / LOCK).exists()
        if is_done:
            break


def mounted(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own that is soon full."""
    folder.mkdir()
    mount = shutil.which("mount")
    if (
        not mount
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("file systems may not be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], capture_output=True, check=True)


@pytest.fixture
def small_disk(quick_folder: Path) -> Iterator[Path]:
    yield from mounted(quick_folder / "disk", "128k")


@pytest.mark.case(132)
def test_case_132_a_disk_that_is_really_full_leaves_the_old_week_intact_and_the_next_run_cleans(
    small_disk: Path,
) -> None:
    store = FolderStore(small_disk / "snapshots")
    recording("2018-W10", 1)(store)
    old = seen(store)
    states = set()
    # From a disk with no room at all to one with just enough, page by page.
    for room_bytes in range(0, 40_000, 4_096):
        filler = small_disk / "filler"
        free = os.statvfs(small_disk)
        filler.write_bytes(bytes(max(free.f_bavail * free.f_bsize - room_bytes, 0)))
        try:
            recording("2018-W11", 1)(store)
            states.add("new")
        except SnapshotError as error:
            assert os.strerror(errno.ENOSPC) in str(error)  # noqa: PT017 - either is right
            states.add("old")
            assert seen(store) == old
            assert store.damage() == []
        assert not (store.folder / LOCK).exists()
        filler.unlink()
        if "new" in states:
            break
    assert states == {"old", "new"}
    assert list(store.weeks()) == ["2018-W10", "2018-W11"]
    assert {path.name for path in store.folder.iterdir()} == {"CURRENT.json", "2018-W10", "2018-W11"}


def test_a_folder_that_may_only_be_read_is_read_and_refused_for_writing(small_disk: Path) -> None:
    store = FolderStore(small_disk / "snapshots")
    recording("2018-W10", 1)(store)
    old = seen(store)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True, capture_output=True)
    with pytest.raises(SnapshotError, match="Read-only file system"):
        recording("2018-W11", 1)(store)
    assert seen(store) == old
    assert store.damage() == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
@pytest.mark.parametrize("most_bytes", [0, 20, 60, 200, 1000])
def test_a_limit_on_the_size_of_files_leaves_the_old_week_intact(most_bytes: int, quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    recording("2018-W10", 1)(store)
    old = seen(store)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        try:
            recording("2018-W11", 1)(store)
        except SnapshotError as error:
            os._exit(11 if os.strerror(errno.EFBIG) in str(error) else 2)
        except BaseException:
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 11
    assert seen(store) == old
    assert store.damage() == []
    assert not (store.folder / LOCK).exists()
    recording("2018-W11", 1)(store)
    assert list(store.weeks()) == ["2018-W10", "2018-W11"]


def test_a_file_where_the_folder_should_be_is_refused_in_words_and_said_to_readers(quick_folder: Path) -> None:
    (quick_folder / "snapshots").write_text("mine")
    store = FolderStore(quick_folder / "snapshots")
    with pytest.raises(SnapshotError, match="snapshots"):
        recording("2018-W10", 1)(store)
    assert (quick_folder / "snapshots").read_text() == "mine"
    assert store.weeks() == {}
    assert "cannot be read" in store.damage()[0]


def test_a_folder_that_is_not_there_is_no_damage(quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    assert store.damage() == []
    assert store.weeks() == {}
    assert not (quick_folder / "snapshots").exists()


def test_an_error_of_the_disk_while_reading_falls_back_and_never_stops_the_reader(
    quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(quick_folder / "snapshots")
    recording("2018-W11", 1)(store)
    recording("2018-W11", 2)(store)
    real = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == "figures.parquet" and "v2" in path.parent.name:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    first = version("2018-W11", 1, 1)
    assert store.read("2018-W11", ("figures",)).tables["figures"] == first[1]["figures"]
    assert store.damage() == [
        f"2018-W11/{version('2018-W11', 2, 2)[0].version}: figures cannot be read (Input/output error)."
    ]
