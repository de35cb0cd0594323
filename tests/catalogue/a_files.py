"""Cases 1 to 22: the file itself and its encoding.

20 and 21 are in tests/snapshot; time-outs, files that may not be opened and the upload's own limits in tests/ingest.
"""

import gzip
import json
import os
import shutil
import stat
import struct
import zipfile

import geopandas as gpd
import pandas as pd
from binary_files import (
    PACKAGES,
    archive_of,
    hand_book,
    many_parts_at_the_end,
    office_file,
    parts_of,
    sparse,
    table_book,
    with_parts,
    without_end,
)
from cases import Account, WeekFiles, case
from openpyxl import Workbook

PROVIDERS = "incoming/providers.csv"
AWAITING = "incoming/awaiting.csv"
ZONES = "reference/zones.geojson"
BOOK = "incoming/packages.xlsx"
ALL = Account("packages", 24, 24)
ALL_PROVIDERS = Account("providers", 4, 4)
INCOMPLETE = ("incomplete or damaged", "send it")
VIRTUAL = (
    "<OGRVRTDataSource><OGRVRTLayer name='zones'><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
)


def zones_layer(week: WeekFiles) -> gpd.GeoDataFrame:
    """The zones of the good week in metres."""
    return gpd.read_file(week.path(ZONES), engine="pyogrio").to_crs("EPSG:27700")[
        ["zone_code", "zone_name", "geometry"]
    ]


def zones_as(week: WeekFiles, name: str, **options: str) -> None:
    """The zones as another kind of layer, which the settings then name."""
    layer = zones_layer(week)
    path = week.path(f"reference/{name}")
    layer.to_parquet(path) if name.endswith("parquet") else layer.to_file(path, **options)
    week.source("zones", f"reference/{name}")


@case(1, "accepted", account=ALL)
def a_byte_order_mark_of_utf_8_is_no_part_of_the_first_name(week: WeekFiles) -> None:
    week.write(PACKAGES, b"\xef\xbb\xbf" + week.path(PACKAGES).read_bytes())


@case(2, "accepted", account=ALL)
def unicode_text_of_excel_is_known_by_its_mark(week: WeekFiles) -> None:
    text = week.path(PACKAGES).read_text(encoding="utf-8").replace(",", "\t").replace("\n", "\r\n")
    week.write(PACKAGES, text.encode("utf-16"))


@case(2, "accepted", account=ALL)
def utf_16_in_the_other_order_is_known_by_its_mark(week: WeekFiles) -> None:
    text = week.path(PACKAGES).read_text(encoding="utf-8")
    week.write(PACKAGES, b"\xfe\xff" + text.encode("utf-16-be"))


@case(3, "warning", PROVIDERS, "not UTF-8 and was read as Windows text (cp1252)", "accent or a pound sign",
      account=ALL_PROVIDERS)  # fmt: skip
def windows_text_is_read_and_said(week: WeekFiles) -> None:
    text = week.path(PROVIDERS).read_text(encoding="utf-8").replace("Provider 1", "Caf\u00e9 \u2019Care\u2019 \u00a3")
    week.write(PROVIDERS, text.encode("cp1252"))


@case(3, "refused", PROVIDERS, "neither UTF-8 nor Windows (cp1252)", "CSV UTF-8")
def text_that_is_neither_utf_8_nor_windows_is_refused(week: WeekFiles) -> None:
    week.write(PROVIDERS, week.path(PROVIDERS).read_bytes().replace(b"Provider 1", b"Caf\xe9 \x81\x8d"))


@case(4, "warning", PROVIDERS, "row 3", "1 row holds letters that were damaged before", "65001: UTF-8",
      account=ALL_PROVIDERS)  # fmt: skip
def damaged_letters_of_a_text_file_are_pointed_out(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 3, "provider_name", "O\u00e2\u20ac\u2122Brien Care")


@case(4, "warning", "incoming/providers.xlsx", "sheet Sheet", "row 4", "damaged before", "Export the table again",
      account=ALL_PROVIDERS)  # fmt: skip
def damaged_letters_of_a_workbook_are_pointed_out(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 4, "provider_name", "Caf\u00c3\u00a9 Care")
    table_book(week, "providers")


