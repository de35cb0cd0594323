"""Two recorded weeks side by side: what started, ended, moved and waited."""

import streamlit as st

from geo.maps import same_classes
from geo.words import record
from geo.words.tables import shown_values, zones_only
from pages.common import recorded, show, view
from pages.common.mapview import Measure, Shown, zone_map

page = view.open_page()
heading = st.container()
store, weeks = recorded.store_of(page)
if len(weeks) < 2:
    view.heading(page, "Two weeks are needed to compare")
    st.info(record.record_sentence(weeks))
    st.stop()
labels = {week: record.week_label(manifest) for week, manifest in reversed(weeks.items())}
names = record.figure_names(record.TREND_FIGURES)
with st.container(horizontal=True, vertical_alignment="bottom"):
    first = st.selectbox("Earlier week", list(labels)[1:], format_func=labels.get)
    later = [week for week in labels if week > first]
    second = st.selectbox("Later week", later, format_func=labels.get)
    name = st.selectbox("Figure", list(names), format_func=names.get)

found = recorded.comparison_of(page, store, first, second)
with heading:
    view.heading(page, record.comparison_title(found))
tables = [store.read(week).figures for week in (first, second)]
classed = same_classes([zones_only(figures)[name] for figures in tables], whole=not name.endswith(("_days", "_pct")))
for column, week, figures, classes in zip(st.columns(2), (first, second), tables, classed, strict=True):
    with column:
        then = recorded.as_recorded(page, weeks[week], figures)
        values = shown_values(zones_only(figures), name, page.tiers)
        which = f"compare{week}-{weeks[week].version}:{name}"
        zone_map(then, Measure(which, names[name], classes, values), how=Shown(step="weeks"))

caption = f"{names[name]} in {record.unit_of(name)}, {labels[first]} and {labels[second]}"
show.equal_table(page, record.comparison_table(found, name), f"compare-{name}", caption)
flows = record.flow_table(found)
st.header("What happened in between", anchor=False)
if flows.empty:
    st.info("The rows about people of one of the two weeks were removed, so this cannot be told any more.")
else:
    show.equal_table(page, flows, "between", f"By zone, between {labels[first]} and {labels[second]}")
show.worked_out([name], record.NOTES)
