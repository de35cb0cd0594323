"""Weekly figures as charts and words: gaps stay gaps, a signal has shape, colour and word, and names stay names."""

import datetime as dt
import json

import pandas as pd
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.charts.drawing import EDGE
from geo.charts.trends import MOST_COLUMNS, SIGNAL_SHAPES, small_multiples, xmr_chart
from geo.colours import MID, ORANGE
from geo.metrics.xmr import SIGNALS, xmr
from geo.words.trends import signal_words, trend_sentence, trend_table, week_words

MONDAY = dt.date(2022, 1, 3)
CALM = [9, 11] * 6
# Mean 10, mean moving range 2: limits 4.7 and 15.3, and no signal. Each of the others has one signal at its end.
HIGH, LOW = [*CALM, 19], [*CALM, 0]
RUN_HIGH, RUN_LOW = [9, 1] * 6 + [6, 7, 6, 7, 6, 7, 6], [1, 9] * 6 + [4, 3, 4, 3, 4, 3, 4]
RISE, FALL = [9, 1] * 6 + [2, 3, 4, 6, 7, 8], [1, 9] * 6 + [8, 7, 6, 4, 3, 2]
NEAR_HIGH, NEAR_LOW = [*CALM * 3, 14.5, 9, 14.5], [*CALM * 3, 5.5, 11, 5.5]
NAME, UNIT = "People still waiting", "people"


def week(number: int) -> dt.date:
    return MONDAY + dt.timedelta(weeks=number)


def table_of(values: list[float | None], steps: tuple[int, ...] = (), **limits: float) -> pd.DataFrame:
    days = [week(place) for place in range(len(values))]
    return xmr(pd.Series(values, index=days, dtype="float64"), [week(step) for step in steps], **limits)


def chart_of(table: pd.DataFrame, **more: dict[dt.date, str]) -> go.Figure:
    return xmr_chart(table, title=NAME, unit=UNIT, as_at=week(11), **more)


def told(table: pd.DataFrame) -> str:
    """What the sentence says of the figure."""
    return trend_sentence(table, NAME, UNIT).removeprefix(f"{NAME}: ")


def traces(chart: go.Figure, name: str) -> list[go.Scatter]:
    return [trace for trace in chart.data if trace.name == name]


# Words


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (CALM[:5], "only 5 weeks are recorded; limits need 12"),
        (
            [None, 4, None],
            "only 1 week is recorded; limits need 12; the latest week is not recorded",
        ),
        ([None, None], "no week is recorded"),
        ([], "no week is recorded"),
        (CALM, "no sign of a real change in 12 weeks"),
        (
            [*CALM, None, None],
            "no sign of a real change in 12 weeks; the latest two weeks are not recorded",
        ),
        ([*HIGH, 10, 10], "no sign of a real change since 28 March 2022 (above the upper limit)"),
        (
            [*CALM * 3, 22, 9, -2, 11, 9],
            "no sign of a real change since 26 September 2022 (below the lower limit)",
        ),
        (
            [part for value in CALM for part in (None, value)],
            "no two weeks in a row are recorded; limits need them",
        ),
    ],
)
def test_without_a_signal_the_sentence_says_so(values, expected) -> None:
    assert trend_sentence(table_of(values), NAME, UNIT) == f"{NAME}: {expected}"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (HIGH, "high, 19 people on 28 March 2022, above the upper limit of 17.3"),
        (LOW, "low, 0 people on 28 March 2022, below the lower limit of 1.9"),
        (RUN_HIGH, "high, seven weeks in a row above the mean of 5.5 people"),
        ([*RUN_LOW, 3, 4, 3, 4], "low, 11 weeks in a row below the mean of 4.3 people"),
        (RISE, "rising, six weeks in a row higher than the week before"),
        (FALL, "falling, six weeks in a row lower than the week before"),
        (NEAR_HIGH, "high, two of three weeks in a row near the upper limit of 16.1 people"),
        (NEAR_LOW, "low, two of three weeks in a row near the lower limit of 3.7 people"),
    ],
)
def test_the_sentence_tells_the_signal_of_the_latest_week(values, expected) -> None:
    assert trend_sentence(table_of(values), NAME, UNIT) == f"People still waiting: {expected}"


