"""Released figures: which zone is hardest, why, and whether it gets better; made from releases alone."""

import streamlit as st

from pages.common import answers, released

shelf = released.open_shelf()
if not shelf.all:
    released.nothing_yet(shelf)
else:
    top = st.container()
    chosen = released.choose_weeks(shelf)
    with top:
        answers.heading(chosen)
    answers.answers(chosen)
    answers.maps(chosen)
    answers.waits(chosen.release)
    answers.weeks(shelf, chosen)
    answers.about(chosen)
    answers.for_whom(shelf)
