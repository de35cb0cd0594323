"""One writer at a time: a file that says who is recording."""

import datetime as dt
import json
import os
import secrets
import socket
from pathlib import Path

from geo.errors import SnapshotError
from geo.snapshot import disk


class Lock:
    """The file, and the mark in it by which a writer knows it for its own."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._mark: bytes | None = None

    def take(self) -> None:
        """Keep every other writer out.

        Raises:
            SnapshotError: Somebody else is recording.
        """
        since = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "mark": secrets.token_hex(8)}
        mark = json.dumps(who).encode()
        try:
            disk.write(self.place, mark)
        except FileExistsError:
            raise SnapshotError(
                f"{self.place}: somebody is recording, {self.owner()}. Wait, or, when that has ended without a word, "
                "break the lock with `carezones weeks DIR --unlock`."
            ) from None
        self._mark = mark

    def check(self) -> None:
        """That the lock is still this writer's.

        Raises:
            SnapshotError: Somebody broke it meanwhile.
        """
        if self._mark is not None and not self._is_ours():
            raise SnapshotError(f"{self.place}: somebody broke the lock. Nothing was recorded; run it again.")

    def free(self) -> None:
        """Let others in; a lock that somebody else took meanwhile stays theirs."""
        if self._is_ours():
            disk.remove(self.place)
        self._mark = None

    def unlock(self) -> str:
        """Break the lock, whoever has it; says whose it was."""
        owner = self.owner()
        disk.remove(self.place)
        return owner

    def owner(self) -> str:
        """Who holds the lock, in words."""
        try:
            said = json.loads(self.place.read_bytes())
            return f"process {said['pid']} on {said['host']} since {said['since']}"
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return "nobody that can be named"

    def _is_ours(self) -> bool:
        """Whether the file is the one this writer made."""
        try:
            return self.place.read_bytes() == self._mark
        except FileNotFoundError:
            return False
