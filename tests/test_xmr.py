"""Individuals and moving range charts: published examples, the four signals by hand, gaps and step changes."""

import datetime as dt
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.metrics.xmr import SIGNALS, run_lengths, side_of_limits, trend_lengths, xmr

MONDAY = dt.date(2022, 1, 3)
# Mean 10, mean moving range 2, limits 4.68 and 15.32; no signal. Two thirds of the way to the upper limit is 13.547.
CALM = [9, 11] * 6
# Wheeler, Making Sense of Data (2003) p. 382, "Data set to use when verifying software".
WHEELER = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]
# Wheeler, Making Sense of Data (2003) p. 130, figure 9.9: peak flow rates of 18 days.
PEAK_FLOW = [120, 140, 100, 150, 260, 150, 100, 120, 300, 300, 275, 300, 140, 170, 150, 150, 190, 180]
# C. Chin, How to plot an XmR chart (xmrit.com), after Wheeler: in-process inventory of 31 months.
INVENTORY = [19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18, 20, 16, 17]
INVENTORY += [20, 15, 27, 25, 17, 19, 28]


def week(number: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=number)


def weekly(values: list[float | None], first: int = 0) -> pd.Series:
    days = [week(first + place) for place in range(len(values))]
    return pd.Series(values, index=days, name="people_awaiting", dtype="float64")


def flagged(table: pd.DataFrame, name: str) -> list[int]:
    return list(np.flatnonzero(table[SIGNALS[name]]))


@pytest.mark.parametrize(
    ("values", "mean", "lower", "upper", "places"),
    [
        (WHEELER, 4135.50, 3188.72, 5082.28, 2),
        # The book rounds mean and range first and prints 322.5 and 43.7; without rounding they are these.
        (PEAK_FLOW, 183.1, 43.8, 322.3, 1),
        (INVENTORY, 20.39, 7.89, 32.89, 2),
    ],
    ids=["verifying software", "peak flow", "inventory"],
)
def test_published_examples_have_their_published_mean_and_limits(values, mean, lower, upper, places) -> None:
    table = xmr(weekly(values))
    assert table["mean"].round(places).unique().tolist() == [mean]
    assert table["lower_limit"].round(places).unique().tolist() == [lower]
    assert table["upper_limit"].round(places).unique().tolist() == [upper]


def test_the_last_point_of_wheelers_example_is_outside_and_the_eight_before_it_are_a_run() -> None:
    table = xmr(weekly(WHEELER))
    assert flagged(table, "outside") == [15]
    assert flagged(table, "run") == list(range(8, 15))
    assert table["signal"].tolist() == [""] * 8 + ["run"] * 7 + ["outside"]


def test_columns_have_their_order_and_kinds() -> None:
    table = xmr(weekly([1, 2]))
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        **dict.fromkeys(("value", "mean", "lower_limit", "upper_limit"), "float64"),
        "segment": "int64",
        **dict.fromkeys(SIGNALS.values(), "bool"),
        "signal": "str",
    }
    assert list(SIGNALS) == ["outside", "run", "trend", "near limit"]


def test_twelve_points_have_limits_and_eleven_have_only_a_mean_and_no_signal() -> None:
    twelve = xmr(weekly(CALM))
    assert (twelve["lower_limit"].round(2).unique(), twelve["upper_limit"].round(2).unique()) == ([4.68], [15.32])
    eleven = xmr(weekly([*range(10), 1000]))
    assert eleven["mean"].notna().all()
    assert eleven[["lower_limit", "upper_limit"]].isna().all(axis=None)
    assert set(eleven["signal"]) == {""}
    assert not eleven[list(SIGNALS.values())].any(axis=None)


def test_a_missing_week_is_not_one_of_the_twelve() -> None:
    assert xmr(weekly([*CALM[:11], None]))["upper_limit"].isna().all()
    assert xmr(weekly([*CALM, None]))["upper_limit"].notna().all()