@case(4, "accepted", account=ALL_PROVIDERS)
def letters_with_accents_are_no_damage(week: WeekFiles) -> None:
    week.set_cell(PROVIDERS, 3, "provider_name", "S\u00c3O JO\u00c3O \u00c2ncora \u00e2\u20acx \u20ac5")


@case(5, "refused", PROVIDERS, "NUL bytes", "Export it again as CSV")
def a_nul_byte_is_refused_and_no_name_is_cut_short(week: WeekFiles) -> None:
    week.edit(PROVIDERS, "Provider 1", "Prov\x00ider 1")


@case(6, "refused", PACKAGES, "the file is empty", "Export it again")
def an_empty_file_is_refused(week: WeekFiles) -> None:
    week.write(PACKAGES, b"")


@case(6, "refused", PACKAGES, "the file is empty", "Export it again")
def a_file_of_blank_lines_is_refused(week: WeekFiles) -> None:
    week.write(PACKAGES, b"\xef\xbb\xbf\r\n \r\n")


@case(6, "refused", BOOK, "empty", "Export it again")
def a_workbook_of_empty_sheets_is_refused(week: WeekFiles) -> None:
    Workbook().save(week.path(BOOK))
    week.source("packages", BOOK)


@case(7, "refused", PACKAGES, "a header and no row of data", "Export it again")
def a_header_alone_is_refused(week: WeekFiles) -> None:
    week.write_rows(PACKAGES, week.rows(PACKAGES)[:1])


@case(8, "accepted", account=ALL)
def a_text_file_called_xlsx_is_read_for_what_it_is(week: WeekFiles) -> None:
    week.path(PACKAGES).rename(week.path(BOOK))
    week.source("packages", BOOK)


@case(8, "accepted", account=ALL)
def a_workbook_called_csv_is_read_for_what_it_is(week: WeekFiles) -> None:
    table_book(week, "packages").rename(week.path("incoming/again.csv"))
    week.source("packages", "incoming/again.csv")


@case(8, "refused", "incoming/packages.xls", "this is a web page", "Export the table as CSV or XLSX")
def a_web_page_called_xls_is_refused_by_its_real_kind(week: WeekFiles) -> None:
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in week.rows(PACKAGES))
    week.write("incoming/packages.xls", f"<!-- made by the case system -->\n<HTML><table>{cells}</table></HTML>")
    week.source("packages", "incoming/packages.xls")


_MISNAMED: dict[str, tuple[bytes, str]] = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
    "gzip": (gzip.compress(b"package_id,postcode\n"), "a gzip archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c\x00\x04" + bytes(90), "a 7z archive"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(90), "a RAR archive"),
    "xml": (b'<?xml version="1.0"?><packages><package/></packages>', "XML"),
    "excel_2003_xml": (b'<?xml version="1.0"?><Workbook xmlns="urn:x"></Workbook>', "an Excel 2003 XML workbook"),
    "kml": (b'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"></kml>', "KML"),
    "gml": (b'<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="x"></gml:FeatureCollection>', "GML"),
    "utf_16_xml": ("\ufeff<?xml version='1.0'?><a/>".encode("utf-16-le"), "XML"),
    "word": (office_file("WordDocument"), "an old Word document"),
    "message": (office_file("__properties_version1.0"), "an e-mail message"),
    "database": (b"SQLite format 3\x00" + bytes(200), "an SQLite database"),
    "access": (b"\x00\x01\x00\x00Standard Jet DB\x00", "an Access database"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(90), "a picture"),
    "pickle": (b"\x80\x04\x95\x10\x00\x00\x00", "a Python pickle"),
    "zip": (archive_of({"packages.csv": "package_id\n"}), "a zip archive"),
    "word_document": (archive_of({"word/document.xml": "<w/>"}), "a Word document"),
    "xlsb": (archive_of({"xl/workbook.bin": b"\x00"}), "a binary workbook (.xlsb)"),
    "kmz": (archive_of({"doc.kml": "<kml/>"}), "a KMZ archive"),
    "numbers": (archive_of({"Index/Document.iwa": b"\x00"}), "a Numbers document"),
    "odt": (archive_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "OpenDocument"),
}


