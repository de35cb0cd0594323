"""Two recorded weeks side by side: what started, ended, moved and waited."""

import streamlit as st

from geo.words import record
from pages.common import choice, finder, kept, recorded, show, sides, view
from pages.common.mapview import Shown, zone_map

page = view.open_page()
heading = st.container()
store, weeks = recorded.store_of(page)
if len(weeks) < 2:
    view.heading(page, "Two weeks are needed to compare")
    st.info(record.record_sentence(weeks))
    st.stop()
labels = {week: record.week_label(manifest) for week, manifest in reversed(weeks.items())}
with st.container(horizontal=True, vertical_alignment="bottom"):
    first = choice.listed("Earlier week", list(labels)[1:], labels.__getitem__, "earlier")
    later = [week for week in labels if week > first]
    second = choice.listed("Later week", later, labels.__getitem__, "later")
    name = choice.listed("Figure", sides.NAMES, sides.NAMES.__getitem__, "figure")

mark = recorded.mark_of_weeks(page, store, first, second)
said = f"{labels[first]} and {labels[second]}"
with heading:
    view.heading(page, kept.whole(sides.title, page, first, second, mark))
finder.box()
finder.told(page)
shown = kept.whole(sides.measures, page, first, second, name, mark)
for column, week, measure in zip(st.columns(2), (first, second), shown, strict=True):
    with column:
        zone_map(recorded.as_recorded(page, week), measure, how=Shown(step="weeks"))

show.download(kept.part(sides.figures, page, first, second, name, said, mark))
if (flows := kept.part(sides.flows, page, first, second, said, mark)) is not None:
    show.download(flows)
show.worked_out([name], record.NOTES)
