"""Help for whoever sees what is released: words, marks, how people are protected, and what to say of a fault."""

import streamlit as st

from geo.text import long_date
from geo.words import released as words
from geo.words.html_table import table_html
from geo.words.text import markdown_text
from pages.common import access, header, released, statement

shelf = released.open_shelf()
newest = next(iter(shelf.weeks.values()), None)
release = newest.release if newest else None
title = "How to read what is released"
if release:
    header.head(release.authority, f"As at {long_date(release.as_at)}", header.RELEASED, title)
else:
    header.head(shelf.folder.name, "No released week", ("gray", "No released figures"), title)
start, terms, marks, figures, access_for_all, wrong = st.tabs(
    ["First steps", "Words", "Marks and rounding", "Figures", "Accessibility", "Something is wrong"]
)
with start:
    steps = [step.format(area=markdown_text(release.area_term if release else "area")) for step in words.FIRST_STEPS]
    st.markdown("\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1)))
with terms:
    st.markdown("\n".join(f"- **{word}**: {meaning}" for word, meaning in words.words().items()))
with marks:
    protected = release.protection.sentences if release else ()
    st.markdown("\n".join(f"- {markdown_text(sentence)}" for sentence in (*words.MARKS, *protected)))
with figures:
    if release:
        st.html(table_html(words.figures(release), "What each released figure means"))
    else:
        st.markdown("Nothing has been released yet, so there is no figure to explain.")
        released.who_releases(shelf)
with access_for_all:
    statement.accessibility()
with wrong:
    st.markdown("Send this to the council and say what you saw. Nothing in it is personal.")
    st.code(words.feedback(newest, access.page_before()), language=None, wrap_lines=True)
