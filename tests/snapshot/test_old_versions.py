"""A record that an earlier version of the program wrote still opens; one that a later version wrote is refused.

`fixtures/format-1/` was written once by `python tests/snapshot/test_old_versions.py`, from the invented lots of
tests/lots.py: one week in two versions, of the first of which people's rows were forgotten. It is never written again;
a new format gets a folder of its own.
"""

import datetime as dt
import json
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from geo.errors import SnapshotError
from geo.snapshot import compare, history
from geo.snapshot.folders import FolderStore
from geo.snapshot.manifest import FORMAT, from_json, sealed, sha256, to_json, unsealed
from geo.snapshot.pointer import read_pointer

FIXTURES = Path(__file__).parent / "fixtures"
KEPT = ("figures", "zones", "awaiting")
FORMATS = sorted(path.name for path in FIXTURES.glob("format-*"))


@pytest.fixture(params=FORMATS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> FolderStore:
    """A record that was written in an earlier format."""
    return FolderStore(shutil.copytree(FIXTURES / request.param, tmp_path / "snapshots"))


def test_there_is_a_record_of_every_format_that_was_ever_written() -> None:
    assert [f"format-{number}" for number in range(1, FORMAT + 1)] == FORMATS


def test_an_old_record_opens_whole(old: FolderStore) -> None:
    assert old.damage() == []
    assert list(old.weeks()) == ["2018-W10", "2018-W11"]
    first, second = old.versions("2018-W11")
    assert (first.by, second.by) == ("A. Analyst", "B. Else")
    assert (second.reason, second.as_at, second.number) == ("the provider sent a correction", dt.date(2018, 3, 12), 3)
    recorded = old.read("2018-W11", (*KEPT, "packages"))
    assert recorded.figures.loc["1", ["people_receiving", "hours_per_week"]].tolist() == [3, 22.0]
    assert recorded.figures.loc["12", "wait_max_days"] == 29
    assert recorded.zones.crs == "EPSG:27700"
    assert recorded.zones.geometry.area.round().tolist() == [1e8] * 6
    assert recorded.tables["awaiting"]["case_id"].tolist() == ["W1", "W2", "W3", "W4"]
    assert set(recorded.tables) == set(KEPT)


def test_an_old_record_says_what_was_forgotten(old: FolderStore) -> None:
    forgotten = old.forgotten("2018-W10")
    assert forgotten is not None
    assert (forgotten.on, forgotten.by, forgotten.tables) == (dt.date(2018, 6, 1), "C. Officer", ("awaiting",))
    assert set(old.read("2018-W10", KEPT).tables) == {"figures"}


def test_an_old_record_is_compared_and_goes_on(old: FolderStore) -> None:
    assert compare(old, "2018-W10", "2018-W11").figures.loc["1", "hours_per_week_change"] == 0.0
    assert sorted(set(history(old)["week"])) == ["2018-W10", "2018-W11"]
    before = {path: path.read_bytes() for path in old.folder.rglob("*") if path.is_file()}
    newest = old.versions("2018-W11")[-1]
    home = old.folder / newest.week / newest.version
    with old.lock():
        assert old.next_number() == 4
        tables = {name: (home / f"{name}.parquet").read_bytes() for name in newest.files}
        old.put(replace(newest, week="2018-W12", version="v1-00000000", number=4), tables)
    assert list(old.weeks()) == ["2018-W10", "2018-W11", "2018-W12"]
    assert old.damage() == []
    after = {path: path.read_bytes() for path in before}
    assert {path.name for path in before if after[path] != before[path]} == {"CURRENT.json"}


def of_a_later_format(store: FolderStore, week: str) -> None:
    """Let a later program have written the newest version of a week, with more in it."""
    place = next(store.folder.glob(f"{week}/v*/manifest.json"))
    said = unsealed("manifest", place.read_bytes())
    place.write_bytes(sealed("manifest", said | {"format": FORMAT + 1, "files": ["another", "shape"]}))


def test_a_record_of_a_later_format_is_refused_in_plain_words(old: FolderStore) -> None:
    of_a_later_format(old, "2018-W10")
    with pytest.raises(SnapshotError, match=r"a newer version of this program wrote it\. Update the program\."):
        old.read("2018-W10")
    assert any("Update the program" in sentence for sentence in old.damage())
    assert list(old.weeks()) == ["2018-W11"]
    assert old.read("2018-W11").figures.loc["1", "hours_per_week"] == 22.0


def test_an_account_with_more_in_it_than_is_known_is_read(old: FolderStore) -> None:
    manifest = old.weeks()["2018-W11"]
    said = unsealed("manifest", to_json(manifest)) | {"something_new": [1, 2]}
    assert from_json(sealed("manifest", said), "here") == manifest


def test_an_account_is_read_back_as_it_was_written(old: FolderStore) -> None:
    manifest = replace(
        old.weeks()["2018-W11"],
        by='O\'Brien "Ynys Môn" \u2028 🏴',
        warnings=("one", "two"),
        reconstructed_from=dt.date(2018, 4, 2),
        extra={"note": [1, None, {"a": 0.1}]},
    )
    assert from_json(to_json(manifest), "here") == manifest
    assert to_json(from_json(to_json(manifest), "here")) == to_json(manifest)


@pytest.mark.parametrize("part", ["manifest", "sha256"])
@pytest.mark.parametrize("content", [b"", b"null", b"[]", b"{}", b'"manifest"', b"{\xff}", b"[" * 5_000])
def test_what_is_no_account_is_damaged_whatever_it_is(content: bytes, part: str) -> None:
    with pytest.raises(SnapshotError, match=r"here: the manifest is damaged\."):
        from_json(content, "here")
    with pytest.raises(SnapshotError, match="damaged"):
        from_json(json.dumps({part: "x", "sha256": sha256(b"x")}).encode(), "here")


@pytest.mark.parametrize("said", [None, [], {}, {"format": 1}, {"format": "x"}, {"format": 1, "as_at": "2018-02-30"}])
def test_a_well_kept_account_of_something_else_is_damaged(said: object) -> None:
    with pytest.raises(SnapshotError, match="damaged"):
        from_json(sealed("manifest", said), "here")


def test_a_pointer_of_something_else_is_none(tmp_path: Path) -> None:
    place = tmp_path / "CURRENT.json"
    for content in (b"", b"[" * 5_000, sealed("manifest", {"weeks": {}, "versions": {}})):
        place.write_bytes(content)
        assert read_pointer(place) is None
    assert read_pointer(tmp_path) is None
    assert read_pointer(tmp_path / "no such file") is None


def write_fixture() -> None:
    """Write the record of the format of today; only where there is none of it yet."""
    sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    from made_weeks import MONDAY, acting, write_lots  # noqa: PLC0415

    from geo.snapshot import record  # noqa: PLC0415
    from geo.week import load_week  # noqa: PLC0415

    target = FIXTURES / f"format-{FORMAT}"
    if target.exists():
        sys.exit(f"{target} is there already, and is never written again")
    with tempfile.TemporaryDirectory() as folder:
        week = load_week(write_lots(Path(folder) / "notts"), MONDAY)
        scratch = FolderStore(Path(folder) / "scratch")
        manifest = record(week, scratch, acting(MONDAY)).manifest
        home = scratch.folder / manifest.week / manifest.version
        store = FolderStore(target)
        before = replace(manifest, week="2018-W10", as_at=dt.date(2018, 3, 5))
        other = {"version": "v2-" + "0" * 8, "by": "B. Else", "reason": "the provider sent a correction"}
        # Few tables, so that the files stay small.
        versions = ((before, ("figures", "awaiting")), (manifest, ("awaiting",)), (replace(manifest, **other), KEPT))
        with store.lock():
            for number, (each, names) in enumerate(versions, 1):
                tables = {name: (home / f"{name}.parquet").read_bytes() for name in names}
                store.put(replace(each, number=number, files={name: each.files[name] for name in names}), tables)
            store.forget("2018-W10", dt.date(2018, 6, 1), "C. Officer")
    # Not one byte may be changed by what keeps the project's files.
    (target / ".gitattributes").write_text("* -text\n*.parquet binary\n", encoding="utf-8")


if __name__ == "__main__":
    write_fixture()
