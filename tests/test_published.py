"""Published figures: compared only where they may be, and never twice for one period without a word."""

import pandas as pd
import pytest

from geo.metrics.published import compared, repeated_periods
from geo.words import published

USERS = "Service users"


def figures(*rows: tuple[str, str, str | None, str | None, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["series", "period", "period_start", "period_end", "value"])
    dates = {name: pd.to_datetime(table[name]) for name in ("period_start", "period_end")}
    return table.assign(unit="people", source="report, 4.1", **dates)


YEARS = figures(
    (USERS, "2014-15", "2014-04-01", "2015-03-31", 2745),
    (USERS, "2015-16", "2015-04-01", "2016-03-31", 2583),
    (USERS, "2016-17", "2016-04-01", "2017-03-31", 2502),
    (USERS, "2017-18 YTD", "2017-04-01", "2018-02-01", 1636),
)


def test_a_year_to_date_is_not_comparable() -> None:
    """002_bac2925cb4a75b8d.txt, 4.1: 1 April 2017 to 1 February 2018 "is therefore not comparable"."""
    rows = compared(YEARS)
    assert list(rows["is_partial"]) == [False, False, False, True]
    assert list(rows["days"]) == [365, 366, 365, 307]
    assert rows["change_pct"].iloc[1] == pytest.approx(100 * (2583 / 2745 - 1))
    assert rows["change_pct"].isna().tolist() == [True, False, False, True]
    note = published.published_table(rows)["To know"].iloc[3]
    assert note == "Part of a period, 307 days where others have 366: not comparable"
    assert published.published_title(rows) == "4 published figures in 1 series; 1 cannot be compared with the others"


def test_two_months_are_comparable_and_the_change_is_53_percent() -> None:
    """004_f288f57ae75ab6a5.txt, paragraph 18: 137 in the first month, 210 in January."""
    months = figures(
        ("Home First", "first month", "2017-12-11", "2018-01-10", 137),
        ("Home First", "January 2018", "2018-01-01", "2018-01-31", 210),
    )
    rows = compared(months)
    assert round(rows["change_pct"].iloc[1], 1) == 53.3
    assert published.published_table(rows)["Change (%)"].tolist() == ["-", "+53.3"]
    assert published.published_table(rows)["To know"].tolist() == ["-", "Shares 10 days with the period before"]


def test_a_period_with_two_values_is_noticed_and_compared_with_nothing() -> None:
    """002_bac2925cb4a75b8d.txt, 4.2 labels two different spends 2016/17."""
    spend = figures(
        ("Spend", "2016/17", "2016-04-01", "2017-03-31", 12.8),
        ("Spend", "2016/17", "2016-04-01", "2017-03-31", 12.2),
        ("Spend", "2017/18", "2017-04-01", "2018-03-31", 13.0),
    )
    assert repeated_periods(spend) == [("Spend", "2016/17", [12.8, 12.2])]
    rows = compared(spend)
    assert rows["is_repeated"].tolist() == [True, True, False]
    assert rows["change_pct"].isna().all()
    assert published.published_findings(spend) == [
        "Spend: 2016/17 stands twice, with 12.8 and 12.2. Look which period is meant."
    ]


def test_the_same_value_twice_is_no_contradiction() -> None:
    same = figures(("A", "2016", "2016-01-01", "2016-12-31", 5), ("A", "2016", "2016-01-01", "2016-12-31", 5))
    assert repeated_periods(same) == []
    assert not compared(same)["is_repeated"].any()


def test_other_units_and_undated_periods_are_never_compared() -> None:
    rows = figures(("A", "x", None, None, 5), ("A", "y", None, None, 6))
    assert compared(rows)["change_pct"].isna().all()
    units = YEARS.head(2).assign(unit=["people", "packages"])
    assert compared(units)["change_pct"].isna().all()
    assert compared(YEARS.drop(columns=["period_start", "period_end"]))["change_pct"].isna().all()


def test_figures_are_ordered_by_period_within_their_series() -> None:
    rows = compared(YEARS.iloc[[2, 0, 3, 1]])
    assert list(rows["period"]) == ["2014-15", "2015-16", "2016-17", "2017-18 YTD"]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (14.3, "GBP an hour", "£14.30 an hour"),
        (1636, "people", "1,636 people"),
        (12.2, "million GBP", "£12.2 million"),
    ],
)
def test_a_figure_has_its_unit(value: float, unit: str, said: str) -> None:
    assert published.figure_with_unit(value, unit) == said
