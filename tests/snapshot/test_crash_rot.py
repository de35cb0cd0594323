"""A byte that changed, a file cut short, gone or put in another's place: noticed, and never other numbers."""

import itertools
import shutil
from pathlib import Path

import pytest
from small_versions import forgetting, recording, seen, version

from geo.errors import SnapshotError
from geo.snapshot import Act, record
from geo.snapshot.folders import FolderStore
from geo.snapshot.manifest import unsealed
from geo.week import Week

pytestmark = pytest.mark.usefixtures("tables_are_bytes")

FLIPS = itertools.cycle((0x01, 0x80, 0x20, 0xFF, 0x2A, 0x07))
"""Bits that are turned over, in turn: one, the highest, that of capitals, all, and those that turn one white space into
another."""


@pytest.fixture
def store(quick_folder: Path) -> FolderStore:
    """Two weeks, of one two versions; people's rows of the first were forgotten."""
    store = FolderStore(quick_folder / "snapshots")
    for deed in (recording("2018-W10", 1), recording("2018-W11", 1), recording("2018-W11", 2), forgetting("2018-W10")):
        deed(store)
    return store


def fragments(store: FolderStore) -> dict[str, bytes]:
    """Every figure that was ever recorded; a reader may see no other."""
    weeks = (("2018-W10", 1), ("2018-W11", 1), ("2018-W11", 2))
    return {f"{week} {nth}": version(week, nth, 1)[1]["figures"] for week, nth in weeks}


def check_noticed(store: FolderStore, whole: dict[str, object], path: Path) -> None:
    """The damage is said, and what can be read is what was recorded."""
    assert store.damage(), path
    known = fragments(store)
    for week in ("2018-W10", "2018-W11"):
        try:
            figures = store.read(week, ("figures",)).tables["figures"]
        except SnapshotError as error:
            assert week in str(error)  # noqa: PT017 - either is right
            continue
        allowed = [content for name, content in known.items() if name.startswith(week)]
        assert figures in allowed
    # The other weeks are as they were; where the pointer is damaged all are.
    for week, was in whole.items():
        if f"/{week}/" not in str(path):
            assert seen(store, week)[week] == was


def record_files(store: FolderStore) -> list[Path]:
    return sorted(path for path in store.folder.rglob("*") if path.is_file())


def test_a_changed_byte_anywhere_in_any_file_is_noticed(store: FolderStore) -> None:
    whole = seen(store)
    assert store.damage() == []
    files = record_files(store)
    assert {path.name for path in files} == {
        "CURRENT.json", "manifest.json", "figures.parquet", "packages.parquet", "forgotten.json",
    }  # fmt: skip
    for path in files:
        content = path.read_bytes()
        for place, bits in zip(range(0, len(content), 31), FLIPS, strict=False):
            path.write_bytes(content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :])
            try:
                check_noticed(store, whole, path)
            except AssertionError as error:
                raise AssertionError(f"{path}, byte {place}, bits {bits:#x}") from error
        path.write_bytes(content)
    assert seen(store) == whole


def test_every_single_byte_of_the_small_files_is_guarded(store: FolderStore) -> None:
    for path in record_files(store):
        content = path.read_bytes()
        name = {"CURRENT.json": "pointer", "manifest.json": "manifest", "forgotten.json": "forgotten"}.get(path.name)
        if name is None:
            continue
        assert unsealed(name, content) is not None
        for place, bits in zip(range(len(content)), FLIPS, strict=False):
            changed = content[:place] + bytes([content[place] ^ bits]) + content[place + 1 :]
            assert unsealed(name, changed) is None, (path, place, bits)


