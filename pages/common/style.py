"""How every page looks beyond Streamlit's theme; written once for each run, by app.py."""

from typing import Final

from geo.words import html_table

PAGE: Final = (
    # Less air around the page than Streamlit leaves, so that the map is seen without scrolling.
    ".stMainBlockContainer{padding:4rem clamp(1rem,4vw,3rem) 3rem;max-width:92rem}"
    # Streamlit writes white on the light blue of the dark theme, which cannot be read.
    ".stButton button[kind=primary] *,.stFormSubmitButton button[kind=primaryFormSubmit] *,"
    ".stDownloadButton button[kind=primary] *{color:light-dark(#FFFFFF,#0B0C0C)}"
)

STYLE: Final = f"<style>{PAGE}{html_table.STYLE}</style>"
