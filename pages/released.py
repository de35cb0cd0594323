"""Released figures: which zone is hardest, why, and whether it gets better; made from releases alone."""

import streamlit as st

from pages.common import answers, released
from pages.common.again import part_of

shelf = released.open_shelf()
if not shelf.all:
    released.nothing_yet(shelf)
else:
    top = st.container()
    chosen = released.choose_weeks(shelf)
    with top:
        answers.heading(chosen)
    part_of(answers.answers, chosen, chosen.mark)
    answers.maps(chosen)
    part_of(answers.below, (shelf, chosen), f"{shelf.mark}|{chosen.mark}")
    answers.for_whom(shelf)
