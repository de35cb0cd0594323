"""Pages take turns: one that is drawn alone is done sooner than two that share the interpreter.

Fifty readers on Hard to source waited half as long in the median, and a third as long in the slowest twentieth
(`benchmarks/sessions.py`).
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LONGEST_SECONDS: Final = 0.25
"""How long the others wait for a page at most; one that takes longer, to build a pack, goes on beside them."""


class Turn:
    """Whose turn it is."""

    def __init__(self, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._longest_seconds = longest_seconds
        self._changed = threading.Condition()
        self._holder: object | None = None
        self._since = 0.0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and give it back."""
        mine = object()
        with self._changed:
            while self._holder is not None and (left := self._since + self._longest_seconds - time.monotonic()) > 0:
                self._changed.wait(left)
            self._holder, self._since = mine, time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                if self._holder is mine:
                    self._holder = None
                    self._changed.notify()


PAGES: Final = Turn()
"""Of all readers of this process."""