def _misnamed(name: str, content: bytes, kind: str) -> None:
    """A case for one kind of file under the name of a text file."""

    def spoil(week: WeekFiles) -> None:
        week.write(PACKAGES, content)

    spoil.__name__ = f"{name}_called_csv_is_refused_by_its_real_kind"
    case(8, "refused", PACKAGES, f"this is {kind}" if kind != "OpenDocument" else kind)(spoil)


for _name, (_content, _kind) in _MISNAMED.items():
    _misnamed(_name, _content, _kind)


@case(9, "refused", BOOK, *INCOMPLETE)
def a_workbook_cut_short_is_refused(week: WeekFiles) -> None:
    without_end(table_book(week, "packages"))


@case(9, "refused", BOOK, *INCOMPLETE)
def a_workbook_with_a_changed_byte_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 400
    content = bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)


@case(9, "refused", BOOK, *INCOMPLETE)
def a_workbook_whose_sheet_breaks_off_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    with_parts(path, {"xl/worksheets/sheet1.xml": parts_of(path)["xl/worksheets/sheet1.xml"][:-2000]})


@case(9, "refused", BOOK, *INCOMPLETE)
def a_workbook_without_its_list_of_sheets_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    path.write_bytes(archive_of({k: v for k, v in parts_of(path).items() if k != "xl/_rels/workbook.xml.rels"}))


@case(9, "refused", "reference/zones.gpkg", *INCOMPLETE)
def a_geopackage_cut_short_is_refused(week: WeekFiles) -> None:
    zones_as(week, "zones.gpkg")
    without_end(week.path("reference/zones.gpkg"))


@case(9, "refused", "reference/zones.gpkg", "incomplete or damaged", "Export it again")
def a_geopackage_with_a_page_of_zeros_is_refused(week: WeekFiles) -> None:
    zones_as(week, "zones.gpkg")
    path = week.path("reference/zones.gpkg")
    content = bytearray(path.read_bytes())
    content[100:4096] = bytes(3996)
    path.write_bytes(content.replace(b"gpkg_contents", b"\x00" * 13))


@case(9, "refused", "reference/zones.shp", *INCOMPLETE)
def a_shapefile_cut_short_is_refused(week: WeekFiles) -> None:
    zones_as(week, "zones.shp")
    without_end(week.path("reference/zones.shp"))


@case(9, "refused", "reference/zones.parquet", "incomplete or damaged", "again")
def a_parquet_layer_cut_short_is_refused(week: WeekFiles) -> None:
    zones_as(week, "zones.parquet")
    without_end(week.path("reference/zones.parquet"))


@case(9, "refused", "incoming/packages.parquet", "incomplete or damaged", "again")
def a_parquet_table_cut_short_is_refused(week: WeekFiles) -> None:
    path = week.path("incoming/packages.parquet")
    pd.read_csv(week.path(PACKAGES), dtype=str).to_parquet(path)
    without_end(path)
    week.source("packages", "incoming/packages.parquet")


@case(9, "refused", ZONES, "not whole", "Export it again")
def a_geojson_cut_short_is_refused(week: WeekFiles) -> None:
    without_end(week.path(ZONES))


@case(10, "refused", BOOK, "a password", "Take the password off and save it as .xlsx")
def a_workbook_with_a_password_is_refused(week: WeekFiles) -> None:
    week.write(BOOK, office_file("EncryptionInfo", "EncryptedPackage"))
    week.source("packages", BOOK)


@case(10, "refused", BOOK, "the archive has a password", "Take it off and save it again")
def an_archive_with_a_part_under_a_password_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.start_dir
    content[at + 8] |= 1
    path.write_bytes(content)


@case(11, "refused", "incoming/packages.xls", "an old .xls workbook", "65,536 rows", "as .xlsx or CSV")
def an_old_workbook_is_refused_because_it_may_be_cut_off(week: WeekFiles) -> None:
    week.write("incoming/packages.xls", office_file("Workbook"))
    week.source("packages", "incoming/packages.xls")


def long_table(week: WeekFiles, rows: int) -> None:
    """So many rows with the header, most of them ended long ago."""
    header, *body = week.rows(PACKAGES)
    more = [[f"OLD-{n}", f"WAS-{n}", "QZ1 1AB", "P1", "7", "2020-01-13", "2020-02-13", "general"]
            for n in range(rows - 1 - len(body))]  # fmt: skip
    week.write_rows(PACKAGES, [header, *body, *more])


