"""The dashboard: page settings, who is looking, and navigation. `carezones serve` runs it behind its guard."""

from pathlib import Path

import streamlit as st

from pages.common import access, menu, style, turn

# A file of our own: the icons Streamlit knows by name are fetched from elsewhere when they stand in a tab.
ICON = Path(__file__).parent / "pages" / "common" / "icon.svg"

with turn.PAGES.taken():
    st.set_page_config(page_title="Care Zones", page_icon=str(ICON), layout="wide")
    st.html(style.STYLE)
    reader = access.current()
    page = st.navigation(menu.pages(reader), expanded=True)
    access.name_page(page.title)
    access.sign_out_button(reader)
    page.run()
