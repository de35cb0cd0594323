"""The scrutiny pack: all files or none, never over another one, the same bytes each time."""

import datetime as dt
import hashlib
import html
import io
import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from a_release import CONTACT, NAMES, a_release

from geo.errors import InputError
from geo.exports import pack
from geo.exports.pack import KINDS, SUMS, kinds_of, pack_name, pack_zip, write_pack
from geo.release import Release
from geo.release.ledger import Act, Ledger, Released

QUICK = ("csv", "xlsx", "geojson")


def released(release: Release | None = None) -> Released:
    """A release as only a ledger gives it."""
    act = Act("Ada Byron", dt.datetime(2022, 9, 6, 8, 17, 46, tzinfo=dt.UTC), "v1-0a0a0a0a", {}, {"cells": 40})
    with tempfile.TemporaryDirectory() as folder:
        return Ledger(Path(folder)).add(release or a_release(), act)


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    """Every file of a pack, from its ZIP."""
    earlier = released(a_release(week="2022-W32", as_at=a_release().as_at.replace(month=8, day=8)))
    archive = zipfile.ZipFile(io.BytesIO(pack_zip(released(), before=earlier)))
    return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_pack_holds_every_kind_of_file_and_each_map_that_can_be_drawn(whole: dict[str, bytes]) -> None:
    assert {
        "index.html", "SHA256SUMS", "atlas.pdf", "figures.xlsx", "areas.gpkg", "areas.geojson",
        "csv/figures.csv", "csv/by_area.csv", "csv/waits.csv", "csv/csv-metadata.json",
        "maps/hard_to_source.png", "maps/hard_to_source.svg", "maps/hard_to_source.html", "maps/change.png",
    } <= set(whole)  # fmt: skip
    assert "maps/waits.png" not in whole


def test_every_format_is_the_same_bytes_the_second_time(whole: dict[str, bytes]) -> None:
    earlier = released(a_release(week="2022-W32", as_at=a_release().as_at.replace(month=8, day=8)))
    archive = zipfile.ZipFile(io.BytesIO(pack_zip(released(), before=earlier)))
    again = {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}
    assert [name for name in whole if whole[name] != again.get(name)] == []
    assert whole.keys() == again.keys()


def test_whom_to_ask_changes_what_is_read_and_never_the_release(tmp_path: Path) -> None:
    kinds = ("csv", "xlsx", "html")
    first = pack_zip(released(), only=kinds, contact=CONTACT)
    assert first == pack_zip(released(), only=kinds, contact=CONTACT)
    folder = write_pack(released(), tmp_path, only=kinds, contact=CONTACT).folder
    assert f"Who to ask: {html.escape(CONTACT)}" in (folder / "index.html").read_text(encoding="utf-8")
    assert (
        "Who to ask"
        not in zipfile.ZipFile(io.BytesIO(pack_zip(released(), only=kinds))).read(f"{folder.name}/index.html").decode()
    )


def test_the_list_of_checksums_holds_every_other_file(whole: dict[str, bytes]) -> None:
    listed = dict(reversed(line.split("  ")) for line in whole[SUMS].decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in whole.items() if name != SUMS}


def test_the_index_links_every_file_and_loads_nothing(whole: dict[str, bytes]) -> None:
    page = whole["index.html"].decode()
    assert set(re.findall(r'href="([^"]+)"', page)) == set(whole) - {"index.html", SUMS}
    assert not re.search(r"<script|<img|<link|(?:src|href)=.https?:|url\(", page)
    assert "default-src 'none'" in page
    assert "Care Zones disclosure rules 1" in page
    assert "[c] means hidden so that nobody can be found." in page


def test_names_of_areas_are_text_on_the_index_not_markup() -> None:
    named = a_release(authority="<script>alert(1)</script> Council", notes=("<img src=x onerror=y>",))
    page = pack.index_of(named, "2022-W36-0a0a0a0a", []).decode()
    assert "<script>" not in page
    assert "<img" not in page


def test_nobody_who_released_it_and_no_hour_stands_in_any_file(whole: dict[str, bytes]) -> None:
    for name, content in whole.items():
        assert b"Ada Byron" not in content, name
        assert b"08:17:46" not in content, name


