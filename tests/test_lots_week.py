"""A week of a lot-based council from messy files to the zone table, against an answer key worked out by hand."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

CAREZONES = [sys.executable, "-c", "from geo.cli import main; main()"]
AS_AT = "2018-03-12"

# As at 12 March 2018. Lot 1: K1, K2, K3 (starts that day) and K4, which share person C. Lot 2: K6 only, because K5
# ends that day and K7 starts after it. Lot 12: K8. Outside: K9. Unlocated: K10. Waits: 2 and 9 days in lot 1, 29 in lot
# 12, 0 outside.
KEY = {
    "1": {"people_receiving": 3, "hours_per_week": 22.0, "people_awaiting": 2, "providers_delivering": 2},
    "2": {"people_receiving": 1, "hours_per_week": 8.0, "people_awaiting": 0, "providers_delivering": 1},
    "3": {"people_receiving": 0, "hours_per_week": 0.0, "people_awaiting": 0, "providers_delivering": 0},
    "10": {"people_receiving": 0, "hours_per_week": 0.0, "people_awaiting": 0, "providers_delivering": 0},
    "11": {"people_receiving": 0, "hours_per_week": 0.0, "people_awaiting": 0, "providers_delivering": 0},
    "12": {"people_receiving": 1, "hours_per_week": 14.0, "people_awaiting": 1, "providers_delivering": 1},
    "outside": {"people_receiving": 1, "hours_per_week": 3.0, "people_awaiting": 1, "providers_delivering": 1},
    "unlocated": {"people_receiving": 1, "hours_per_week": 6.0, "people_awaiting": 0, "providers_delivering": 1},
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*CAREZONES, *map(str, arguments)], capture_output=True, text=True, check=False)


def zone_rows(workspace: Path) -> dict[str, dict[str, str]]:
    done = run("metrics", workspace, "--as-at", AS_AT)
    return {row["zone_code"]: row for row in csv.DictReader(io.StringIO(done.stdout))}


def contents(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_zone_table_agrees_with_the_answer_key(lots_workspace: Path) -> None:
    rows = zone_rows(lots_workspace)
    assert list(rows) == list(KEY)
    found = {code: {name: float(rows[code][name]) for name in KEY[code]} for code in KEY}
    assert found == KEY


def test_waits_distances_and_shares_agree_with_the_answer_key(lots_workspace: Path) -> None:
    rows = zone_rows(lots_workspace)
    one, twelve = rows["1"], rows["12"]
    assert (one["wait_mean_days"], one["wait_median_days"], one["wait_max_days"]) == ("5.5", "5.5", "9")
    assert (twelve["wait_max_days"], twelve["wait_over_28_days"], one["wait_over_28_days"]) == ("29", "1", "0")
    assert one["hours_awaiting"] == "7.0"
    assert float(one["largest_provider_hours_pct"]) == pytest.approx(100 * 15.5 / 22)
    # Bases stand at 455,345 km, 465,345 km and 465,355 km. Packages of lot 1 lie 0, 1, 2 and 2 times the diagonal of a
    # kilometre from the first; the one of lot 12 lies 10 km from the third.
    assert float(one["nearest_base_km_median"]) == pytest.approx(1.5 * 2**0.5)
    assert float(twelve["nearest_base_km_median"]) == pytest.approx(10.0)


def test_without_awards_and_offers_their_figures_are_empty_and_never_zero(lots_workspace: Path) -> None:
    for row in zone_rows(lots_workspace).values():
        for name in ("providers_interested", "providers_awarded", "providers_mobilised", "offers_made"):
            assert row[name] == ""
        assert row["off_framework_hours_pct"] == ""


def test_columns_stand_in_the_order_that_others_read(lots_workspace: Path) -> None:
    header = run("metrics", lots_workspace, "--as-at", AS_AT).stdout.splitlines()[0]
    assert header.startswith(
        "zone_code,zone_name,people_receiving,hours_per_week,people_awaiting,hours_awaiting,"
        "providers_interested,providers_awarded,providers_mobilised,providers_delivering,"
        "off_framework_hours_pct,largest_provider_hours_pct,"
        "wait_mean_days,wait_median_days,wait_max_days,wait_over_28_days,"
        "nearest_base_km_median,offers_made,offers_accepted_pct,status,reasons"
    )


def test_check_accounts_for_every_row_and_names_the_unknown_postcode_by_its_row(lots_workspace: Path) -> None:
    done = run("check", lots_workspace, "--as-at", AS_AT, "--json")
    tables = {table["table"]: table for table in json.loads(done.stdout)["tables"]}
    packages = tables["packages"]
    assert done.returncode == 1
    # 3 titles, 10 packages and the total are read; the header is no row.
    assert (packages["rows_read"], packages["loaded"], packages["set_aside"], packages["not_data"]) == (14, 9, 1, 4)
    aside = [p for p in packages["problems"] if p["severity"] == "not_mapped"]
    assert [(p["file"], p["row"], p["column"]) for p in aside] == [
        ("incoming/packages.csv", 14, "Service User Postcode")
    ]
    assert "NG9" not in done.stdout
    for table in tables.values():
        assert table["rows_read"] == table["loaded"] + table["set_aside"] + table["not_data"]


def test_windows_text_is_read_and_said(lots_workspace: Path) -> None:
    done = run("check", lots_workspace)
    assert "cp1252" in done.stdout


def test_check_and_metrics_write_nothing(lots_workspace: Path) -> None:
    before = contents(lots_workspace)
    run("check", lots_workspace)
    run("metrics", lots_workspace, "--as-at", AS_AT)
    assert contents(lots_workspace) == before


def test_metrics_says_on_standard_error_that_rows_were_set_aside_and_exits_1(lots_workspace: Path) -> None:
    done = run("metrics", lots_workspace, "--as-at", AS_AT)
    assert (done.returncode, "1 row set aside" in done.stderr) == (1, True)


def test_json_holds_the_same_figures_with_null_for_no_data(lots_workspace: Path) -> None:
    document = json.loads(run("metrics", lots_workspace, "--as-at", AS_AT, "--format", "json").stdout)
    zones = {zone["zone_code"]: zone for zone in document["zones"]}
    assert (document["authority"], document["as_at"]) == ("Nottinghamshire", AS_AT)
    assert {code: {name: zones[code][name] for name in KEY[code]} for code in KEY} == KEY
    assert zones["3"]["wait_median_days"] is None
    assert zones["1"]["offers_made"] is None


def test_a_point_on_a_shared_boundary_of_degrees_belongs_to_the_lower_code(lots_workspace: Path) -> None:
    # 455,350 km lies between lots 1 and 10, 465,350 km between 2 and 11, and at 460,350 km four lots meet.
    path = lots_workspace / "reference/codepo.csv"
    text = path.read_text(encoding="utf-8")
    for old, new in (("475000,355000", "455000,350000"), ("475000,345000", "465000,350000")):
        text = text.replace(old, new)
    path.write_text(text.replace("456000,346000", "460000,350000"), encoding="utf-8")
    rows = zone_rows(lots_workspace)
    assert float(rows["1"]["hours_per_week"]) == 22.0 + 14.0
    assert float(rows["12"]["hours_per_week"]) == 0.0


def test_check_as_json_is_one_document_even_where_the_settings_are_wrong(lots_workspace: Path) -> None:
    (lots_workspace / "carezones.toml").write_text("[authority]\n", encoding="utf-8")
    done = run("check", lots_workspace, "--json")
    said = json.loads(done.stdout)
    assert done.returncode == said["exit_code"] == 10
    assert said["problems"] == done.stderr.splitlines()