def test_limits_stop_at_floor_and_ceiling_only_when_given() -> None:
    low, high = weekly([0, 2] * 6), weekly([100, 98] * 6)
    assert xmr(low)["lower_limit"].iloc[0] == pytest.approx(1 - 2.66 * 2)
    assert xmr(low, floor=0)["lower_limit"].tolist() == [0.0] * 12
    assert xmr(low, floor=0)["upper_limit"].iloc[0] == pytest.approx(1 + 2.66 * 2)
    assert xmr(high)["upper_limit"].iloc[0] == pytest.approx(99 + 2.66 * 2)
    assert xmr(high, ceiling=100)["upper_limit"].tolist() == [100.0] * 12
    assert xmr(high, ceiling=100)["lower_limit"].iloc[0] == pytest.approx(99 - 2.66 * 2)


def test_floor_and_ceiling_do_not_make_points_near_the_limit() -> None:
    # Two thirds of the way from 1 to the floor is 0.33, and to the limit -4.32 is -2.55: the zeros are not near it.
    assert set(xmr(weekly([0, 2, 0, 0, 2, 2] * 2), floor=0)["signal"]) == {""}
    assert set(xmr(weekly([100, 98, 100, 100, 98, 98] * 2), ceiling=100)["signal"]) == {""}


def test_a_point_beyond_either_limit_is_outside() -> None:
    table = xmr(weekly([*CALM * 3, 22, -2]))
    assert flagged(table, "outside") == [36, 37]
    assert side_of_limits(table).tolist() == [0] * 36 + [1, -1]


def test_a_point_on_a_limit_is_not_outside() -> None:
    table = xmr(weekly([0.1] * 13))
    assert table["lower_limit"].iloc[0] == pytest.approx(0.1)
    assert set(table["signal"]) == {""}


def test_seven_on_one_side_are_a_run_and_six_are_not() -> None:
    assert flagged(xmr(weekly([9, 1] * 6 + [6, 7, 6, 7, 6, 7, 1])), "run") == []
    assert flagged(xmr(weekly([9, 1] * 6 + [6, 7, 6, 7, 6, 7, 6, 1])), "run") == list(range(12, 19))
    assert flagged(xmr(weekly([1, 9] * 6 + [4, 3, 4, 3, 4, 3, 4, 9])), "run") == list(range(12, 19))


def test_a_point_on_the_mean_is_on_no_side_and_ends_a_run() -> None:
    table = xmr(weekly([9, 1] * 6 + [6, 6, 6, 5, 6, 6, 6, 1, 1, 7]))
    assert table["mean"].iloc[0] == 5
    assert run_lengths(table).tolist()[11:] == [-1, 3, 3, 3, 0, 3, 3, 3, -2, -2, 1]
    assert flagged(table, "run") == []


def test_six_weeks_each_higher_than_the_week_before_are_a_trend_and_five_are_not() -> None:
    five = xmr(weekly([5, 5] * 6 + [1, 2, 3, 6, 8, 9]))
    assert trend_lengths(five).tolist()[-6:] == [-1, 5, 5, 5, 5, 5]
    assert flagged(five, "trend") == []
    six = xmr(weekly([5, 5] * 6 + [1, 2, 3, 6, 8, 9, 10]))
    assert flagged(six, "trend") == list(range(13, 19))
    falling = xmr(weekly([5, 5] * 6 + [10, 9, 8, 6, 3, 2, 1]))
    assert trend_lengths(falling).tolist()[-6:] == [-6] * 6
    assert flagged(falling, "trend") == list(range(13, 19))


def test_equal_weeks_are_neither_rise_nor_fall_and_end_a_trend() -> None:
    table = xmr(weekly([5, 5] * 6 + [1, 2, 3, 4, 4, 6, 7, 8]))
    assert trend_lengths(table).tolist()[12:] == [-1, 3, 3, 3, 0, 3, 3, 3]
    assert flagged(table, "trend") == []


def test_a_difference_that_is_only_rounding_is_none() -> None:
    tenths = [0.1 + 0.2, 0.3] * 6
    assert tenths[0] != tenths[1]
    table = xmr(weekly(tenths))
    assert trend_lengths(table).eq(0).all()
    assert set(table["signal"]) == {""}


def test_a_small_difference_of_a_great_number_is_a_difference() -> None:
    table = xmr(weekly([100_000.0] * 6 + [100_001, 100_002, 100_003, 100_004, 100_005, 100_006]))
    assert flagged(table, "trend") == [6, 7, 8, 9, 10, 11]


