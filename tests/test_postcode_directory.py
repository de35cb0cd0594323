"""The postcode directory: its shapes, the account of its rows, and the lookup that large ones are kept in."""

import dataclasses
import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from lots import REAL, needs_real_files

from geo.check import check_workspace
from geo.errors import InputError
from geo.ingest import postcodes as reading
from geo.locate import PostcodeDirectory, directory, locate, lookup, open_directory
from geo.report import TableReport
from geo.settings import Source, load_settings

CODE_POINT = '"LE1 1AA",10,459327,304196,"E92000001","","","","",""\n'
NSPL = """pcd7,pcds,dointr,doterm,east1m,north1m,lsoa21cd,lsoa11cd
LE1 1AA,LE1 1AA,198001,,459327,304196,E01013000,E01000001
LE1 1AD,LE1 1AD,198001,201412,459039,304558,E01013001,E01000001
BT1 1AA,BT1 1AA,198001,,146900,530100,N00000001,N00000001
JE2 3AB,JE2 3AB,198001,,,,L99999999,L99999999
"""
OLD_NSPL = """pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,lsoa11
LE1 1AA,LE1  1AA,LE1 1AA,198001,,459327,0304196,E01013000
"""


def opened(folder: Path, **files: str) -> tuple[PostcodeDirectory, TableReport]:
    """A directory of some files, given by name and text."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return open_directory(source_of(folder, *files))


def source_of(folder: Path, *names: str) -> Source:
    return Source("postcodes", tuple(folder / name for name in names), names)


def points_of(found: PostcodeDirectory, *postcodes: str) -> list[tuple[float, float]]:
    points = locate(pd.DataFrame({"postcode": list(postcodes)}, dtype="str"), found).points
    return list(zip(points["easting"], points["northing"], strict=True))


def counts(report: TableReport) -> tuple[int, int, int, int]:
    report.check_adds_up()
    return report.rows_read, report.rows_loaded, report.rows_set_aside, report.rows_not_data


@pytest.mark.parametrize(
    "text",
    [CODE_POINT, NSPL, OLD_NSPL, "\ufeff" + NSPL, "Postcode;Eastings;Northings\nle1 1aa;459327.0; 304196 \n"],
    ids=["code point", "nspl", "old nspl", "byte order mark", "plain table"],
)
def test_each_shape_of_the_directory_gives_the_same_point(tmp_path: Path, text: str) -> None:
    assert points_of(opened(tmp_path, f=text)[0], "LE1 1AA") == [(459327.0, 304196.0)]


def test_a_directory_as_parquet_gives_the_same_point(tmp_path: Path) -> None:
    table = pd.DataFrame({"pcds": ["LE1 1AA"], "oseast1m": [459327], "osnrth1m": [304196.0], "lsoa21": ["E01013000"]})
    table.to_parquet(tmp_path / "f")
    found, _ = open_directory(source_of(tmp_path, "f"))
    assert points_of(found, "LE1 1AA") == [(459327.0, 304196.0)]
    assert found.area_code(np.array([0])).tolist() == ["E01013000"]


def test_every_row_of_the_directory_is_accounted_for(tmp_path: Path) -> None:
    again = "LE1 1AA,LE1 1AA,198001,,459327,304196,E01013000,\nLE1 1AA,LE1 1AA,198001,,459328,304196,E01013000,\n"
    wrong = "LE1,LE1,198001,,459327,304196,,\nLE1 1AE,LE1 1AE,198001,,52.63,-1.13,,\nLE1 1AF,LE1 1AF,198001,,x,1,,\n"
    found, report = opened(tmp_path, f=NSPL + again + wrong)
    assert counts(report) == (9, 2, 3, 4)
    said = [problem.sentence() for problem in report.problems]
    assert said[0].startswith("f, row 8, column postcode (LE1): this is not a postcode.")
    assert said[1].startswith("f, row 9, column easting (LE11AE): easting and northing are not a place in Great Brit")
    assert said[2].startswith("f, row 10, column easting (LE11AF)")
    assert any("2 postcodes have no point in Great Britain" in sentence for sentence in said)
    assert any("1 row says again" in sentence for sentence in said)
    assert any("1 row gives a postcode another point" in sentence for sentence in said)
    assert points_of(found, "LE1 1AA") == [(459327.0, 304196.0)]


def test_northern_ireland_is_not_put_into_the_british_grid(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, f=NSPL)
    assert np.isnan(points_of(found, "BT1 1AA")[0][0])
    causes = locate(pd.DataFrame({"postcode": ["BT1 1AA", "JE2 3AB"]}, dtype="str"), found).unlocated["cause"]
    assert "Northern Ireland" in causes[0]
    assert "Channel Islands" in causes[1]


def test_a_postcode_in_use_comes_before_the_same_out_of_use() -> None:
    rows = {"postcode": ["LE11AA"] * 2, "easting": [1.0, 2.0], "northing": [1.0, 2.0], "is_terminated": [True, False]}
    found = directory(pd.DataFrame(rows))
    assert found.easting.tolist() == [2.0]
    assert not found.is_terminated.any()


def test_the_small_area_of_a_postcode_is_kept_in_its_newest_version(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, f=NSPL)
    rows = locate(pd.DataFrame({"postcode": ["LE1 1AD", "?", "LE1 1AA"]}, dtype="str"), found).points["directory_row"]
    assert found.area_code(rows.to_numpy()).tolist() == ["E01013001", np.nan, "E01013000"]


def test_a_directory_without_small_areas_says_none(tmp_path: Path) -> None:
    found, _ = opened(tmp_path, f=CODE_POINT)
    assert found.area_code(np.array([0, -1])).isna().all()
    empty = directory(pd.DataFrame({"postcode": pd.array([], dtype="str"), "easting": [], "northing": []}))
    assert empty.area_code(np.array([-1])).isna().all()


def test_columns_of_another_name_are_mapped(tmp_path: Path) -> None:
    (tmp_path / "f").write_text("PC,X,Y,Gone,Area\nLE1 1AA,459327,304196,2014,E01013000\n", encoding="utf-8")
    mapped = {"postcode": "PC", "easting": "X", "northing": "Y", "terminated_on": "Gone", "area_code": "Area"}
    found, _ = open_directory(dataclasses.replace(source_of(tmp_path, "f"), columns=mapped))
    assert found.is_terminated.tolist() == [True]
    assert found.area_codes == ("E01013000",)
    wrong = dataclasses.replace(source_of(tmp_path, "f"), columns=mapped | {"area_code": "LSOA"})
    with pytest.raises(InputError, match="no column for area_code"):
        open_directory(wrong)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pcds,oseast1m,osnrth1m\n", "no row of data"),
        ("pcds,oseast1m,osnrth1m\nLE1 1AA,52.6,-1.1\n", "No row is better"),
        (
            "pcds,oseast1m,osnrth1m\n" + "LE1,459327,304196\n" * 1_001 + "LE1 1AA,459327,304196\n",
            "More than 1,000 rows",
        ),
        ("pcds,oseast1m,osnrth1m\nLE1 1AA,459327,304196,1\n", "cannot be read as a table"),
        ("pcds,lat,long\nLE1 1AA,52.6,-1.1\n", "no column for easting"),
    ],
)
def test_a_directory_that_cannot_be_used_is_refused_with_its_name(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        opened(tmp_path, f=text)
    assert str(refused.value).startswith("f")


def test_the_rows_set_aside_may_be_as_many_as_are_named(tmp_path: Path) -> None:
    bad = "LE1,459327,304196\n" * reading.MOST_SET_ASIDE
    _, report = opened(tmp_path, f="pcds,oseast1m,osnrth1m\n" + bad + "LE1 1AA,459327,304196\n")
    assert counts(report) == (1_001, 1, 1_000, 0)


def test_a_folder_of_files_is_one_directory(lots_workspace: Path, edit: Callable[[Path, str, str], None]) -> None:
    whole = lots_workspace / "reference/codepo.csv"
    rows = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    whole.unlink()
    folder = lots_workspace / "reference/codepo"
    folder.mkdir()
    for number, row in enumerate(rows):
        (folder / f"a{number}.csv").write_text(row, encoding="utf-8")
    (folder / "notes.txt").write_text("Not data", encoding="utf-8")
    edit(lots_workspace / "carezones.toml", "reference/codepo.csv", "reference/codepo/")
    report = check_workspace(load_settings(lots_workspace)).report
    table = next(table for table in report.tables if table.table == "postcodes")
    assert counts(table) == (9, 9, 0, 0)
    assert table.files == ("reference/codepo (9 files)",)


def test_a_folder_without_files_is_refused(lots_workspace: Path, edit: Callable[[Path, str, str], None]) -> None:
    (lots_workspace / "reference/empty").mkdir()
    edit(lots_workspace / "carezones.toml", "reference/codepo.csv", "reference/empty")
    report = check_workspace(load_settings(lots_workspace)).report
    assert "there is no .csv file in this folder" in " ".join(p.sentence() for p in report.refusals)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every directory is large enough to be remembered."""
    monkeypatch.setattr(lookup, "WORTH_REMEMBERING", 1)


