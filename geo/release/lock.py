"""One writer at a time: a lock that the operating system lets go of when its process ends, however it ends."""

import contextlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from geo.errors import DisclosureError

WAIT_S: Final = 60.0
"""How long to wait for another writer (seconds); a release takes less."""
_STEP_S: Final = 0.05


@contextmanager
def only_writer(place: Path, wait_s: float = WAIT_S) -> Iterator[None]:
    """Keep every other writer out, of this process and of others.

    Args:
        place: The file that is locked; it stays, and stays empty.
        wait_s: How long to wait for another writer (seconds).

    Raises:
        DisclosureError: Another writer took longer.
    """
    with place.open("a+b") as file:
        end = time.monotonic() + wait_s
        while not _take(file):
            if time.monotonic() > end:
                raise DisclosureError("Somebody else is releasing a week. Wait until that has ended and run it again.")
            time.sleep(_STEP_S)
        try:
            yield
        finally:
            _free(file)


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        """Take the lock if nobody has it."""
        file.seek(0)
        with contextlib.suppress(OSError):
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            return True
        return False

    def _free(file: IO[bytes]) -> None:
        """Let others in."""
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        """Take the lock if nobody has it."""
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def _free(file: IO[bytes]) -> None:
        """Let others in."""
        fcntl.flock(file, fcntl.LOCK_UN)