def test_the_sentence_counts_since_the_step_change() -> None:
    table = table_of(CALM + [value + 100 for value in CALM], (12,))
    assert (
        trend_sentence(table, NAME, UNIT)
        == "People still waiting: no sign of a real change in 12 weeks since the step change"
    )
    table = table_of([*CALM, 5, 80, 900], (12,))
    assert (
        trend_sentence(table, NAME, UNIT)
        == "People still waiting: only 3 weeks are recorded since the step change; limits need 12"
    )
    table = table_of([*HIGH, *CALM], (13,))
    assert (
        trend_sentence(table, NAME, UNIT)
        == "People still waiting: no sign of a real change in 12 weeks since the step change"
    )


def test_a_signal_before_the_missing_weeks_is_still_told() -> None:
    sentence = trend_sentence(table_of([*HIGH, None]), NAME, UNIT)
    assert sentence.startswith("People still waiting: high, 19 people on 28 March 2022")
    assert sentence.endswith("; the latest week is not recorded")


def test_a_name_from_a_file_stays_on_one_line() -> None:
    assert trend_sentence(table_of(HIGH), "Zone\n\u202eA", UNIT).startswith("Zone A: high")
    assert trend_sentence(table_of([]), "Zone\n\u202eA", UNIT) == "Zone A: no week is recorded"


@pytest.mark.parametrize(
    ("values", "weeks", "word"),
    [
        (HIGH, 1, "above the upper limit"),
        (LOW, 1, "below the lower limit"),
        (RUN_HIGH, 7, "run above the mean"),
        (RUN_LOW, 7, "run below the mean"),
        (RISE, 6, "rise"),
        (FALL, 6, "fall"),
        (NEAR_HIGH, 1, "near the upper limit"),
        (NEAR_LOW, 1, "near the lower limit"),
    ],
)
def test_each_signal_has_its_direction_in_words(values: list[float], weeks: int, word: str) -> None:
    assert signal_words(table_of(values)).tolist()[-weeks - 1 :] == ["none"] + [word] * weeks


def test_weeks_without_value_or_limits_have_no_signal_to_tell() -> None:
    assert signal_words(table_of([4, 5, None])).tolist() == ["too few points for limits"] * 2 + ["no data"]
    assert signal_words(table_of([*CALM, None])).tolist() == ["none"] * 12 + ["no data"]


def test_the_table_gives_each_week_in_words() -> None:
    shown = trend_table(table_of([*HIGH, None, 1234.56], (14,)))
    assert shown.index.name == "As at"
    assert shown.index[0] == "3 January 2022"
    assert shown.columns.tolist() == ["Value", "Mean", "Lower limit", "Upper limit", "Signal"]
    assert shown.iloc[0].tolist() == ["9", "10.7", "4", "17.3", "none"]
    assert shown.iloc[12].tolist() == ["19", "10.7", "4", "17.3", "above the upper limit"]
    assert shown.iloc[13].tolist() == ["no data", "10.7", "4", "17.3", "no data"]
    assert shown.iloc[14].tolist() == ["1,234.6", "1,234.6", "no limits", "no limits", "too few points for limits"]


def test_a_week_in_words_has_date_value_unit_and_signal() -> None:
    texts = week_words(table_of([*HIGH, None]), UNIT).tolist()
    assert texts[0] == "3 January 2022: 9 people"
    assert texts[12:] == ["28 March 2022: 19 people, above the upper limit", "4 April 2022: no data"]
    assert week_words(table_of([4]), UNIT).tolist() == ["3 January 2022: 4 people, too few points for limits"]


