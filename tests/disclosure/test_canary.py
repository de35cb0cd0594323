"""A council full of canaries, recorded, released and exported in every format: none is found in any byte."""

import base64
import datetime as dt
import io
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.disclosure import detail_of
from geo.release.ledger import Ledger, Released
from geo.settings import load_settings
from geo.snapshot import open_store
from tests.disclosure.canaries import MARK, SMALL_HOURS, SMALL_ZONE, rows_of, write_council
from tests.disclosure.unpacking import Piece, pieces, pieces_of_folder, words

WEEKS = ("2022-W32", "2022-W36")
AS_AT = "2022-09-05"
FORMATS = {"pdf", "png", "svg", "html", "csv", "xlsx", "gpkg", "geojson"}


@dataclass(frozen=True)
class Exported:
    """What left the program, and the workspace that it left."""

    workspace: Path
    packs: Path
    pieces: tuple[Piece, ...] = field(repr=False)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Two weeks released and exported, with the map of what changed between them."""
    workspace, packs = tmp_path_factory.mktemp("council") / "ours", tmp_path_factory.mktemp("packs")
    write_council(workspace)
    run("snapshot", str(workspace), "--as-at", AS_AT, "--back-to", "2022-08-08", "--accept", "as made", "--by", "Ada")
    run("export", str(workspace), WEEKS[0], "--to", str(packs), "--only", "csv,geojson", "--by", "Ada")
    run("export", str(workspace), WEEKS[1], "--to", str(packs), "--compare", WEEKS[0], "--by", "Ada")
    left = [*pieces_of_folder(packs), *pieces_of_folder(workspace / "exports")]
    return Exported(workspace, packs, tuple(left))


def run(*words: str) -> None:
    done = CliRunner().invoke(app, list(words))
    assert done.exit_code in (0, 1), done.output


def places_of(text: str, where: Iterable[Piece]) -> list[str]:
    """Where a text stands: as UTF-8, UTF-16, hexadecimal, in capitals or small, or as base64 at each of its places."""
    plain = {text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode().hex().encode()}
    small = {form.lower() for form in plain}
    packed = {base64.b64encode(b"\0" * lead + text.encode())[4 * (lead > 0) : -4] for lead in range(3)}
    return [
        place
        for place, content in where
        if any(form in content.lower() for form in small) or any(form in content for form in packed)
    ]


def matches(pattern: bytes, where: Iterable[Piece]) -> list[str]:
    """Where a pattern is found."""
    needle = re.compile(pattern)
    return [place for place, content in where if needle.search(content)]


def released(exported: Exported) -> Released:
    return Ledger(exported.workspace / "exports" / "releases").read(WEEKS[1])


@pytest.mark.slow
def test_every_format_was_written_and_every_kind_of_piece_was_opened(exported: Exported) -> None:
    names = {path.suffix[1:] for path in exported.packs.rglob("*.*")}
    assert names >= FORMATS
    places = "\n".join(place for place, _ in exported.pieces)
    for kind in ("sheet1.xml", "text of page 1", "raw stream", "blob", "ledger.jsonl", f"{WEEKS[1]}-"):
        assert kind in places
    assert "Leicestershire" in "".join(words(piece) for piece in exported.pieces if "text of page 1" in piece[0])


@pytest.mark.slow
def test_no_reference_and_no_provider_name_is_found(exported: Exported) -> None:
    assert MARK in (exported.workspace / "incoming/packages.csv").read_text(encoding="utf-8")
    assert places_of(MARK, exported.pieces) == []
    assert matches(rb"evil\.example|\{7\*7\}|alert\(\d|#let x =|\\frac\{1\}|DROP TABLE", exported.pieces) == []


@pytest.mark.slow
def test_no_postcode_is_found(exported: Exported) -> None:
    """All of the council's begin with ZZ."""
    sixteen = rb"Z\0Z\0\d\0(?:\d\0)?(?: \0)?\d\0[A-Z]\0[A-Z]\0"
    assert matches(rb"\bZZ\d{1,2}(?: |%20|\+)?\d[A-Z]{2}\b|" + sixteen, exported.pieces) == []


@pytest.mark.slow
def test_no_coordinate_of_a_person_is_found_written_out_or_as_a_double(exported: Exported) -> None:
    rows = [row for name in ("packages", "awaiting") for row in rows_of(exported.workspace / f"incoming/{name}.csv")]
    written = {row[axis] for row in rows for axis in ("latitude", "longitude") if row[axis]}
    assert len(written) > 1000
    pairs = {(row["longitude"], row["latitude"]) for row in rows if row["latitude"]}
    pairs |= {(north, east) for east, north in pairs}
    two = re.compile(r"(-?\d{1,2}\.\d{6})\D{1,4}?(?=(-?\d{1,2}\.\d{6})(?!\d))")
    one = re.compile(r"-?\d{1,2}\.\d{6}(?!\d)")
    texts = {place: content.decode(errors="replace") for place, content in exported.pieces}
    assert [place for place, text in texts.items() if pairs & set(two.findall(text))] == []
    # A corner of a boundary may have the latitude of somebody, so single ones are looked for beside the boundaries.
    assert [p for p, text in texts.items() if "geojson" not in p and written & set(one.findall(text))] == []
    doubles = np.array(sorted(float(text) for text in written))
    geometry = [piece for piece in exported.pieces if "gpkg" in piece[0]]
    assert [place for place, content in geometry if _holds(content, doubles)] == []


