"""How to find the way, what the words and figures mean, and what to say when something is wrong."""

import streamlit as st

from geo.schemas import TABLES
from geo.words import dictionary, glossary
from geo.words.feedback import feedback
from pages.common import access, kept, show, statement, view


def every_figure(_page: view.View) -> None:
    """What each figure means."""
    st.caption("Every figure is as at a date. What is not known is no data, never zero.")
    show.plain_table(dictionary.figures_dictionary())


def columns_of(_page: view.View, table: str) -> None:
    """What each column of a file means."""
    st.caption((TABLES[table].__doc__ or "").strip())
    show.plain_table(dictionary.file_dictionary(table), f"columns-{table}")


page = view.open_page()
view.heading(page, "How to use this, and what its words and figures mean")
start, words, figures, files, keyboard, access_for_all, wrong = st.tabs(
    ["First steps", "Words", "Figures", "Files", "Keyboard", "Accessibility", "Something is wrong"]
)
with start:
    show.steps(glossary.first_steps(page.area))
    view.data_link("What was read from the files, and what to mend")
with words:
    st.markdown("\n".join(f"- **{word}**: {meaning}" for word, meaning in glossary.TERMS.items()))
with figures:
    kept.part(every_figure, page)
with files:
    table = st.selectbox("Table", list(TABLES), format_func=lambda name: name.replace("_", " ").capitalize())
    kept.part(columns_of, page, table)
with keyboard:
    show.points(glossary.KEYBOARD, "")
with access_for_all:
    statement.accessibility()
with wrong:
    show.say("Send this to whoever runs Care Zones at your council, and say what you saw. Nothing in it is personal.")
    st.code(feedback(page.week, access.page_before()), language=None, wrap_lines=True)