# After 36 weeks of 9 and 11 the mean is near 10, and two thirds of the way to the limits are near 5.8 and 14.2.
@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ([14.5, 9, 14.5], [36, 38]),
        ([9, 14.5, 14.5], [37, 38]),
        ([14.5, 14.5, 9], [36, 37]),
        ([5.5, 11, 5.5], [36, 38]),
        ([14.5, 9, 11], []),
        ([14.5, 10, 5.5], []),
        ([14.5, 9, 11, 14.5], []),
        ([14.2, 9, 14.2], [36, 38]),
        ([14.0, 9, 14.0], []),
    ],
    ids=["ends", "last two", "first two", "low", "one", "one at each limit", "two of four", "just", "not quite"],
)
def test_two_of_three_in_a_row_near_the_same_limit_are_a_signal_and_mark_only_themselves(last, expected) -> None:
    table = xmr(weekly([*CALM * 3, *last]))
    assert flagged(table, "outside") == []
    assert flagged(table, "near limit") == expected


def test_a_point_beyond_the_limit_counts_as_near_it_but_is_called_outside() -> None:
    table = xmr(weekly([*CALM, *CALM, *CALM, 14.5, 18]))
    assert flagged(table, "near limit") == [36, 37]
    assert table["signal"].tolist()[-2:] == ["near limit", "outside"]


def test_a_signal_is_called_by_the_first_that_applies() -> None:
    table = xmr(weekly([20, 21] * 10 + [22, 23, 24, 25, 26, 27, 28, 40]))
    assert table[list(SIGNALS.values())].iloc[-1].tolist() == [True, True, True, True]
    assert table["signal"].iloc[-1] == "outside"
    run = table[table["is_run"] & table["is_trend"] & ~table["is_outside"]]
    assert set(run["signal"]) == {"run"}


@pytest.mark.parametrize("gap", ["empty", "absent"])
def test_a_missing_week_stays_missing_and_no_range_spans_it(gap: str) -> None:
    values = weekly([*CALM[:6], None, *[value + 100 for value in CALM[:6]]])
    table = xmr(values if gap == "empty" else values.drop(week(6)))
    assert table.index.tolist() == [week(number) for number in range(13)]
    assert table["value"].isna().tolist() == [number == 6 for number in range(13)]
    # Twelve points; ten ranges of 2 and none of 90: not 2 + 90 over 11, and not anything with a zero.
    assert table["mean"].iloc[0] == 60
    assert table["upper_limit"].iloc[0] == pytest.approx(60 + 2.66 * 2)
    assert not table.loc[week(6), list(SIGNALS.values())].any()
    assert table.loc[week(6), "signal"] == ""


def test_a_missing_week_ends_a_run_and_a_trend() -> None:
    rising = [20, 21, 22, 23, 24, 25, 26]
    whole = xmr(weekly(CALM + rising))
    assert flagged(whole, "trend")[-6:] == [13, 14, 15, 16, 17, 18]
    assert flagged(whole, "run")[-7:] == list(range(12, 19))
    broken = xmr(weekly([*CALM, *rising[:4], None, *rising[4:]]))
    assert trend_lengths(broken).tolist()[12:] == [5, 5, 5, 5, 0, 0, 2, 2]
    assert flagged(broken, "trend") == []
    assert run_lengths(broken).tolist()[12:] == [4, 4, 4, 4, 0, 3, 3, 3]
    assert not flagged(broken, "run") or max(flagged(broken, "run")) < 12


def test_a_missing_week_ends_two_of_three() -> None:
    assert flagged(xmr(weekly([*CALM, 14.5, None, 14.5])), "near limit") == []
    assert flagged(xmr(weekly([*CALM, None, 14.5, 14.5])), "near limit") == []
    assert flagged(xmr(weekly([*CALM, None, 14.5, 14.5, None])), "near limit") == []
    assert flagged(xmr(weekly([*CALM, 14.5, 14.5, None])), "near limit") == [12, 13]