def test_a_pack_is_written_into_a_folder_named_for_council_and_week(tmp_path: Path) -> None:
    result = write_pack(released(), tmp_path, only=QUICK)
    assert result.folder == tmp_path / "mercia-county-council-2022-W36"
    assert result.is_new
    assert files_in(result.folder) == {file.name for file in result.files} | {"index.html", SUMS}


def test_the_same_pack_again_changes_nothing(tmp_path: Path) -> None:
    first = write_pack(released(), tmp_path, only=QUICK)
    before = {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")}
    again = write_pack(released(), tmp_path, only=QUICK)
    assert not again.is_new
    assert {path: path.stat().st_mtime_ns for path in first.folder.rglob("*")} == before


@pytest.mark.parametrize("change", ["another value", "another file", "one file gone"])
def test_another_pack_is_never_written_over(tmp_path: Path, change: str) -> None:
    folder = write_pack(released(), tmp_path, only=QUICK).folder
    if change == "another value":
        (folder / "csv/figures.csv").write_text("area_code\n", encoding="utf-8")
    elif change == "another file":
        (folder / "mine.txt").write_text("keep me", encoding="utf-8")
    else:
        (folder / "areas.geojson").unlink()
    there = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(InputError, match=r"another pack stands there.*move it away\.$"):
        write_pack(released(), tmp_path, only=QUICK)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == there


def test_a_disk_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Path] = []
    real = Path.write_bytes

    def fail_on_the_third(path: Path, content: bytes) -> int:
        written.append(path)
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        return real(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_on_the_third)
    with pytest.raises(InputError, match=r"No space left on device.*--to\.$"):
        write_pack(released(), tmp_path, only=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_half_way_leaves_nothing_and_is_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pack, "workbook_of", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_pack(released(), tmp_path, only=QUICK)
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told_before_each_file_and_at_the_end(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_pack(released(), tmp_path, only=QUICK, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert told[-1] == (len(told) - 1, len(told) - 1, "")
    assert "areas.geojson" in [name for _, _, name in told]


def test_only_some_kinds_are_made_when_named(tmp_path: Path) -> None:
    result = write_pack(released(), tmp_path, only=("geojson",))
    assert [file.name for file in result.files] == ["areas.geojson"]


def test_kinds_are_known_words_in_any_order_and_case() -> None:
    assert kinds_of(None) == KINDS
    assert kinds_of("CSV, pdf") == ("pdf", "csv")
    with pytest.raises(InputError, match=r"--only docx: there is no such kind of file\. Name some of pdf, png, svg"):
        kinds_of("pdf,docx")


def test_the_zip_has_one_folder_and_the_day_of_the_figures() -> None:
    archive = zipfile.ZipFile(io.BytesIO(pack_zip(released(), only=QUICK)))
    assert {info.date_time for info in archive.infolist()} == {(2022, 9, 5, 0, 0, 0)}
    assert {info.filename.split("/")[0] for info in archive.infolist()} == {"mercia-county-council-2022-W36"}
    assert archive.testzip() is None


@pytest.mark.parametrize(
    ("authority", "name"),
    [
        ("Leicestershire County Council", "leicestershire-county-council-2022-W36"),
        ("Cyngor Sir Ynys Môn", "cyngor-sir-ynys-mon-2022-W36"),
        ("../../etc/passwd", "etc-passwd-2022-W36"),
        ("漢字", "council-2022-W36"),
        ("x" * 300, "x" * 60 + "-2022-W36"),
    ],
)
def test_the_name_of_a_pack_is_plain_letters(authority: str, name: str) -> None:
    assert pack_name(a_release(authority=authority)) == name


def test_a_corrected_release_of_the_week_is_another_pack(tmp_path: Path) -> None:
    write_pack(released(), tmp_path, only=("csv",))
    changed = replace(a_release(), notes=("Corrected.",))
    with pytest.raises(InputError, match="another pack stands there"):
        write_pack(released(changed), tmp_path, only=("csv",))


def test_every_table_of_a_pack_says_the_same_values(whole: dict[str, bytes]) -> None:
    for name in ("csv/figures.csv", "areas.geojson"):
        assert NAMES["Z1"] in whole[name].decode("utf-8-sig"), name
        assert re.search(r"\b17200\b|\b15300\b", whole[name].decode("utf-8-sig")), name