def test_an_empty_table_is_shown_empty() -> None:
    assert trend_table(table_of([])).empty
    assert week_words(table_of([]), UNIT).empty


# One chart


def test_the_chart_says_its_title_unit_and_date_and_has_no_background() -> None:
    chart = chart_of(table_of(CALM))
    assert chart.layout.title.text == NAME
    assert chart.layout.title.subtitle.text == "People, as at 21 March 2022"
    assert (chart.layout.paper_bgcolor, chart.layout.plot_bgcolor) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert chart.layout.yaxis.autorange is True
    assert chart.layout.xaxis.type == "date"


@pytest.mark.parametrize("gap", ["empty", "absent"])
def test_a_missing_week_is_a_gap_in_the_line_and_not_a_zero(gap: str) -> None:
    values = pd.Series([*CALM, None, *CALM], index=[week(number) for number in range(25)])
    chart = chart_of(xmr(values if gap == "empty" else values.dropna()))
    (line,) = traces(chart, "Each week")
    assert line.connectgaps is False
    assert line.mode == "lines+markers"
    assert [place for place, value in enumerate(line.y) if pd.isna(value)] == [12]
    assert line.x[12] == "2022-03-28"
    assert line.hovertext[12] == "28 March 2022: no data"
    assert json.loads(chart.to_json())["data"][3]["y"][12] is None


def test_mean_and_limits_are_lines_of_each_segment() -> None:
    chart = chart_of(table_of(CALM + [value + 100 for value in CALM], (12,)))
    means, limits = traces(chart, "Mean"), traces(chart, "Limits")
    assert [set(trace.y) for trace in means] == [{10.0}, {110.0}]
    assert [(trace.x[0], trace.x[-1]) for trace in means] == [
        (week(0).isoformat(), week(11).isoformat()),
        (week(12).isoformat(), week(23).isoformat()),
    ]
    assert [round(trace.y[0], 1) for trace in limits] == [15.3, 4.7, 115.3, 104.7]
    assert {(trace.mode, trace.line.color) for trace in [*means, *limits]} == {("lines", EDGE)}
    assert {trace.line.dash for trace in means} == {"solid"}
    assert {trace.line.dash for trace in limits} == {"dash"}
    assert [trace.showlegend for trace in [*means, *limits]] == [True, False, True, False, False, False]


def test_a_segment_without_limits_has_its_mean_and_no_limit_lines() -> None:
    chart = chart_of(table_of(CALM[:5]))
    assert len(traces(chart, "Mean")) == 1
    assert traces(chart, "Limits") == []


@pytest.mark.parametrize(
    ("signal", "values", "places"),
    [
        ("outside", HIGH, [12]),
        ("run", RUN_HIGH, list(range(12, 19))),
        ("trend", RISE, list(range(12, 18))),
        ("near limit", NEAR_HIGH, [36, 38]),
    ],
)
def test_a_signal_is_marked_by_shape_colour_and_word(signal: str, values: list[float], places: list[int]) -> None:
    chart = chart_of(table_of(values))
    marks = [trace for trace in chart.data if trace.mode == "markers"]
    assert [trace.name.lower() for trace in marks] == [signal]
    assert list(marks[0].x) == [week(place).isoformat() for place in places]
    assert list(marks[0].y) == [values[place] for place in places]
    assert set(marks[0].marker.symbol) == {SIGNAL_SHAPES[signal]}
    assert marks[0].marker.color == ORANGE
    assert marks[0].showlegend is True
    assert marks[0].hoverinfo == "text"
    words = signal_words(table_of(values))
    assert list(marks[0].hovertext) == [
        text for text, word in zip(week_words(table_of(values), UNIT), words, strict=True) if word != "none"
    ]