@case(11, "warning", PACKAGES, "ends at row 65,536", "may be cut off", "never as .xls",
      account=Account("packages", 65_535, 65_535))  # fmt: skip
def a_table_of_exactly_the_rows_of_an_old_workbook_may_be_cut_off(week: WeekFiles) -> None:
    long_table(week, 65_536)


@case(11, "refused", PACKAGES, "ends at row 1,048,576", "cut off", "as CSV from the system")
def a_table_that_fills_a_sheet_to_the_last_row_is_refused(week: WeekFiles) -> None:
    week.write(PACKAGES, "package_id\n" + "K\n" * 1_048_575)


@case(12, "refused", "incoming/packages.xlsm", "has macros", "Save it as .xlsx without them")
def a_workbook_with_macros_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    with_parts(path, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    path.rename(week.path("incoming/packages.xlsm"))
    week.source("packages", "incoming/packages.xlsm")


@case(12, "refused", BOOK, "has macros", "without them")
def a_workbook_with_old_macro_sheets_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"xl/macrosheets/sheet1.xml": "<xm:macrosheet xmlns:xm='x'/>"})


@case(12, "refused", BOOK, "links to other workbooks", "Break the links")
def a_workbook_with_links_to_others_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"xl/externalLinks/externalLink1.xml": "<externalLink/>"})


