"""Parts of a page that are drawn once, and then shown as they are to everybody who chose the same in the same theme."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

Made = TypeVar("Made")


def part_of(draw: Callable[..., Made], shown: Any, mark: str, *choices: Hashable) -> Made:
    """Draw a part of a page, or show again what it drew before.

    Args:
        draw: Draws the part from what is shown and the choices alone. It holds no box and no button, which cannot be
            shown again, and what it hands back is shared and never changed.
        shown: What it is drawn from.
        mark: A plain key that changes with anything in `shown`.
        choices: What else the part depends on, as plain values.

    Returns:
        What `draw` hands back.
    """
    code = draw.__code__
    made: Made = _part(
        _draw=draw,
        _shown=shown,
        _choices=choices,
        name=f"{code.co_filename}:{code.co_qualname}",
        where=f"{mark}|{st.context.theme.type}",
        chosen=repr(choices),
    )
    return made


@st.cache_resource(max_entries=1024, show_spinner=False)
def _part(
    _draw: Callable[..., Any],
    _shown: Any,
    _choices: tuple[Hashable, ...],
    name: str,  # noqa: ARG001 - what is unused is a key
    where: str,  # noqa: ARG001
    chosen: str,  # noqa: ARG001
) -> Any:
    return _draw(_shown, *_choices)
