"""Parts of a page of a week that are worked out once, and then shown as they are to everybody who chose the same."""

from collections.abc import Callable, Hashable
from dataclasses import replace

from pages.common.again import Made, part_of
from pages.common.cache import key_of
from pages.common.view import View


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
    return part_of(draw, view, f"{key_of(view.week)}|{view.week.as_at}|{view.zone}", *choices)


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