@case(13, "refused", BOOK, "more than 100 times its size", "Delete the empty rows and columns")
def an_archive_that_grows_a_thousandfold_is_refused_before_it_is_unpacked(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"xl/sharedStrings.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})


@case(13, "refused", BOOK, "unpacks to", "200 MB is the most", "export it as CSV")
def an_archive_that_says_it_is_too_large_is_refused_before_it_is_unpacked(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 20 : at + 28] = struct.pack("<2L", 50_000_000, 250_000_000)
    path.write_bytes(content)


@case(13, "refused", BOOK, *INCOMPLETE)
def a_part_that_unpacks_to_more_than_it_says_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    with_parts(path, {"xl/comments.xml": b"<a>" + b" " * 40_000_000 + b"</a>"})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<L", 500_000)
    path.write_bytes(content)


@case(13, "refused", "incoming/packages.ods", "more than 100 times its size")
def an_opendocument_archive_that_grows_a_thousandfold_is_refused(week: WeekFiles) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": kind, "content.xml": b"<a>" + b" " * 30_000_000 + b"</a>"}
    week.write("incoming/packages.ods", archive_of(parts))
    week.source("packages", "incoming/packages.ods")


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/hostname">'


@case(14, "refused", BOOK, "declares XML entities or a document type", "ask for a new export")
def entities_in_a_sheet_are_refused(week: WeekFiles) -> None:
    hand_book(week, "packages", doctype=BOMB)


@case(14, "refused", BOOK, "declares XML entities or a document type", "ask for a new export")
def a_document_type_in_a_sheet_is_refused(week: WeekFiles) -> None:
    hand_book(week, "packages", doctype=OUTSIDE)


@case(14, "refused", BOOK, "declares XML entities or a document type", "ask for a new export")
def entities_in_the_list_of_sheets_are_refused(week: WeekFiles) -> None:
    path = hand_book(week, "packages")
    with_parts(path, {"xl/workbook.xml": BOMB.encode() + parts_of(path)["xl/workbook.xml"]})


@case(14, "refused", BOOK, "declares XML entities or a document type", "ask for a new export")
def a_document_type_in_utf_16_is_refused_all_the_same(week: WeekFiles) -> None:
    path = hand_book(week, "packages")
    text = "<?xml version='1.0' encoding='utf-16'?>" + OUTSIDE + "<a/>"
    with_parts(path, {"docProps/app.xml": text.encode("utf-16")})


@case(14, "refused", "incoming/packages.ods", "declares XML entities or a document type")
def entities_in_an_opendocument_sheet_are_refused(week: WeekFiles) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    body = "<office:document-content xmlns:office='x'>&c;</office:document-content>"
    week.write("incoming/packages.ods", archive_of({"mimetype": kind, "content.xml": BOMB + body}))
    week.source("packages", "incoming/packages.ods")


@case(14, "refused", PACKAGES, "this is XML")
def a_bare_entity_bomb_is_refused_by_its_kind(week: WeekFiles) -> None:
    week.write(PACKAGES, BOMB + "<a>&c;</a>")


@case(15, "refused", BOOK, "sheet Data", "1,048,576 rows and 8 columns", "The lowest is A1048576", "Delete the rows")
def one_cell_in_the_last_row_of_a_sheet_is_refused_by_its_place(week: WeekFiles) -> None:
    hand_book(week, "packages", [(1_048_576, ["x"])])


@case(15, "refused", BOOK, "sheet Data", "16,384 columns", "Delete the rows and columns beyond")
def one_cell_in_the_last_column_is_refused_where_the_rows_are_many(week: WeekFiles) -> None:
    path = hand_book(week, "packages", [(400, ["x"])])
    sheet = parts_of(path)["xl/worksheets/sheet1.xml"].replace(b'r="A400"', b'r="XFD400"')
    with_parts(path, {"xl/worksheets/sheet1.xml": sheet})


@case(15, "accepted", account=ALL)
def cells_far_below_that_only_have_a_format_are_not_there(week: WeekFiles) -> None:
    path = hand_book(week, "packages", [(1_048_576, ["x"])])
    sheet = parts_of(path)["xl/worksheets/sheet1.xml"]
    empty = sheet.replace(b'<c r="A1048576" t="inlineStr"><is><t>x</t></is></c>', b'<c r="A1048576" s="0"/>')
    with_parts(path, {"xl/worksheets/sheet1.xml": empty})


@case(15, "not_data", "incoming/providers.xlsx", "sheet Data", "row 6", "blank, the first of 99,994 blank rows",
      account=Account("providers", 99_999, 4, 1, 99_994), exit_code=1)  # fmt: skip
def rows_between_the_table_and_a_far_cell_are_counted_as_blank(week: WeekFiles) -> None:
    hand_book(week, "providers", [(100_000, ["P9"])])


def virtual(label: str, table: str) -> None:
    """A case of a virtual layer that names another file, under a name that promises something else."""

    def spoil(week: WeekFiles) -> None:
        week.write(label, VIRTUAL.format(week.path(ZONES)))
        week.source(table, label)

    spoil.__name__ = f"a_virtual_layer_called_{label.rpartition('.')[2]}_reads_nothing"
    case(16, "refused", label, "a GDAL virtual layer (VRT)", "Name the file itself")(spoil)


for _label in ("packages.csv", "packages.xlsx"):
    virtual(f"incoming/{_label}", "packages")
for _label in ("other.gpkg", "other.geojson", "other.shp", "other.vrt", "other.parquet"):
    virtual(f"reference/{_label}", "zones")


@case(16, "refused", "reference/other.gpkg", "a GDAL virtual layer (VRT)")
def a_virtual_layer_behind_a_comment_and_a_mark_reads_nothing(week: WeekFiles) -> None:
    layer = VIRTUAL.format(week.path(ZONES))
    week.write("reference/other.gpkg", b"\xef\xbb\xbf  <?xml version='1.0'?>\n<!-- zones -->\n" + layer.encode())
    week.source("zones", "reference/other.gpkg")


@case(17, "refused", BOOK, "names files outside of itself", "do not open this one")
def a_part_with_a_name_that_leads_out_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"xl/../../../etc/cron.d/x": b"x"})


@case(17, "refused", BOOK, "names files outside of itself")
def a_part_with_a_name_from_the_root_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"/etc/passwd": b"x"})


@case(17, "refused", BOOK, "names files outside of itself")
def a_part_with_the_name_of_a_windows_drive_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {"C:\\Windows\\x.dll": b"x"})


@case(17, "refused", BOOK, "holds a link to another file")
def a_link_in_an_archive_is_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    link = zipfile.ZipInfo("xl/media/image1.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")


@case(17, "refused", BOOK, "an archive of more than 2,000 parts", "only the sheet with the table")
def an_archive_of_many_parts_is_refused(week: WeekFiles) -> None:
    with_parts(table_book(week, "packages"), {f"xl/media/{n}": b"" for n in range(2_001)})