def test_a_file_cut_short_or_gone_is_noticed(store: FolderStore) -> None:
    whole = seen(store)
    for path in record_files(store):
        content = path.read_bytes()
        for length in (0, 1, 2, len(content) // 2, len(content) - 2, len(content) - 1):
            path.write_bytes(content[:length])
            check_noticed(store, whole, path)
        path.unlink()
        check_noticed(store, whole, path)
        path.write_bytes(content)
        path.write_bytes(content + b"\n")
        check_noticed(store, whole, path)
        path.write_bytes(content)


def test_zeros_in_place_of_a_file_are_noticed(store: FolderStore) -> None:
    whole = seen(store)
    for path in record_files(store):
        content = path.read_bytes()
        path.write_bytes(bytes(len(content)))
        check_noticed(store, whole, path)
        path.write_bytes(content)


def test_files_of_two_versions_in_each_others_place_are_noticed(store: FolderStore) -> None:
    whole = seen(store)
    first, second = sorted((store.folder / "2018-W11").iterdir())
    forgetting("2018-W11")(store)
    whole = seen(store)
    for name in ("manifest.json", "figures.parquet", "forgotten.json"):
        one, other = (first / name).read_bytes(), (second / name).read_bytes()
        (first / name).write_bytes(other)
        (second / name).write_bytes(one)
        check_noticed(store, whole, second / name)
        (first / name).write_bytes(one)
        (second / name).write_bytes(other)


def test_two_versions_in_each_others_place_are_noticed(store: FolderStore) -> None:
    first, second = sorted((store.folder / "2018-W11").iterdir())
    aside = store.folder / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    assert len(store.damage()) == 2
    with pytest.raises(SnapshotError, match="the manifest is that of"):
        store.read("2018-W11")


def test_a_week_in_another_weeks_place_is_noticed(store: FolderStore) -> None:
    shutil.rmtree(store.folder / "2018-W10")
    shutil.copytree(store.folder / "2018-W11", store.folder / "2018-W10")
    assert store.damage()
    with pytest.raises(SnapshotError):
        store.read("2018-W10")


def test_a_version_that_is_gone_is_noticed_and_the_one_before_is_read(store: FolderStore) -> None:
    whole = seen(store)
    first, second = sorted((store.folder / "2018-W11").iterdir())
    shutil.rmtree(second)
    check_noticed(store, whole, second)
    assert store.read("2018-W11", ()).manifest.version == first.name


def test_a_pointer_and_a_manifest_that_are_both_damaged_are_both_said(store: FolderStore) -> None:
    first, second = sorted((store.folder / "2018-W11").iterdir())
    (store.folder / "CURRENT.json").write_bytes(b"")
    (second / "manifest.json").write_bytes(b"")
    said = store.damage()
    assert any("CURRENT.json" in sentence for sentence in said)
    assert any(second.name in sentence for sentence in said)
    # A later run writes the pointer anew; what is damaged stays named and stays where it is.
    recording("2018-W12", 1)(store)
    assert [sentence for sentence in store.damage() if "CURRENT" in sentence] == []
    assert any(second.name in sentence for sentence in store.damage())
    assert second.is_dir()
    assert store.read("2018-W11", ()).manifest.version == first.name


def test_a_record_of_which_nothing_can_be_read_is_not_taken_for_an_empty_one(quick_folder: Path) -> None:
    store = FolderStore(quick_folder / "snapshots")
    recording("2018-W10", 1)(store)
    for path in record_files(store):
        path.write_bytes(b"")
    assert len(store.damage()) == 2


def test_an_older_pointer_put_back_loses_no_version(store: FolderStore, quick_folder: Path) -> None:
    pointer = store.folder / "CURRENT.json"
    older = pointer.read_bytes()
    recording("2018-W12", 1)(store)
    recording("2018-W12", 2)(store)
    whole = seen(store)
    pointer.write_bytes(older)
    recording("2018-W12", 2)(store)
    assert seen(store) == whole


def test_a_damaged_pointer_is_mended_by_the_next_run(store: FolderStore) -> None:
    whole = seen(store)
    (store.folder / "CURRENT.json").write_bytes(b"{")
    assert seen(store) == whole
    recording("2018-W11", 2)(store)
    assert store.damage() == []
    assert seen(store) == whole


def test_a_damaged_note_of_what_was_forgotten_is_mended_by_forgetting_again(store: FolderStore) -> None:
    whole = seen(store)
    note = next(store.folder.glob("2018-W10/*/forgotten.json"))
    note.write_bytes(b"")
    assert store.read("2018-W10", ("figures",)).manifest.week == "2018-W10"
    forgetting("2018-W10")(store)
    assert store.damage() == []
    assert seen(store) == whole


def test_rows_about_people_are_forgotten_even_where_the_manifest_is_damaged(store: FolderStore) -> None:
    first, second = sorted((store.folder / "2018-W11").iterdir())
    (first / "manifest.json").write_bytes(b"{")
    forgetting("2018-W11")(store)
    assert not (first / "packages.parquet").exists()
    assert not (second / "packages.parquet").exists()
    assert (first / "figures.parquet").exists()


def test_a_damaged_version_is_never_overwritten(store: FolderStore) -> None:
    first = next((store.folder / "2018-W10").iterdir())
    (first / "manifest.json").write_bytes(b"{")
    before = {path: path.read_bytes() for path in first.iterdir()}
    with pytest.raises(SnapshotError, match="never written over"):
        recording("2018-W10", 1)(store)
    assert {path: path.read_bytes() for path in first.iterdir()} == before


def test_a_changed_byte_in_real_tables_is_noticed(recorded_week: Week, quick_folder: Path, act: Act) -> None:
    store = FolderStore(quick_folder / "snapshots")
    manifest = record(recorded_week, store, act).manifest
    home = store.folder / manifest.week / manifest.version
    assert {path.stem for path in home.iterdir()} == {*manifest.files, "manifest"}
    for name in manifest.files:
        path = home / f"{name}.parquet"
        content = path.read_bytes()
        for place in range(0, len(content), max(len(content) // 25, 1)):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            with pytest.raises(SnapshotError, match=f"{name} is damaged"):
                store.read(manifest.week, (name,))
        for length in (0, 4, 4_096, len(content) - 1):
            path.write_bytes(content[:length] if length < len(content) else content[:-1])
            with pytest.raises(SnapshotError, match=f"{name} is damaged"):
                store.read(manifest.week, (name,))
        path.write_bytes(content)
    assert store.damage() == []
