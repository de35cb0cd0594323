"""How every page looks beyond Streamlit's theme; written once for each run, by app.py."""

from typing import Final

from geo.words import html_table

FOCUS: Final = ("#12436D", "#6BACE6")
"""Colour of the ring around what has the focus, light and dark."""

_RING: Final = f"outline:3px solid light-dark({','.join(FOCUS)})!important"
# Streamlit's own ring is half see-through, and its menu, its links and the page itself have none. A box to type in
# has its ring around the whole box.
RINGS: Final = (
    f".stApp :focus-visible{{{_RING};outline-offset:2px}}.stApp .stMain:focus-visible{{outline-offset:-3px}}"
    f".stApp input:not([type=checkbox],[type=radio]):focus-visible{{outline-offset:-1px;border-radius:4px}}"
)

# Large letters break a badge, a button, a link, a tile or a name in the menu over two lines, where Streamlit would
# cut it off; tiles, lists and choices that have no room beside each other stand below.
WHOLE: Final = (
    ".stMarkdownBadge,.stMarkdownEllipsis,.stMarkdownEllipsis *,[data-testid=stPageLink] *,"
    "[data-testid=stSidebarNavLink] span,[data-testid=stMetric] *{white-space:normal!important;"
    "overflow:visible!important;text-overflow:clip!important}"
    ".stHorizontalBlock:has([data-testid=stMetric]){flex-wrap:wrap}"
    ".stColumn:has([data-testid=stMetric]){min-width:min(10rem,100%)}"
    ".stMain .stElementContainer:has(>[data-testid=stSelectbox]){min-width:min(16rem,100%)}"
    ".stMain [data-testid=stButtonGroup] [role=radiogroup]{flex-wrap:wrap;row-gap:0.25rem}"
)

PAGE: Final = (
    # Less air around the page than Streamlit leaves, so that the map is seen without scrolling.
    ".stMainBlockContainer{padding:4rem clamp(1rem,4vw,3rem) 3rem;max-width:92rem}"
    # Streamlit cuts what a tile says of its change where the tile is narrow.
    "[data-testid=stMetricDelta],[data-testid=stMetricDelta] *{white-space:normal;overflow:visible}"
    # Streamlit writes white on the light blue of the dark theme, which cannot be read.
    ".stButton button[kind=primary] *,.stFormSubmitButton button[kind=primaryFormSubmit] *,"
    ".stDownloadButton button[kind=primary] *{color:light-dark(#FFFFFF,#0B0C0C)}"
)

STYLE: Final = f"<style>{PAGE}{RINGS}{WHOLE}{html_table.STYLE}</style>"
