"""A part of a page that notes each time it is worked out, for the tests of what is kept."""

import streamlit as st

from pages.common.view import View

DRAWN: list[tuple[str | None, str, str]] = []


def noted(view: View, word: str) -> str:
    """Shows one sentence, and notes that it was worked out."""
    DRAWN.append((view.zone, view.week.as_at.isoformat(), word))
    st.markdown(f"{word} of {view.place} on {view.week.as_at}")
    return word.upper()


def page(word: str) -> None:
    """A page with one such part."""
    from pages.common import kept, view  # noqa: PLC0415 - run as a page of its own

    st.text(kept.part(noted, view.open_page(), word))


def noted_words(words: list[str], choice: str) -> None:
    """Shows words, and notes that it was worked out."""
    DRAWN.append((None, choice, " ".join(words)))
    st.markdown(f"{choice} of {' '.join(words)}")


def page_of_words(words: str, mark: str, choice: str) -> None:
    """A page that is not made from a week."""
    from pages.common import again  # noqa: PLC0415

    again.part_of(noted_words, words.split(), mark, choice)