@case(17, "refused", BOOK, "an archive of more than 2,000 parts")
def an_archive_that_says_it_has_many_parts_is_refused_before_they_are_listed(week: WeekFiles) -> None:
    week.write(BOOK, many_parts_at_the_end(65_535))
    week.source("packages", BOOK)


@case(17, "refused", BOOK, "two parts of the archive have one name", "not certain")
def two_parts_of_one_name_are_refused(week: WeekFiles) -> None:
    path = table_book(week, "packages")
    with_parts(path, {"XL/Worksheets/Sheet1.xml": parts_of(path)["xl/worksheets/sheet1.xml"]})


def name_in_settings(week: WeekFiles, name: str) -> None:
    """Another name for the table, whatever letters it has."""
    week.settings('"incoming/packages.csv"', json.dumps(f"incoming/{name}"))


STRANGE_NAMES = {
    "of_a_windows_device": "CON.csv",
    "of_a_command": "$(id);|&.csv",
    "like_an_option": "-rf",
    "of_250_letters": "x" * 250,
    "that_turns_the_line_round": "a\u202evsc.exe",
    "with_a_tab": "tab\tname.csv",
    "with_a_command_of_the_terminal": "a\u001b[2Jb.csv",
    "like_a_template": "%s{0}{{7*7}}.csv",
}


def named(what: str, name: str) -> None:
    """A case of a good table under a strange name, which is a label and nothing else."""

    def spoil(week: WeekFiles) -> None:
        shutil.copy(week.path(PACKAGES), week.path(f"incoming/{name}"))
        name_in_settings(week, name)

    spoil.__name__ = f"a_file_with_a_name_{what}_is_read"
    case(18, "accepted", account=ALL, secret=("\\u202e", "\\u001b", "\u202e", "\u001b"))(spoil)


for _what, _label in STRANGE_NAMES.items():
    named(_what, _label)


@case(18, "accepted", account=ALL)
def a_name_that_leads_out_of_the_folder_is_a_path_of_the_analyst(week: WeekFiles) -> None:
    shutil.copy(week.path(PACKAGES), week.folder.parent / "x.csv")
    week.source("packages", "incoming/../../x.csv")


@case(18, "refused", "incoming/xxx", "cannot be opened", "short name")
def a_name_longer_than_the_system_allows_is_refused_in_words(week: WeekFiles) -> None:
    name_in_settings(week, f"{'x' * 300}.csv")


@case(18, "refused", "incoming/a csv.exe", "this file is missing")
def a_name_that_turns_the_line_round_is_shown_without_its_mark(week: WeekFiles) -> None:
    name_in_settings(week, "a\u202e \u001bcsv.exe")


@case(18, "refused", PACKAGES, "this file is missing")
def what_is_no_plain_file_is_not_opened(week: WeekFiles) -> None:
    week.path(PACKAGES).unlink()
    os.mkfifo(week.path(PACKAGES))


@case(19, "refused", PACKAGES, "the file has 2,001 MB, and 500 MB is the most", "Export only the columns")
def a_file_of_two_gigabytes_is_refused_by_its_size(week: WeekFiles) -> None:
    sparse(week.path(PACKAGES), 2_001_000_000)


@case(22, "warning", BOOK, "open in a spreadsheet program", "Save it, close the file, and check again", account=ALL)
def a_workbook_that_is_open_elsewhere_is_pointed_out(week: WeekFiles) -> None:
    table_book(week, "packages")
    week.write("incoming/~$packages.xlsx", b"\x07Analyst" + bytes(157))


@case(22, "warning", PACKAGES, "open in a spreadsheet program", "close the file", account=ALL)
def a_text_file_that_is_open_elsewhere_is_pointed_out(week: WeekFiles) -> None:
    week.write("incoming/.~lock.packages.csv#", ",analyst,desk,02.03.2026 09:00,file:///home;")


@case(22, "refused", "incoming/~$packages.xlsx", "only the mark", "Close the workbook", "without ~$")
def the_mark_of_an_open_workbook_is_no_workbook(week: WeekFiles) -> None:
    week.write("incoming/~$packages.xlsx", b"\x07Analyst" + bytes(157))
    week.source("packages", "incoming/~$packages.xlsx")
