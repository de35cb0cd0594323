"""Opening a file: what the catalogue's cases cannot show, and who may load which library."""

import ast
import os
import struct
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import InputError
from geo.ingest.archives import MOST_DIRECTORY_BYTES as MOST_LIST_BYTES
from geo.ingest.doubts import MOST_ROWS, OLD_MOST_ROWS, is_garbled, with_doubts
from geo.ingest.grid import Grid
from geo.ingest.kinds import MOST_BYTES, MOST_DIRECTORY_BYTES, kind_of
from geo.ingest.postcodes.batches import batches
from geo.ingest.xml_parts import refuse_unsafe, tree
from geo.settings import Source, load_settings
from geo.text import label_of, plain

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "geo").rglob("*.py"))


def roots_of(path: Path) -> set[str]:
    """Every library that a module names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return found | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize(
    ("library", "users"),
    [
        # The exports write a file of their own with it, and open none.
        ("pyogrio", {"geo/ingest/apart/layer.py", "geo/exports/geodata.py"}),
        ("python_calamine", {"geo/ingest/apart/workbook.py"}),
        ("openpyxl", set()),
        ("xml.dom", set()),
        ("xml.sax", set()),
        ("lxml", set()),
        ("tarfile", set()),
        ("fiona", set()),
    ],
)
def test_a_library_that_opens_foreign_files_is_loaded_only_apart(library: str, users: set[str]) -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(name == library or name.startswith(f"{library}.") for name in roots_of(path))
    }
    assert found == users


def test_xml_is_parsed_by_defusedxml_or_with_entities_refused() -> None:
    """xml.etree only gives names of types; expat is used where declarations are refused."""
    parsers = {"xml.etree.ElementTree": {"xml_parts.py"}}
    for library, users in parsers.items():
        assert {path.name for path in MODULES if library in roots_of(path)} <= users
    for path in MODULES:
        if any("expat" in name for name in roots_of(path)):
            text = path.read_text(encoding="utf-8")
            assert "StartDoctypeDeclHandler" in text or "EntityDeclHandler" in text, path
    assert "defusedxml" in roots_of(ROOT / "geo/ingest/xml_parts.py")


@pytest.mark.case(14)
@pytest.mark.parametrize(
    "xml",
    [
        b"<!DOCTYPE a><a/>",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        b"<?xml version='1.0'?>\n<!-- x --><!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'><a/>",
        "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"),
    ],
)
def test_a_document_type_is_refused_however_it_is_written(xml: bytes) -> None:
    for read in (refuse_unsafe, tree):
        with pytest.raises(InputError, match="declares XML entities or a document type"):
            read(xml, "a.xlsx")


def test_a_part_that_is_no_xml_is_passed_over() -> None:
    refuse_unsafe(b"\x89PNG<!DOCTYPE", "a.xlsx")


@pytest.mark.case(22)
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may act as another user")
def test_a_file_that_may_not_be_opened_says_to_close_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    path.chmod(0)
    code = (
        "import os, sys; from pathlib import Path\n"
        "from geo.errors import InputError; from geo.ingest.kinds import kind_of\n"
        "os.setuid(65534)\n"
        "try: kind_of(Path(sys.argv[1]), 'a.csv')\n"
        "except InputError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.startswith("a.csv: the file cannot be opened. Close it in the spreadsheet program")


@pytest.mark.case(19)
def test_only_a_postcode_directory_may_be_larger_than_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("postcode,easting,northing\nQZ1 1AA,450000,350000\n")
    with path.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(InputError, match="500 MB is the most"):
        kind_of(path, "a.csv")
    assert kind_of(path, "a.csv", most_bytes=MOST_DIRECTORY_BYTES) == "text"
    with path.open("r+b") as file:
        file.truncate(MOST_DIRECTORY_BYTES + 1)
    with pytest.raises(InputError, match="2,000 MB is the most"):
        next(iter(batches(path, "a.csv", Source("postcodes", (path,), ("a.csv",)))))


@pytest.mark.case(17)
def test_a_list_of_parts_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 10, 10, MOST_LIST_BYTES + 1, 30, 0)
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04" + bytes(26) + end)
    with pytest.raises(InputError, match="more than 2,000 parts"):
        kind_of(tmp_path / "a.xlsx", "a.xlsx")


@pytest.mark.case(11)
@pytest.mark.parametrize(("rows", "notes"), [(OLD_MOST_ROWS - 1, 0), (OLD_MOST_ROWS, 1), (OLD_MOST_ROWS + 1, 0)])
def test_only_exactly_the_last_row_of_an_old_sheet_is_a_doubt(rows: int, notes: int) -> None:
    cells = pd.DataFrame({0: ["a"] * rows}, index=range(1, rows + 1), dtype="str")
    assert len(with_doubts(Grid("a.csv", cells), "packages").notes) == notes


@pytest.mark.case(11)
def test_one_cell_in_the_last_row_is_no_full_sheet() -> None:
    cells = pd.DataFrame({0: [""] * MOST_ROWS}, index=range(1, MOST_ROWS + 1), dtype="str")
    cells.iloc[[0, 1, -1]] = "a"
    assert with_doubts(Grid("a.xlsx", cells), "packages").notes == ()


@pytest.mark.case(4)
@pytest.mark.parametrize(
    ("text", "expected"),
    [("O\u00e2\u20ac\u2122Brien", True), ("\u00c2\u00a321.50", True), ("Caf\u00c3\u00a9", True), ("Caf\u00e9", False),
     ("S\u00c3O", False), ("\u00c2ncora", False), ("\u00a321.50", False), ("O\u2019Brien", False), ("", False)],
)  # fmt: skip
def test_text_that_was_read_in_the_wrong_encoding_is_told_from_text_with_accents(text: str, expected: bool) -> None:
    assert is_garbled(text) is expected


@pytest.mark.case(18)
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("incoming/packages.csv", "incoming/packages.csv"),
        ("a\u202evsc.exe", "avsc.exe"),
        ("a\x1b[2J\x07b", "a[2Jb"),
        ("a\nb\tc\u2028d", "a b c d"),
        ("\u2066a\u2069\u200b", "a"),
        ("caf\u00e9 \u4e2d", "caf\u00e9 \u4e2d"),
        ("x" * 300, f"{'x' * 59}\u2026{'x' * 60}"),
    ],
)
def test_a_name_is_shown_without_marks_that_steer_a_terminal_and_not_longer_than_a_line(name: str, shown: str) -> None:
    assert label_of(name) == shown


def test_a_line_end_in_a_text_becomes_a_space() -> None:
    assert plain("a\r\nb") == "a  b"


@pytest.mark.case(18)
def test_two_names_that_look_alike_stay_two(lots_workspace: Path) -> None:
    path = lots_workspace / "carezones.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"incoming/packages.csv"', '["a\\u200b.csv", "a.csv"]'), encoding="utf-8")
    source = load_settings(lots_workspace).sources["packages"]
    assert source.labels == ("a.csv (1)", "a.csv (2)")
    assert [file.name for file in source.files] == ["a\u200b.csv", "a.csv"]
