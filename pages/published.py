"""What reports and returns have published, with what may be compared and what may not."""

import streamlit as st

from geo.metrics.published import compared
from geo.words import published
from pages.common import show, view

page = view.open_page()
figures = page.week.tables.get("published")
if figures is None:
    view.heading(page, "No published figures are recorded")
    st.info("Add [sources.published] to carezones.toml to see what reports have said.")
    st.stop()
rows = compared(figures)
view.heading(page, published.published_title(rows))
show.points(published.published_findings(figures), "No period stands twice with different values.")
show.equal_table(page, published.published_table(rows), "published", "Every figure as its report gives it")
show.worked_out([], published.NOTES)
