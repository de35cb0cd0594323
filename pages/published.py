"""What reports and returns have published, with what may be compared and what may not."""

import streamlit as st

from geo.metrics.published import compared
from geo.words import published
from geo.words.tables import markdown_text
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
for series in dict.fromkeys(rows["series"]):
    st.subheader(markdown_text(series), anchor=False)
    table = published.published_table(rows[rows["series"] == series])
    show.equal_table(page, table, f"published-{published.file_name(series)}", f"{series}, as published")
show.worked_out([], published.NOTES)
