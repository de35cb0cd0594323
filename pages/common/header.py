"""The head of every page: authority, as-at date, state of the data and who is looking, and below it the finding."""

from typing import Final

import streamlit as st

from geo.report import Report
from geo.words.text import markdown_text
from pages.common import access

RELEASED: Final = ("green", "Released for everybody")
"""State of the data on pages that are made from releases alone."""


def head(authority: str, day: str, data: tuple[str, str], title: str) -> None:
    """The same line on every page, and its title.

    Args:
        authority: Name of the council.
        day: `As at` with the date, or what stands in its place.
        data: Colour and words of the state of the data.
        title: The finding.
    """
    colour, words = data
    badges = ((":blue", day), (f":{colour}", words), (":gray", access.role_words()))
    shown = " ".join(f"{kind}-badge[{markdown_text(said)}]" for kind, said in badges)
    st.markdown(f"**{markdown_text(authority)}** {shown}")
    st.title(markdown_text(title), anchor=False)


def state_of(report: Report) -> tuple[str, str]:
    """Colour and words for what became of the week's files: `Data loaded with 3 rows set aside`."""
    verdict = report.verdict.removesuffix(".")
    return "green" if report.exit_code == 0 else "orange", f"Data {verdict[:1].lower()}{verdict[1:]}"
