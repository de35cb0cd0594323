"""What is pointed out of rows that are loaded: each rule at its limit."""

import datetime as dt

import pandas as pd
import pytest

from geo.schemas import TABLES, columns_of
from geo.validate.across import across
from geo.validate.doubts import column_doubts, doubts
from geo.validate.registers import spelt_alike, strange_aliases, with_aliases

AS_AT = dt.date(2026, 3, 2)
PACKAGES = columns_of(TABLES["packages"])


def days(*said: str | None) -> pd.Series:
    return pd.Series(pd.to_datetime(list(said)).astype("datetime64[s]"))


def causes(rows: pd.DataFrame, as_at: dt.date | None = AS_AT) -> list[tuple[str, list[int]]]:
    return [(remark.column, remark.at) for remark in doubts(rows, as_at)]


def test_a_wait_is_long_after_five_years_unless_it_is_over() -> None:
    rows = pd.DataFrame({"waiting_since": days("2021-03-02", "2021-03-03", "2019-01-01", "2019-01-01")})
    rows["outcome_on"] = days(None, None, "2026-03-02", "2026-03-03")
    assert causes(rows) == [("waiting_since", [0, 3])]
    assert causes(rows, None) == []


def test_no_hours_are_pointed_out_only_while_the_package_runs() -> None:
    rows = pd.DataFrame({"package_id": list("abcd"), "hours_per_week": [0.0, 0.0, 0.0, 1.0]})
    rows["started_on"] = days("2026-03-02", "2026-03-03", "2026-01-01", "2026-01-01")
    rows["ended_on"] = days(None, None, "2026-03-02", None)
    assert ("hours_per_week", [0]) in causes(rows)
    assert ("hours_per_week", [0, 1, 2]) in causes(rows.drop(columns="ended_on"), None)


@pytest.mark.parametrize(
    ("hours", "is_said"),
    [
        ([75.0, 90.0, 105.0], True),
        ([60.0, 60.0, 60.0], False),
        ([75.0, 90.0, 100.0], False),
        ([840.0, 420.0, 0.0, float("nan")], True),
        ([168.0, 168.0, 168.0], False),
        ([15.0, 30.0, 90.0], False),
        ([], False),
    ],
)
def test_hours_are_taken_for_minutes_by_their_middle_and_their_step(hours: list[float], is_said: bool) -> None:
    found = column_doubts(pd.DataFrame({"hours_per_week": pd.Series(hours, dtype="float64")}), PACKAGES)
    assert [remark.column for remark in found] == ["hours_per_week"] * is_said


def test_new_codes_are_listed_from_two_on_and_masked_where_few_rows_have_them() -> None:
    cells = pd.Series(["general", "respite", "respite", "respite", "Mrs Canary", None], dtype="str")
    said = list(column_doubts(pd.DataFrame({"setting": cells}), PACKAGES))
    assert [remark.at for remark in said] == [[1, 2, 3, 4]]
    assert "respite, Aaa Aaaaaa" in said[0].cause
    assert list(column_doubts(pd.DataFrame({"setting": cells[:4]}), PACKAGES)) == []


def test_references_are_spelt_as_most_rows_spell_them_and_else_as_the_first() -> None:
    rows = pd.DataFrame({"package_id": ["a 1", "A1", "b2", "B 2", "B 2"], "person_id": ["x", None, "x", "y", "Y"]})
    mended, remarks = spelt_alike(rows, PACKAGES)
    assert mended["package_id"].tolist() == ["a 1", "a 1", "B 2", "B 2", "B 2"]
    assert mended["person_id"].fillna("-").tolist() == ["x", "-", "x", "y", "y"]
    assert [(remark.column, remark.at) for remark in remarks] == [("package_id", [1, 2]), ("person_id", [4])]
    assert rows["package_id"].tolist()[1] == "A1"


def test_aliases_name_the_provider_of_today_in_every_column_of_providers() -> None:
    rows = pd.DataFrame({"provider_id": ["old1", "P2", None], "contract_provider_id": ["P2", "OLD 1", "P3"]})
    mended, remarks = with_aliases(rows, {"OLD1": "P1"})
    assert mended["provider_id"].fillna("-").tolist() == ["P1", "P2", "-"]
    assert mended["contract_provider_id"].tolist() == ["P2", "P1", "P3"]
    assert [(remark.column, remark.at) for remark in remarks] == [("provider_id", [0]), ("contract_provider_id", [1])]
    assert with_aliases(rows, {}) == (rows, [])


def test_an_alias_must_lead_to_a_provider_of_the_register() -> None:
    assert [problem.severity for problem in strange_aliases({"A": "P1", "B": "P2"}, pd.Index(["P1"]))] == ["refused"]


def test_people_in_both_lists_are_counted_while_care_runs_and_the_wait_is_open() -> None:
    packages = pd.DataFrame({"person_id": ["a", "b", "c", None], "provider_id": ["P1"] * 4})
    packages["started_on"] = days(*["2026-01-01"] * 4)
    packages["ended_on"] = days(None, "2026-02-01", None, None)
    awaiting = pd.DataFrame({"person_id": ["a", "a", "b", "c", None], "waiting_since": days(*["2026-02-25"] * 5)})
    awaiting["outcome_on"] = days(None, None, None, "2026-02-26", None)
    tables, labels = {"packages": packages, "awaiting": awaiting}, {"packages": ("p.csv",), "awaiting": ("a.csv",)}
    assert [problem.cause.split()[0] for problem in across(tables, labels, AS_AT)] == ["1"]
    tables["awaiting"] = awaiting.drop(columns="person_id")
    assert list(across(tables, labels, AS_AT)) == []