def same(one: tuple[PostcodeDirectory, TableReport], other: tuple[PostcodeDirectory, TableReport]) -> bool:
    names = [field.name for field in dataclasses.fields(PostcodeDirectory)]
    equal = [np.array_equal(getattr(one[0], n), getattr(other[0], n), equal_nan=n.endswith("ing")) for n in names]
    return all(equal) and one[1] == other[1]


@pytest.mark.usefixtures("large")
def test_the_lookup_says_what_the_files_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(tmp_path, f=NSPL + "LE1,LE1,198001,,459327,304196,,\n")
    memory = tmp_path / "memory"
    source = source_of(tmp_path, "f")
    assert same(open_directory(source, memory, remember=True), first)
    monkeypatch.setattr("geo.locate.opening.read_postcodes", None)
    assert same(open_directory(source, memory), first)


@pytest.mark.usefixtures("large")
def test_nothing_is_written_unless_it_is_to_be_remembered(tmp_path: Path) -> None:
    (tmp_path / "f").write_text(NSPL, encoding="utf-8")
    open_directory(source_of(tmp_path, "f"), tmp_path / "memory")
    assert not (tmp_path / "memory").exists()


def test_a_small_directory_is_read_each_time(tmp_path: Path) -> None:
    (tmp_path / "f").write_text(NSPL, encoding="utf-8")
    open_directory(source_of(tmp_path, "f"), tmp_path / "memory", remember=True)
    assert not (tmp_path / "memory").exists()


