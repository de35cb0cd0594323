"""Which column is which, and which table a file holds: by name, by content, never one of theirs for two of ours."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.loading import date_forms_of, likely_table, suggestions, unknown_codes
from geo.schemas import TABLES, columns_of
from geo.schemas.people import Packages

EXPORT = pd.DataFrame(
    {
        "Order number": ["K1", "K2"],
        "Client ID": ["A", "B"],
        "Supplier ID": ["P1", "P2"],
        "Service user postcode": ["NG1 1AA", "NG1 1AB"],
        "Hours PW": ["10", "5.5"],
        "Event Start Date": ["01/02/2017", "13/02/2017"],
        "Worker": ["J", "J"],
    }
)


def found(table: str, rows: pd.DataFrame, **mapped: str) -> dict[str, str | None]:
    return {s.ours.name: s.theirs for s in suggestions(table, rows, mapped, {}) if s.theirs}


def test_usual_names_of_exports_are_known() -> None:
    assert found("packages", EXPORT) == {
        "package_id": "Order number",
        "person_id": "Client ID",
        "provider_id": "Supplier ID",
        "postcode": "Service user postcode",
        "hours_per_week": "Hours PW",
        "started_on": "Event Start Date",
    }


def test_a_postcode_is_known_by_its_cells_whatever_its_name() -> None:
    rows = EXPORT.rename(columns={"Service user postcode": "X17"})
    assert found("packages", rows)["postcode"] == "X17"


def test_a_provider_is_known_by_the_register() -> None:
    rows = EXPORT.rename(columns={"Supplier ID": "X17"})
    with_register = suggestions("packages", rows, {}, {"provider_id": {"P1", "P2"}})
    assert next(s.theirs for s in with_register if s.ours.name == "provider_id") == "X17"


def test_the_mapping_of_the_workspace_comes_before_any_other() -> None:
    assert found("packages", EXPORT, person_id="Worker")["person_id"] == "Worker"


def test_a_mapping_to_a_column_that_is_gone_is_not_kept() -> None:
    assert found("packages", EXPORT, person_id="Gone")["person_id"] == "Client ID"


@pytest.mark.parametrize(
    ("columns", "table"),
    [
        (["package_id", "provider_id", "postcode", "hours_per_week", "started_on"], "packages"),
        (["Case", "Post Code", "Waiting Since", "Hours"], "awaiting"),
        (["Provider Ref", "Name", "Office Postcode"], "providers"),
        (["provider_id", "zone_code", "role"], "awards"),
        (["offer_id", "provider_id", "zone_code", "offered_on", "response"], "offers"),
        (["Colour", "Size"], None),
    ],
)
def test_a_file_is_taken_for_the_table_it_holds(columns: list[str], table: str | None) -> None:
    cells = {"postcode": "NG1 1AA", "role": "lead", "response": "accepted"}
    rows = pd.DataFrame(
        {
            name: [
                cells.get(name, "2026-01-05" if "on" in name.split("_") or "Since" in name else f"{n}") for n in "12"
            ]
            for name in columns
        }
    )
    assert likely_table(rows, {}) == table


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8, unique=True), st.sampled_from(list(TABLES)))
def test_none_of_their_columns_stands_for_two_of_ours(names: list[str], table: str) -> None:
    rows = pd.DataFrame({name: ["1", "NG1 1AA", ""] for name in names})
    theirs = [s.theirs for s in suggestions(table, rows, {}, {}) if s.theirs]
    assert len(theirs) == len(set(theirs))
    assert set(theirs) <= set(names)


@pytest.mark.parametrize(
    ("cells", "forms"),
    [
        (["2026-03-31", ""], []),
        (["31/03/2026", "2026-03-31"], ["%d/%m/%Y"]),
        (["03/31/2026"], ["%m/%d/%Y"]),
        (["01/02/2026", "12/12/2026"], ["%d/%m/%Y", "%m/%d/%Y"]),
        (["31/03/2026", "03/31/2026"], []),
        (["31/03/2026 00:00"], ["%d/%m/%Y"]),
        (["5 Mar 2026"], ["%d %b %Y"]),
        (["5 May 2026"], ["%d %b %Y", "%d %B %Y"]),
        (["soon"], []),
        ([], []),
    ],
)
def test_a_date_form_is_suggested_only_where_every_cell_is_a_day_in_it(cells: list[str], forms: list[str]) -> None:
    assert date_forms_of(pd.Series(cells, dtype="str")) == forms


def test_codes_that_are_not_ours_come_with_the_one_they_are_like() -> None:
    cells = pd.Series(["General", "Extra-Care", "Extra care scheme", "Hostel", "General", ""])
    setting = columns_of(Packages)["setting"]
    assert unknown_codes(cells, setting, {}) == {"Extra care scheme": "extra_care", "Hostel": None}
    assert unknown_codes(cells, setting, {"Hostel": "general"}) == {"Extra care scheme": "extra_care"}


def test_a_column_of_too_many_values_has_no_codes() -> None:
    assert unknown_codes(pd.Series([f"v{n}" for n in range(41)]), columns_of(Packages)["setting"], {}) == {}