def test_signals_differ_in_shape_from_each_other_and_in_colour_from_other_points() -> None:
    assert SIGNAL_SHAPES.keys() == SIGNALS.keys()
    assert len({*SIGNAL_SHAPES.values(), "circle"}) == len(SIGNALS) + 1
    (line,) = traces(chart_of(table_of(CALM)), "Each week")
    assert line.line.color == MID
    assert line.marker.color == MID
    assert line.marker.symbol is None


def test_the_triangles_of_a_fall_point_down() -> None:
    chart = chart_of(table_of(FALL))
    assert set(traces(chart, "Trend")[0].marker.symbol) == {"triangle-down"}


def test_a_point_outside_that_also_falls_keeps_its_own_shape() -> None:
    table = table_of([20, 21] * 10 + [20, 19, 18, 17, 16, 15, 14, 1])
    assert table.iloc[-1][["is_outside", "is_trend"]].tolist() == [True, True]
    assert traces(chart_of(table), "Outside")[0].marker.symbol[-1] == "diamond"


def test_a_step_change_is_a_named_line_on_its_day() -> None:
    table = table_of(CALM + CALM, (4, 12))
    day = week(12) - dt.timedelta(days=3)
    chart = chart_of(table, steps={day: "New <b>framework</b>", week(40): "Later", week(0): "Begun"})
    assert [shape.x0 for shape in chart.layout.shapes] == [week(4).isoformat(), day.isoformat()]
    assert [note.x for note in chart.layout.annotations] == [week(4).isoformat(), day.isoformat()]
    assert [note.text for note in chart.layout.annotations] == ["Step change", "New &lt;b&gt;framework&lt;/b&gt;"]
    assert [note.xanchor for note in chart.layout.annotations] == ["left", "right"]
    assert {note.yref for note in chart.layout.annotations} == {"paper"}


def test_a_late_step_change_has_its_name_on_the_left() -> None:
    chart = chart_of(table_of(CALM + CALM, (20,)), steps={week(20): "New contract"})
    assert [note.xanchor for note in chart.layout.annotations] == ["right"]


def test_step_changes_a_week_apart_are_each_named_once() -> None:
    chart = chart_of(table_of(CALM + CALM, (12, 13)), steps={week(12): "One", week(13): "Two"})
    assert [note.text for note in chart.layout.annotations] == ["One", "Two"]


def test_two_step_changes_between_two_weeks_are_both_named() -> None:
    days = [week(12) - dt.timedelta(days=5), week(12)]
    table = xmr(pd.Series(CALM + CALM, index=[week(number) for number in range(24)], dtype="float64"), days)
    chart = chart_of(table, steps=dict(zip(days, ["One", "Two"], strict=True)))
    assert [note.text for note in chart.layout.annotations] == ["One", "Two"]


@pytest.mark.parametrize("name", ["<b>x</b>", "$\\frac{1}{2}$", "<a href='http://x'>y</a>"])
def test_a_name_is_neither_tag_nor_formula_in_a_chart(name: str) -> None:
    table = table_of(CALM + CALM, (12,))
    one = xmr_chart(table, title=name, unit=name, as_at=MONDAY, steps={week(12): name})
    many = small_multiples({name: table}, unit=name, as_at=MONDAY, title=name)
    for chart in (one, many):
        texts = [chart.layout.title.text, chart.layout.title.subtitle.text, chart.layout.annotations[0].text]
        texts += [text for trace in chart.data if trace.hovertext is not None for text in trace.hovertext]
        assert len(texts) == 27
        assert not set("<>$") & set("".join(texts))


# Small multiples


def panels(count: int, **more: object) -> go.Figure:
    tables = {f"Zone {number}": table_of(CALM) for number in range(1, count + 1)}
    return small_multiples(tables, unit=UNIT, as_at=MONDAY, **more)


