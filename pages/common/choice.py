"""Filters of a page that stand in the address bar too, so that a shared link opens the same view."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def one(label: str, options: Iterable[T], named: Callable[[T], str], key: str, default: T | None = None) -> T:
    """One of a few, side by side.

    Args:
        label: What is chosen.
        options: What there is.
        named: The words of an option, which stand in the address too.
        key: Its name in the address.
        default: What is chosen until another is; the first where it is None.

    Returns:
        What is chosen; the default where an address asks for nothing, or for what is not there.
    """
    known = list(options)
    first = known[0] if default is None else default
    chosen = st.segmented_control(
        label, known, default=first, format_func=named, required=True, key=key, bind="query-params"
    )
    return chosen if chosen in known else first


def listed(label: str, options: Iterable[T], named: Callable[[T], str], key: str) -> T:
    """One of many, from a list; the first until another is chosen, and otherwise as `one`."""
    known = list(options)
    chosen = st.selectbox(label, known, format_func=named, key=key, bind="query-params")
    return chosen if chosen in known else known[0]