def _holds(content: bytes, doubles: np.ndarray) -> bool:
    """Whether any of these numbers stands in the bytes as a double of either order, at any place."""
    return any(
        np.isin(np.frombuffer(content[start : start + (len(content) - start) // 8 * 8], order), doubles).any()
        for start in range(8)
        for order in ("<f8", ">f8")
    )


@pytest.mark.slow
def test_the_only_days_are_those_of_the_releases_and_the_record(exported: Exported) -> None:
    rows = [row for name in ("packages", "awaiting") for row in rows_of(exported.workspace / f"incoming/{name}.csv")]
    personal = {value for row in rows for name, value in row.items() if name.endswith(("_on", "_since")) and value}
    days = {dt.date.fromisoformat(value) for value in personal} - {dt.date(2022, 9, 5), dt.date(2022, 8, 8)}
    spelled = {f"{day.day} {day:%B %Y}" for day in days} | {f"{day:%d/%m/%Y}" for day in days}
    said = {day.isoformat() for day in days} | spelled
    tokens = re.compile(r"\d{4}-\d\d-\d\d|\d\d/\d\d/\d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
    found = {token: place for place, content in exported.pieces for token in tokens.findall(words((place, content)))}
    assert {token: place for token, place in found.items() if token in said} == {}


@pytest.mark.slow
def test_no_true_figure_is_found_that_is_not_its_own_rounded_value(exported: Exported) -> None:
    """Exact people and hours of zones and council, with and without separators; and hours of the hidden zone."""
    settings = load_settings(exported.workspace)
    detail = detail_of(settings, WEEKS[1], open_store(settings))
    figures = [*detail.figures.to_dict("records"), *detail.whole.to_dict("records")]
    exact = {float(row[name]) for row in figures for name in ("people_receiving", "people_awaiting", "hours_per_week")}
    shown = {
        value.number for measure in released(exported).release.measures.values() for value in measure.values.values()
    }
    rare = {number for number in exact - shown if number >= 1000 or number % 1}
    rare |= {float(hours) for hours in SMALL_HOURS} | {sum(float(hours) for hours in SMALL_HOURS)}
    assert len(rare) > 10
    needles = [re.compile(rf"(?<![\d.,]){form}(?!\d|[.,]\d)") for number in rare for form in _spelled(number)]
    texts = {place: words((place, content)) for place, content in exported.pieces}
    found = [(place, needle.pattern) for place, text in texts.items() for needle in needles if needle.search(text)]
    assert found == []


def _spelled(number: float) -> set[str]:
    """A number as it may be written, as patterns."""
    plain = f"{number:.2f}".rstrip("0").rstrip(".")
    grouped = f"{number:,.2f}".rstrip("0").rstrip(".")
    return {re.escape(grouped.replace(",", sep)) for sep in (",", " ", " ", " ")} | {re.escape(plain)}


@pytest.mark.slow
def test_the_zone_of_three_people_says_nothing_in_the_release(exported: Exported) -> None:
    release = released(exported).release
    names = ("people_receiving", "providers_delivering", "hours_per_week", "off_framework_hours_pct")
    assert [release.measures[name].text(SMALL_ZONE) for name in names] == ["[c]"] * 4
    assert all("[c]" not in release.measures[name].text("all") for name in names)


@pytest.mark.slow
def test_the_ledger_does_not_say_how_many_hidden_counts_are_one_or_two(exported: Exported) -> None:
    assert "insiders" not in released(exported).entry.audit


def planted() -> Iterator[tuple[str, bytes]]:
    """A canary in each kind of place."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/sharedStrings.xml", f"<t>{MARK}</t>")
    yield "xlsx", archive.getvalue()
    for kind in ("stream", "info", "alternative text"):
        pdf, out = pikepdf.new(), io.BytesIO()
        page = pdf.add_blank_page()
        if kind == "stream":
            page.obj.Contents = pdf.make_stream(f"({MARK}) Tj".encode())
        elif kind == "info":
            pdf.docinfo["/Title"] = MARK
        else:
            pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Alt=pikepdf.String(f"é {MARK}")))
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        yield f"pdf {kind}", out.getvalue()
    text = b"Comment\0\0" + zlib.compress(MARK.encode())
    yield "png", b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(text)) + b"zTXt" + text + b"\0\0\0\0"
    yield "svg", b'<svg><image href="data:image/png;base64,' + base64.b64encode(b"ab" + MARK.encode()) + b'"/></svg>'
    yield "html", "".join(f"&#{ord(sign)};" for sign in MARK).encode()
    yield "json", "".join(f"\\u{ord(sign):04x}" for sign in MARK).encode()
    yield "utf-16", MARK.lower().encode("utf-16-le")
    yield "hex", b"<" + MARK.encode().hex().upper().encode() + b">"
    for lead in (b"", b"a", b"ab"):
        yield "base64", base64.b64encode(lead + MARK.encode() + b"xyz")
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE zones (geom BLOB)")
    base.execute("INSERT INTO zones VALUES (?)", [zlib.compress(b"x") + MARK.encode()])
    yield "gpkg", base.serialize()


@pytest.mark.parametrize(
    ("kind", "content"), list(planted()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_canary_in_any_kind_of_place_is_found(kind: str, content: bytes) -> None:
    assert places_of(MARK, pieces(kind, content))


def test_a_coordinate_as_a_double_is_found_at_any_place() -> None:
    assert _holds(b"abc" + struct.pack(">d", 52.634817) + b"z", np.array([52.634817]))
    assert _holds(b"abc" + struct.pack("<d", 52.634817), np.array([52.634817]))
    assert not _holds(b"abc" + struct.pack("<d", 52.634818), np.array([52.634817]))
