"""Charts: the numbers behind the bars, and that names from files stay names."""

import datetime as dt

import pandas as pd
import pytest

from geo import charts

DAY = dt.date(2022, 9, 5)


def test_a_wait_of_28_days_is_not_long_and_one_of_29_is() -> None:
    bands = charts.wait_bands(pd.Series([0, 7, 8, 28, 29, 57]))
    assert bands.to_dict() == {
        "0 to 7 days": 2,
        "8 to 14 days": 1,
        "15 to 21 days": 0,
        "22 to 28 days": 1,
        "29 to 42 days": 1,
        "43 to 56 days": 0,
        "Over 56 days": 1,
    }
    assert charts.FIRST_LONG_BAND in bands.index


def test_bars_of_long_waits_have_another_colour_from_29_days_on() -> None:
    bar = charts.wait_bars(charts.wait_bands(pd.Series([1, 40])), as_at=DAY).data[0]
    assert len(set(bar.marker.color[:4])) == 1
    assert len(set(bar.marker.color[4:])) == 1
    assert bar.marker.color[3] != bar.marker.color[4]


def test_a_rating_that_nobody_has_is_there_with_zero() -> None:
    counts = charts.cqc_counts(pd.Series(["good"] * 14 + ["requires_improvement"] * 5 + ["not_inspected"] * 6))
    assert counts.to_list() == [0, 14, 5, 0, 6]
    assert counts.index[0] == "Outstanding"


def test_a_missing_rating_is_not_stated_and_not_zero() -> None:
    assert charts.cqc_counts(pd.Series(["good", None]))[charts.NOT_STATED] == 1
    assert charts.NOT_STATED not in charts.cqc_counts(pd.Series(["good"]))


def test_a_chart_says_its_unit_and_its_date() -> None:
    chart = charts.bars(pd.Series({"A": 1}), title="Ratings", unit="providers", as_at=DAY)
    assert chart.layout.title.text == "Ratings"
    assert chart.layout.title.subtitle.text == "Providers, as at 5 September 2022"


@pytest.mark.parametrize("name", ["<b>x</b>", "$\\frac{1}{2}$", "<a href='http://x'>y</a>"])
def test_a_zone_name_is_neither_tag_nor_formula_in_a_chart(name: str) -> None:
    steps = {step: [1] for step in charts.PROVIDER_STEPS}
    chart = charts.provider_steps(pd.DataFrame({"zone_name": [name], **steps}), as_at=DAY)
    assert not set("<>$") & set(chart.data[0].y[0])


def test_an_unknown_count_of_providers_is_a_gap_and_not_a_zero() -> None:
    figures = pd.DataFrame({"zone_name": ["A"], **{step: [2] for step in charts.PROVIDER_STEPS}})
    figures["providers_interested"] = pd.Series([pd.NA], dtype="Int64")
    chart = charts.provider_steps(figures, as_at=DAY, least=2)
    assert pd.isna(chart.data[0].x[0])
    assert chart.data[3].x[0] == 2
    assert len(chart.layout.shapes) == 1