def test_ten_days_between_two_dates_are_a_week_and_eleven_miss_one() -> None:
    days = [MONDAY, MONDAY + dt.timedelta(days=10), MONDAY + dt.timedelta(days=21), MONDAY + dt.timedelta(days=42)]
    table = xmr(pd.Series([1.0, 2.0, 3.0, 4.0], index=days))
    added = [MONDAY + dt.timedelta(days=count) for count in (17, 28, 35)]
    assert table.index.tolist() == sorted(days + added)
    assert table.loc[added, "value"].isna().all()
    assert trend_lengths(table).tolist() == [0, 1, 0, 0, 0, 0, 0]


def test_limits_are_calculated_anew_from_a_step_change_on() -> None:
    values = weekly(CALM + [value * 10 for value in CALM])
    table = xmr(values, [week(12)])
    assert table["segment"].tolist() == [0] * 12 + [1] * 12
    assert table["mean"].tolist() == [10] * 12 + [100] * 12
    assert table["upper_limit"].round(2).tolist() == [15.32] * 12 + [153.2] * 12
    assert set(table["signal"]) == {""}
    assert set(xmr(values)["signal"]) != {""}


def test_nothing_reaches_across_a_step_change() -> None:
    rising = list(range(20, 32))
    both = xmr(weekly([5, 5] * 6 + rising), [week(16)])
    assert both["segment"].value_counts().tolist() == [16, 8]
    assert trend_lengths(both).tolist()[12:] == [4, 4, 4, 4, 0, 7, 7, 7, 7, 7, 7, 7]
    level = xmr(weekly([5, 9] * 5 + [8] * 10 + [2, 1] * 5), [week(16)])
    assert run_lengths(level).tolist()[9:20] == [7, 7, 7, 7, 7, 7, 7, 4, 4, 4, 4]


def test_a_step_between_two_weeks_begins_with_the_next_and_one_outside_begins_nothing() -> None:
    values = weekly(CALM)
    steps = [week(5) - dt.timedelta(days=3), week(-2), week(40), week(5)]
    assert xmr(values, steps)["segment"].tolist() == [0] * 5 + [1] * 7
    assert xmr(values, iter(steps))["segment"].tolist() == [0] * 5 + [1] * 7


def test_a_short_segment_has_no_limits_while_a_long_one_beside_it_has() -> None:
    table = xmr(weekly([*CALM, 10, 12, 1000]), [week(12)])
    assert table["upper_limit"].notna().tolist() == [True] * 12 + [False] * 3
    assert set(table["signal"]) == {""}


def test_twelve_weeks_of_which_no_two_are_in_a_row_have_no_limits() -> None:
    values = weekly([value for number in range(12) for value in (number * 10.0, None)])
    assert xmr(values)["lower_limit"].isna().all()
    assert set(xmr(values)["signal"]) == {""}


@pytest.mark.parametrize("values", [[], [None], [None, None]])
def test_nothing_recorded_is_no_error(values: list[float | None]) -> None:
    table = xmr(weekly(values))
    assert len(table) == len(values)
    assert table["mean"].isna().all()


@pytest.mark.parametrize("kind", ["Int64", object])
def test_counts_with_missing_ones_and_timestamps_are_read(kind: str | type) -> None:
    days = pd.DatetimeIndex([week(2), week(0), week(1)])
    table = xmr(pd.Series([3, 1, pd.NA], index=days, dtype=kind))
    assert table.index.tolist() == [week(0), week(1), week(2)]
    assert [type(day) for day in table.index] == [dt.date] * 3
    assert table["value"].fillna(-1).tolist() == [1, -1, 3]


def test_a_date_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="people_awaiting: a date stands twice"):
        xmr(pd.Series([1, 2], index=[MONDAY, MONDAY], name="people_awaiting"))


def test_the_input_is_not_changed() -> None:
    values = weekly([*CALM[:6], None, *CALM[:6]])[::-1]
    before = values.copy()
    xmr(values, [week(3)], floor=0, ceiling=100)
    pd.testing.assert_series_equal(values, before)


# Properties. The rules once more, point by point, as they read in words.

MAYBE = st.lists(st.integers(0, 12) | st.none(), min_size=12, max_size=45)
FLAGS = [*SIGNALS.values(), "signal"]
TINY = 1e-7


