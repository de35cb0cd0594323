"""The parts of the page Compare weeks: two recorded weeks, and what happened between them."""

from typing import Final

import streamlit as st

from geo.maps import same_classes
from geo.words import record
from geo.words.tables import shown_values, zones_only
from pages.common import recorded, show
from pages.common.drawn import Measure
from pages.common.view import View

NAMES: Final = record.figure_names(record.TREND_FIGURES)


def title(view: View, first: str, second: str, _mark: str) -> str:
    """The finding as the page's title."""
    return record.comparison_title(recorded.comparison_of(view, first, second))


def measures(view: View, first: str, second: str, name: str, _mark: str) -> list[Measure]:
    """A figure of both weeks in the same classes, by the figures of each."""
    weeks = [recorded.week_of(view, week) for week in (first, second)]
    zones = [zones_only(week.figures) for week in weeks]
    classed = same_classes([table[name] for table in zones], whole=not name.endswith(("_days", "_pct")))
    return [
        Measure(
            f"compare{week.manifest.week}-{week.manifest.version}:{name}",
            NAMES[name],
            classes,
            shown_values(table, name, view.tiers),
        )
        for week, table, classes in zip(weeks, zones, classed, strict=True)
    ]


def figures(view: View, first: str, second: str, name: str, said: str, _mark: str) -> show.File:
    """A figure of both weeks and how it moved, zone by zone; `said` is what the weeks are called."""
    table = record.comparison_table(recorded.comparison_of(view, first, second), name)
    return show.table_alone(view, table, f"compare-{name}", f"{NAMES[name]} in {record.unit_of(name)}, {said}")


def flows(view: View, first: str, second: str, said: str, _mark: str) -> show.File | None:
    """What started, ended, moved and waited between the weeks; nothing where rows about people were removed."""
    st.header("What happened in between", anchor=False)
    table = record.flow_table(recorded.comparison_of(view, first, second))
    if table.empty:
        st.info("The rows about people of one of the two weeks were removed, so this cannot be told any more.")
        return None
    return show.table_alone(view, table, "between", f"By zone, between {said}")
