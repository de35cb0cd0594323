"""Parts of a page that are worked out once, and then shown as they are to everybody who chose the same."""

import gc
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from pages.common.cache import key_of
from pages.common.view import View

Made = TypeVar("Made")


def part(draw: Callable[..., Made], view: View, *choices: Hashable) -> Made:
    """Draw a part of a page, or show again what it drew before.

    Args:
        draw: Draws the part from the view and the choices alone. It holds no box and no button, which cannot be shown
            again, and what it hands back is shared and never changed.
        view: The page's view.
        choices: What else the part depends on, as plain values. A part that reads the record takes its mark.

    Returns:
        What `draw` hands back.
    """
    where = f"{key_of(view.week)}|{view.week.as_at}|{view.zone}"
    made: Made = _kept(draw, view, choices, where)
    return made


def whole(draw: Callable[..., Made], view: View, *choices: Hashable) -> Made:
    """The same for a part that tells of every zone alike, whichever is chosen; it is worked out once for all of them.

    Args:
        draw: As for `part`; the view it gets has no zone.
        view: The page's view.
        choices: As for `part`.

    Returns:
        What `draw` hands back.
    """
    return part(draw, replace(view, zone=None), *choices)


def part_of(draw: Callable[..., Made], shown: Any, mark: str, *choices: Hashable) -> Made:
    """The same for a page that is not made from a week.

    Args:
        draw: As for `part`.
        shown: What it is drawn from, in place of a view.
        mark: A plain key that changes with anything in `shown`.
        choices: As for `part`.

    Returns:
        What `draw` hands back.
    """
    made: Made = _kept(draw, shown, choices, mark)
    return made


def _kept(draw: Callable[..., Any], shown: Any, choices: tuple[Hashable, ...], where: str) -> Any:
    """What is kept for a part, by its name, what it is drawn from, the choices and the reader's theme."""
    code = draw.__code__
    name = f"{code.co_filename}:{code.co_qualname}"
    place = f"{where}|{st.context.theme.type}"
    return _part(_draw=draw, _shown=shown, _choices=choices, name=name, where=place, chosen=repr(choices))


@st.cache_resource(max_entries=1024, show_spinner=False)
def _part(
    _draw: Callable[..., Any],
    _shown: Any,
    _choices: tuple[Hashable, ...],
    name: str,
    where: str,  # noqa: ARG001
    chosen: str,  # noqa: ARG001
) -> Any:
    made = _draw(_shown, *_choices)
    _settle(name=name)
    return made


@st.cache_resource(show_spinner=False)
def _settle(name: str) -> None:  # noqa: ARG001 - once for each kind of part
    # Streamlit collects garbage after every run and would walk what the part's libraries brought each time.
    gc.freeze()
