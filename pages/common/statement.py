"""The accessibility statement as a page shows it."""

import re
from pathlib import Path
from typing import Final

import streamlit as st

STATEMENT: Final = Path(__file__).parents[2] / "docs/accessibility.md"


def accessibility() -> None:
    """The statement, one level down: the page has a first heading of its own."""
    st.markdown(re.sub("^#", "##", STATEMENT.read_text(encoding="utf-8"), flags=re.MULTILINE))