@pytest.mark.usefixtures("large")
def test_a_file_of_the_same_size_and_time_with_other_content_is_read_anew(tmp_path: Path) -> None:
    source, memory = source_of(tmp_path, "f"), tmp_path / "memory"
    (tmp_path / "f").write_text(NSPL, encoding="utf-8")
    open_directory(source, memory, remember=True)
    stat = (tmp_path / "f").stat()
    (tmp_path / "f").write_text(NSPL.replace("459327", "459328"), encoding="utf-8")
    os.utime(tmp_path / "f", ns=(stat.st_atime_ns, stat.st_mtime_ns))
    found, _ = open_directory(source, memory, remember=True)
    assert points_of(found, "LE1 1AA") == [(459328.0, 304196.0)]
    assert len(list(memory.iterdir())) == 1


@pytest.mark.usefixtures("large")
def test_the_same_file_mapped_otherwise_is_read_anew(tmp_path: Path) -> None:
    source, memory = source_of(tmp_path, "f"), tmp_path / "memory"
    (tmp_path / "f").write_text(NSPL, encoding="utf-8")
    open_directory(source, memory, remember=True)
    found, _ = open_directory(dataclasses.replace(source, columns={"area_code": "lsoa11cd"}), memory)
    assert "E01000001" in found.area_codes


@pytest.mark.usefixtures("large")
def test_a_damaged_lookup_is_not_believed(tmp_path: Path) -> None:
    source, memory = source_of(tmp_path, "f"), tmp_path / "memory"
    (tmp_path / "f").write_text(NSPL, encoding="utf-8")
    first = open_directory(source, memory, remember=True)
    kept = next(memory.iterdir())
    whole = kept.read_bytes()
    for cut in range(0, len(whole), 97):
        kept.write_bytes(whole[:cut])
        assert same(open_directory(source, memory), first)
        kept.write_bytes(whole[:cut] + bytes([whole[cut] ^ 0x55]) + whole[cut + 1 :])
        assert same(open_directory(source, memory), first)


@pytest.mark.usefixtures("large")
def test_check_writes_nothing_and_the_recorded_week_keeps_the_lookup(lots_workspace: Path) -> None:
    settings = load_settings(lots_workspace)
    check_workspace(settings, dt.date(2018, 3, 12))
    assert not (lots_workspace / ".carezones").exists()
    check_workspace(settings, dt.date(2018, 3, 12), remember=True)
    assert len(list((lots_workspace / ".carezones").glob("postcodes-*"))) == 1


@needs_real_files
def test_the_real_directory_of_leicester_is_read_whole() -> None:
    file = REAL / "codepoint_2014-08_le.csv"
    found, report = open_directory(Source("postcodes", (file,), (file.name,)))
    read, loaded, set_aside, not_data = counts(report)
    assert (read, set_aside) == (21_621, 0)
    assert loaded + not_data == read
    assert points_of(found, "LE1 1AA") == [(459327.0, 304196.0)]
