"""The dashboard: page settings and navigation, nothing else."""

from pathlib import Path

import streamlit as st

# A file of our own: the icons Streamlit knows by name are fetched from elsewhere when they stand in a tab.
ICON = Path(__file__).parent / "pages" / "common" / "icon.svg"

st.set_page_config(page_title="Care Zones", page_icon=str(ICON), layout="wide")

st.navigation(
    [
        st.Page("pages/overview.py", title="Overview", icon=":material/home:", default=True),
        st.Page("pages/hard_to_source.py", title="Hard to source", icon=":material/location_searching:"),
        st.Page("pages/providers.py", title="Providers", icon=":material/groups:"),
        st.Page("pages/waiting.py", title="Waiting", icon=":material/hourglass_bottom:"),
    ]
).run()
