"""The dashboard: page settings and navigation, nothing else."""

from pathlib import Path

import streamlit as st

from pages.common import menu

# A file of our own: the icons Streamlit knows by name are fetched from elsewhere when they stand in a tab.
ICON = Path(__file__).parent / "pages" / "common" / "icon.svg"

st.set_page_config(page_title="Care Zones", page_icon=str(ICON), layout="wide")

st.navigation(menu.pages()).run()
