"""Several at once: one writes, the others wait or are told; whoever reads sees whole versions only."""

import os
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from small_versions import forgetting, recording, seen, version

from geo.errors import SnapshotError
from geo.settings import Settings
from geo.snapshot import note
from geo.snapshot.folders import LOCK, FolderStore

pytestmark = [
    pytest.mark.usefixtures("tables_are_bytes"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork"),
]

BUSY = 11


def in_a_process(work: Callable[[], None]) -> int:
    """Do something in a process of its own; its number. It ends with 0, 11 where it was told to wait, or 1."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child:
        return child
    try:
        work()
    except SnapshotError as error:
        os._exit(BUSY if "somebody is recording" in str(error) else 2)
    except BaseException:
        os._exit(1)
    os._exit(0)


def ends(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def until_free(store: FolderStore, deed: Callable[[FolderStore], None]) -> None:
    """Do a deed as often as it takes to find nobody else at it."""
    for _ in range(100_000):
        try:
            deed(store)
        except SnapshotError as error:
            if "somebody is recording" not in str(error):
                raise
        else:
            return
    raise AssertionError("never free")


def test_eight_writers_at_once_lose_nothing(quick_folder: Path) -> None:
    for turn in range(3):
        folder = quick_folder / str(turn)
        weeks = [f"2018-W{number:02d}" for number in (10, 10, 10, 11, 11, 12, 13, 14)]
        deeds = [recording(week, nth) for nth, week in enumerate(weeks, 1)]
        children = [in_a_process(partial(until_free, FolderStore(folder), deed)) for deed in deeds]
        assert [ends(child) for child in children] == [0] * len(deeds)
        store = FolderStore(folder)
        assert store.damage() == []
        found = {week: store.versions(week) for week in store.weeks()}
        assert {week: len(versions) for week, versions in found.items()} == {
            "2018-W10": 3, "2018-W11": 2, "2018-W12": 1, "2018-W13": 1, "2018-W14": 1,
        }  # fmt: skip
        assert sorted(each.number for versions in found.values() for each in versions) == list(range(1, 9))
        assert {path.name for path in folder.iterdir()} == {"CURRENT.json", *found}


def test_of_two_writers_at_once_each_records_or_is_told_to_wait(quick_folder: Path) -> None:
    for turn in range(20):
        folder = quick_folder / str(turn)
        deeds = [recording(week, 1) for week in ("2018-W10", "2018-W11")]
        children = [in_a_process(partial(deed, FolderStore(folder))) for deed in deeds]
        codes = [ends(child) for child in children]
        store = FolderStore(folder)
        assert set(codes) <= {0, BUSY}
        assert len(store.weeks()) == codes.count(0) >= 1
        assert store.damage() == []
        assert not (folder / LOCK).exists()


def test_readers_see_whole_versions_while_one_writes(quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    recording("2018-W11", 1)(store)

    def write() -> None:
        for nth in range(2, 40):
            recording("2018-W11", nth)(FolderStore(store.folder))
            forgetting("2018-W10" if nth % 2 else "2018-W11")(FolderStore(store.folder))

    writer = in_a_process(write)
    known = {version("2018-W11", nth, 1)[1]["figures"] for nth in range(1, 40)}
    newest, reads = 0, 0
    while os.waitid(os.P_PID, writer, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        ((_, counts, tables, _, versions),) = seen(FolderStore(store.folder)).values()
        assert tables["figures"] in known
        assert counts in versions
        # A reader never goes back to an older version.
        assert newest <= len(versions)
        newest, reads = len(versions), reads + 1
    assert ends(writer) == 0
    assert reads > 5
    assert len(store.versions("2018-W11")) == 39
    assert store.damage() == []


def test_a_reader_of_rows_that_are_removed_meanwhile_gets_none_and_no_error(
    quick_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(quick_folder / "snapshots")
    recording("2018-W11", 1)(store)
    real = Path.read_bytes

    def removed_meanwhile(path: Path) -> bytes:
        if path.name == "packages.parquet":
            forgetting("2018-W11")(FolderStore(store.folder))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", removed_meanwhile)
    assert set(store.read("2018-W11", ("figures", "packages")).tables) == {"figures"}


def test_a_lock_that_nobody_holds_any_more_is_broken_by_the_explicit_command_only(quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")

    def dies_with_the_lock() -> None:
        with store.lock():
            os._exit(7)

    child = in_a_process(dies_with_the_lock)
    assert ends(child) == 7
    for _ in range(2):
        with pytest.raises(SnapshotError, match=rf"process {child} on .* since .*--unlock"):
            recording("2018-W10", 1)(FolderStore(store.folder))
    assert f"process {child} on " in FolderStore(store.folder).unlock()
    recording("2018-W10", 1)(FolderStore(store.folder))
    assert list(store.weeks()) == ["2018-W10"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"x"', b"\xff\xfe", b'{"pid": 1}', b"[" * 5_000])
def test_a_lock_that_says_nothing_is_a_lock_all_the_same(quick_folder: Path, content: bytes) -> None:
    store = FolderStore(quick_folder / "snapshots")
    store.folder.mkdir()
    (store.folder / LOCK).write_bytes(content)
    with pytest.raises(SnapshotError, match="nobody that can be named"):
        recording("2018-W10", 1)(store)
    assert store.unlock() == "nobody that can be named"
    recording("2018-W10", 1)(store)


def test_a_writer_whose_lock_was_broken_records_nothing_and_leaves_the_others_lock_alone(quick_folder: Path) -> None:
    slow, quick = FolderStore(quick_folder / "snapshots"), FolderStore(quick_folder / "snapshots")
    recording("2018-W10", 1)(quick)
    with pytest.raises(SnapshotError, match="somebody broke the lock"), slow.lock():  # noqa: PT012
        quick.unlock()
        recording("2018-W11", 1)(quick)
        slow.put(*version("2018-W12", 1, 2))
    assert list(quick.weeks()) == ["2018-W10", "2018-W11"]
    with slow.lock():
        quick.unlock()
        with quick.lock():
            slow._lock.free()
            assert (quick.folder / LOCK).exists()
    assert not (quick.folder / LOCK).exists()
    recording("2018-W13", 1)(quick)
    assert quick.damage() == []


def test_an_error_of_the_program_frees_the_lock(quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    with pytest.raises(ZeroDivisionError), store.lock():
        raise ZeroDivisionError
    assert not (store.folder / LOCK).exists()


def test_two_writers_never_mix_their_lines_in_the_log(quick_folder: Path) -> None:
    settings = Settings(quick_folder, "Nottinghamshire", "nottinghamshire-2018", None, {})

    def write(letter: str) -> None:
        for _ in range(300):
            note(settings, letter * 200)

    assert [ends(child) for child in [in_a_process(partial(write, letter)) for letter in "ab"]] == [0, 0]
    lines = (quick_folder / "snapshots/record.log").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == ["a" * 200] * 300 + ["b" * 200] * 300
