"""A hint for a misspelt name."""

import difflib
from collections.abc import Iterable

from geo.text import plain


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name: ` Did you mean x?`, or nothing where none is near."""
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {plain(near[0])}?" if near else ""
