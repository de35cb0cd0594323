"""The parts of a page that all pages show in the same way; every text from data is escaped here."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from geo.words.findings import Arrow
from geo.words.html_table import table_html
from geo.words.numbers import NO_DATA
from geo.words.tables import csv_of, explained, markdown_text
from pages.common.view import View

TIER_BADGES: Final = ("violet", "orange", "blue", "gray")
"""Badge colours of the tiers, worst first, as the map has them."""

TICK_INK: Final = {"light": "#3D464D", "dark": "#C9D1D9"}
"""Text of charts on each background: at least 7 to 1."""


@dataclass(frozen=True)
class File:
    """A table as a file."""

    name: str
    content: bytes


def say(sentence: str) -> None:
    """One sentence of finding."""
    st.markdown(markdown_text(sentence))


def say_strongly(sentence: str) -> None:
    """The sentence that answers a question."""
    st.markdown(f"**{markdown_text(sentence)}**")


def points(sentences: Iterable[str], otherwise: str) -> None:
    """Sentences as a list, or one sentence where there are none."""
    lines = [f"- {markdown_text(sentence)}" for sentence in sentences]
    st.markdown("\n".join(lines) if lines else markdown_text(otherwise))


def steps(sentences: Iterable[str]) -> None:
    """Sentences of our own, in Markdown, as a numbered list."""
    st.markdown("\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1)))


def badge(view: View, code: str, beside: str | None = None, of: str = "") -> None:
    """The badge of a tier in its colour, after the name of its zone, with a quiet one where there is more to say."""
    name = view.tiers.get(code, NO_DATA)
    quiet = f" :gray-badge[{markdown_text(beside)}]" if beside else ""
    zone = f"**{markdown_text(of)}** " if of else ""
    st.markdown(f"{zone}:{_tier_colours(view).get(name, 'gray')}-badge[{markdown_text(name)}]{quiet}")


def grouped(view: View, groups: Mapping[str, Iterable[str]]) -> None:
    """Sentences below the badge of their tier; the words before a colon stand out."""
    colours = _tier_colours(view)
    for name, sentences in groups.items():
        st.markdown(f":{colours.get(name, 'gray')}-badge[{markdown_text(name)}]")
        parts = (sentence.partition(": ") for sentence in sentences)
        st.markdown("\n".join(f"- **{markdown_text(zone)}**: {markdown_text(why)}" for zone, _, why in parts))


def equal_table(view: View, table: pd.DataFrame, name: str, caption: str) -> None:
    """A table with the same values as the map, never cut, and the same as a file.

    Args:
        view: The page's view; the row of its zone is bold.
        table: Text under readable headings, indexed by zone name.
        name: Name of the table, in the file's name.
        caption: What it holds, with the as-at date.
    """
    download(table_alone(view, table, name, caption))


def table_alone(view: View, table: pd.DataFrame, name: str, caption: str) -> File:
    """The same without its button, for a part that is kept; what it hands back goes to `download`."""
    chosen = view.named(view.zone) if view.zone else None
    st.caption(markdown_text(caption))
    with st.container(key=_key(name)):
        st.html(table_html(table, caption, badges=_tier_colours(view), chosen=chosen))
    return File(f"{name}-{view.week.as_at.isoformat()}.csv", csv_of(table, view.week.as_at))


def download(table: File) -> None:
    """The button that hands out a table as a file."""
    st.download_button(
        "Download this table (CSV)",
        table.content,
        file_name=table.name,
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def plain_table(table: pd.DataFrame, name: str | None = None) -> None:
    """A small table of text and whole numbers; `name` tells it from another on the page with the same index."""
    called = name or str(table.index.name)
    with st.container(key=_key(called)):
        st.html(table_html(table, called.replace("-", " ")))


def worked_out(names: Sequence[str], notes: Iterable[str] = ()) -> None:
    """How the figures on the page come about, from the schema that checks them."""
    with st.expander("How this is worked out"):
        lines = [
            f"- **{markdown_text(head)}**: {markdown_text(text)}" + (f" Unit: {markdown_text(unit)}." if unit else "")
            for head, text, unit in explained(names)
        ]
        st.markdown("\n".join([*lines, *(f"- {markdown_text(note)}" for note in notes)]))


def notes(sentences: Iterable[str]) -> None:
    """How a page's figures come about, in sentences."""
    with st.expander("How this is worked out"):
        points(sentences, "")


def tiles(values: Mapping[str, tuple[str, str, Arrow]], since: dt.date) -> None:
    """Headline figures: label -> value, change in words, and which way it went (up, down or off)."""
    for column, (label, (value, change, arrow)) in zip(st.columns(len(values)), values.items(), strict=True):
        words = f"{change} since {since.day} {since:%b}"
        column.metric(label, value, words, delta_color="off", delta_arrow=arrow, border=True)


def draw(chart: go.Figure, alt: str) -> None:
    """A chart, drawn once: its axes become legible in the reader's theme. The table beside it says the same."""
    ink = TICK_INK["dark" if st.context.theme.type == "dark" else "light"]
    chart.update_xaxes(tickfont_color=ink).update_yaxes(tickfont_color=ink)
    chart.update_layout(title_subtitle_font_color=ink, legend_font_color=ink)
    chart.update_traces(textfont_color=ink, selector={"type": "bar"})
    st.plotly_chart(chart, config={"displayModeBar": False}, alt=alt)


def stacked(chart: go.Figure, counts: pd.Series) -> None:
    """A chart with its numbers as a table that opens below it."""
    draw(chart, f"{counts.name} by {counts.index.name}; the table below it says the same.")
    folded_table(counts.to_frame())


def folded_table(table: pd.DataFrame, name: str | None = None) -> None:
    """The numbers of a chart or map as a table that opens below it."""
    with st.expander("The same as a table"):
        plain_table(table, name)


def _key(name: str) -> str:
    """Key of a table's container, by which a test finds it."""
    return "table-" + re.sub(r"\W+", "-", name.lower())


def _tier_colours(view: View) -> dict[str, str]:
    """Badge colour of each tier, by its name."""
    return dict(zip(view.tiers.values(), TIER_BADGES, strict=False))