@pytest.mark.parametrize(("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (3, 3, 1), (4, 3, 2), (14, 3, 5)])
def test_at_most_three_panels_stand_beside_each_other_each_under_its_name(count: int, columns: int, rows: int) -> None:
    chart = panels(count)
    assert [note.text for note in chart.layout.annotations] == [f"Zone {number}" for number in range(1, count + 1)]
    axes = [chart.layout[name] for name in chart.layout if str(name).startswith("xaxis")]
    assert len({axis.domain for axis in axes if axis.domain}) == columns == min(count, MOST_COLUMNS)
    axes = [chart.layout[name] for name in chart.layout if str(name).startswith("yaxis")]
    assert len({axis.domain for axis in axes if axis.domain}) == rows


def test_the_height_grows_with_the_rows_and_every_panel_has_the_same_height() -> None:
    heights = [panels(count).layout.height for count in (3, 4, 7, 12)]
    assert panels(1).layout.height == heights[0]
    per_row = heights[1] - heights[0]
    assert per_row > 150
    assert [heights[2] - heights[1], heights[3] - heights[0]] == [per_row, 3 * per_row]


def test_panels_share_their_scale_unless_each_has_its_own() -> None:
    def matched(chart: go.Figure, kind: str) -> set[str | None]:
        return {chart.layout[name].matches for name in chart.layout if str(name).startswith(kind)}

    assert matched(panels(4), "yaxis") == {"y"}
    assert matched(panels(4, same_scale=False), "yaxis") == {None}
    assert matched(panels(4), "xaxis") == matched(panels(4, same_scale=False), "xaxis") == {"x"}


def test_each_panel_shows_its_own_zone_and_the_legend_names_each_thing_once() -> None:
    tables = {"A": table_of(CALM), "B": table_of(HIGH), "C": table_of([*CALM, 20])}
    chart = small_multiples(tables, unit=UNIT, as_at=MONDAY)
    lines = traces(chart, "Each week")
    assert [line.xaxis for line in lines] == ["x", "x2", "x3"]
    assert [max(line.y) for line in lines] == [11, 19, 20]
    named = [trace.name for trace in chart.data if trace.showlegend]
    assert named == ["Mean", "Limits", "Each week", "Outside"]
    assert [trace.xaxis for trace in traces(chart, "Outside")] == ["x2", "x3"]


def test_a_long_name_is_cut_and_no_zone_makes_an_empty_chart() -> None:
    chart = small_multiples({"x" * 90: table_of(CALM)}, unit=UNIT, as_at=MONDAY)
    assert chart.layout.annotations[0].text == "x" * 27 + "…"
    assert len(small_multiples({}, unit=UNIT, as_at=MONDAY).data) == 0


def test_a_step_change_is_a_line_in_its_own_panel() -> None:
    chart = small_multiples({"A": table_of(CALM), "B": table_of(CALM + CALM, (12,))}, unit=UNIT, as_at=MONDAY)
    assert [(shape.x0, shape.xref) for shape in chart.layout.shapes] == [(week(12).isoformat(), "x2")]


@pytest.mark.parametrize("values", [[], [None], [3.0]])
def test_hardly_anything_recorded_is_still_drawn(values: list[float | None]) -> None:
    assert chart_of(table_of(values)).layout.title.text == NAME
    assert small_multiples({"A": table_of(values)}, unit=UNIT, as_at=MONDAY).layout.height > 0


@given(st.lists(st.integers(0, 12) | st.none(), max_size=30), st.lists(st.integers(0, 30), max_size=2))
@settings(max_examples=10, deadline=None)
def test_every_signal_is_marked_once_and_no_week_says_nan(values, steps) -> None:
    table = table_of(values, tuple(steps))
    chart = chart_of(table)
    marked = [x for trace in chart.data if trace.mode == "markers" for x in trace.x]
    assert sorted(marked) == [day.isoformat() for day in table.index[table["signal"] != ""]]
    shown = " ".join([*week_words(table, UNIT), trend_sentence(table, NAME, UNIT), trend_table(table).to_csv()])
    assert "nan" not in shown
    assert (signal_words(table).isin(["none", "no data", "too few points for limits"]) == (table["signal"] == "")).all()
