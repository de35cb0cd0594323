"""CSV of a release: every value once, numbers as numbers, nothing that a spreadsheet would run."""

import csv
import io
import json

import pandas as pd
from a_release import CONTACT, a_release

from geo.exports.csv_files import LONG, METADATA, WIDE, csv_files


def rows_of(name: str) -> list[dict[str, str]]:
    text = csv_files(a_release())[name].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_long_table_has_each_released_value_with_all_that_explains_it() -> None:
    row = next(row for row in rows_of(LONG) if row["area_code"] == "Z11" and row["measure"] == "people_receiving")
    assert row == {
        "area_code": "Z11", "area_name": "Wolds, “North” and West", "measure": "people_receiving",
        "title": "People receiving care", "band": "", "band_title": "", "unit": "people", "value": "1250",
        "tier": "", "marker": "", "week": "2022-W36", "as_at": "2022-09-05",
        "rule_set": "Care Zones disclosure rules 1",
    }  # fmt: skip


def test_a_hidden_value_is_an_empty_value_and_a_marker_and_a_tier_is_no_number() -> None:
    rows = {(row["area_code"], row["measure"]): row for row in rows_of(LONG) if not row["band"]}
    assert (rows["Z10", "people_receiving"]["value"], rows["Z10", "people_receiving"]["marker"]) == ("", "[c]")
    assert (rows["Z2", "status"]["value"], rows["Z2", "status"]["tier"]) == ("", "Hard to source")


def test_zero_stays_zero_and_no_data_is_not_zero() -> None:
    rows = {(row["area_code"], row["measure"]): row for row in rows_of(LONG) if not row["band"]}
    assert rows["Z11", "people_awaiting"]["value"] == "0"
    assert rows["Z11", "two_bases_within_20_minutes_pct"]["value"] == ""
    assert rows["Z11", "two_bases_within_20_minutes_pct"]["marker"] == "[x]"


def test_a_measure_of_the_council_only_has_no_row_by_area() -> None:
    assert [row["area_code"] for row in rows_of(LONG) if row["measure"] == "time_to_source_median_days"] == ["all"]
    assert rows_of(WIDE)[0]["time_to_source_median_days_marker"] == "[x]"


def test_a_split_has_a_row_for_each_band() -> None:
    rows = [row for row in rows_of(LONG) if row["measure"] == "waits"]
    assert [row["value"] or row["marker"] for row in rows] == ["5", "5", "5", "[c]", "[c]"]
    assert rows[0]["band_title"] == "Up to 7 days"


def test_the_wide_table_has_a_row_for_each_area_and_the_council_last() -> None:
    rows = rows_of(WIDE)
    assert [row["area_code"] for row in rows] == ["Z1", "Z2", "Z10", "Z11", "all"]
    assert rows[-1]["area_name"] == "Mercia County Council"
    assert rows[0]["hours_per_week"] == "1510"


def test_a_name_that_begins_like_a_formula_is_text_to_a_spreadsheet() -> None:
    for content in csv_files(a_release()).values():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert rows_of(WIDE)[1]["area_name"] == '\'=HYPERLINK("http://evil.example","Blaby")'


def test_files_open_in_a_spreadsheet_with_their_accents_and_in_pandas_with_numbers() -> None:
    content = csv_files(a_release())[WIDE]
    assert content.startswith(b"\xef\xbb\xbfarea_code,")
    table = pd.read_csv(io.BytesIO(content), index_col="area_code")
    assert table.loc["Z10", "area_name"].startswith("Élan")
    assert table["people_receiving"].dtype == "float64"


def test_lines_end_as_rfc_4180_says() -> None:
    for name, content in csv_files(a_release()).items():
        if name != METADATA:
            assert content.count(b"\n") == content.count(b"\r\n")


def test_the_metadata_describes_every_column_of_every_table_in_order() -> None:
    files = csv_files(a_release())
    said = json.loads(files[METADATA])
    assert {table["url"] for table in said["tables"]} == set(files) - {METADATA}
    for table in said["tables"]:
        header = next(csv.reader(io.StringIO(files[table["url"]].decode("utf-8-sig"))))
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header
        assert len(set(header)) == len(header)
        assert all(column["dc:description"] for column in table["tableSchema"]["columns"])


def test_the_keys_that_the_metadata_names_are_unique() -> None:
    files = csv_files(a_release())
    for table in json.loads(files[METADATA])["tables"]:
        keys = table["tableSchema"]["primaryKey"]
        rows = [tuple(row[key] for key in keys) for row in rows_of(table["url"])]
        assert len(set(rows)) == len(rows)


def test_the_metadata_names_rules_markers_and_what_was_left_out() -> None:
    said = json.loads(csv_files(a_release())[METADATA])
    assert said["dc:description"].startswith("Care Zones disclosure rules 1.")
    assert "[c] means hidden so that nobody can be found." in said["notes"]
    assert "Usual time to find care: Too few people began to wait." in said["notes"]


def test_the_same_release_is_the_same_bytes() -> None:
    assert csv_files(a_release()) == csv_files(a_release())


def test_whom_to_ask_stands_in_the_metadata_and_in_no_table() -> None:
    plain, told = csv_files(a_release()), csv_files(a_release(), CONTACT)
    assert [name for name in told if told[name] != plain[name]] == [METADATA]
    assert json.loads(told[METADATA])["dcat:contactPoint"] == {"vcard:fn": CONTACT}
    assert b"contactPoint" not in plain[METADATA]