def windows(table: pd.DataFrame, size: int) -> list[list[int]]:
    """Places of so many recorded weeks in a row, of one segment."""
    known, segment = table["value"].notna().tolist(), table["segment"].tolist()
    every = [list(range(start, start + size)) for start in range(len(table) - size + 1)]
    return [places for places in every if all(known[p] and segment[p] == segment[places[0]] for p in places)]


def found_one_way(table: pd.DataFrame, way: int) -> dict[str, set[int]]:
    """Places of the signals of one direction: 1 high and rising, -1 low and falling."""
    values = (table["value"] * way).tolist()
    away = ((table["value"] - table["mean"]) * way).tolist()
    width = (table["upper_limit"] - table["mean"]).tolist()
    found = {name: set() for name in SIGNALS}
    found["outside"] = {place for place, distance in enumerate(away) if distance > width[place] + TINY}
    for places in windows(table, 7):
        if min(away[place] for place in places) > TINY:
            found["run"] |= set(places)
        if all(values[before] < values[after] for before, after in itertools.pairwise(places)):
            found["trend"] |= set(places[1:])
    for places in windows(table, 3):
        far = {place for place in places if away[place] > width[place] * 2 / 3 + TINY}
        found["near limit"] |= far if len(far) >= 2 else set()
    return found


def by_words(table: pd.DataFrame) -> dict[str, list[int]]:
    """The four signals worked out window by window."""
    high, low = found_one_way(table, 1), found_one_way(table, -1)
    has_limits = set(np.flatnonzero(table["upper_limit"].notna()))
    return {name: sorted((high[name] | low[name]) & has_limits) for name in SIGNALS}


@given(MAYBE, st.lists(st.integers(-1, 46), max_size=2))
@settings(max_examples=60, deadline=None)
def test_signals_are_those_of_the_rules_read_window_by_window(values, steps) -> None:
    table = xmr(weekly(values), [week(step) for step in steps])
    assert {name: flagged(table, name) for name in SIGNALS} == by_words(table)


@given(MAYBE, st.integers(1, 44))
@settings(max_examples=15, deadline=None)
def test_a_step_change_is_the_same_as_two_charts(values, step) -> None:
    values = weekly(values)
    day = week(step)
    apart = [xmr(part) for part in (values[values.index < day], values[values.index >= day]) if len(part)]
    pd.testing.assert_frame_equal(xmr(values, [day]).drop(columns="segment"), pd.concat(apart).drop(columns="segment"))


@given(MAYBE)
@settings(max_examples=15, deadline=None)
def test_high_and_low_are_treated_alike(values) -> None:
    table, turned = xmr(weekly(values)), xmr(-weekly(values))
    np.testing.assert_allclose(turned["lower_limit"], -table["upper_limit"])
    pd.testing.assert_frame_equal(table[FLAGS], turned[FLAGS])


@given(MAYBE, st.integers(-500, 500), st.sampled_from([0.25, 1.0, 8.0]))
@settings(max_examples=15, deadline=None)
def test_another_zero_or_unit_changes_no_signal(values, plus, times) -> None:
    moved = xmr(weekly(values) * times + plus)
    pd.testing.assert_frame_equal(xmr(weekly(values))[FLAGS], moved[FLAGS])


@given(MAYBE)
@settings(max_examples=15, deadline=None)
def test_the_mean_lies_midway_between_the_limits_and_a_missing_week_has_no_signal(values) -> None:
    table = xmr(weekly(values))
    has = table[table["upper_limit"].notna()]
    np.testing.assert_allclose((has["lower_limit"] + has["upper_limit"]) / 2, has["mean"], atol=1e-9)
    assert (has["lower_limit"] <= has["upper_limit"]).all()
    missing = table[table["value"].isna()]
    assert not missing[list(SIGNALS.values())].any(axis=None)


@given(MAYBE, st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_neither_order_nor_leaving_missing_weeks_out_matters(values, chance) -> None:
    series = weekly(values)
    known = series.dropna()
    mixed = known.sample(frac=1, random_state=chance.randint(0, 9999))
    inner = series[(series.index >= known.index.min()) & (series.index <= known.index.max())] if len(known) else known
    pd.testing.assert_frame_equal(xmr(mixed), xmr(inner))
