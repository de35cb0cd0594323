"""Start a child, wait no longer than it may take, and turn whatever becomes of it into an answer or one refusal."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final

from geo.errors import InputError
from geo.ingest.apart.limits import MOST, Limits
from geo.text import plain

_CHILD: Final = Path(__file__).with_name("child.py")
_REFUSED: Final = 3
_LONGEST_REFUSAL: Final = 4_000
"""What a child may say (bytes); its messages have a few hundred."""
_KEPT: Final = ("SYSTEMROOT", "LD_LIBRARY_PATH")
"""Of our own environment only what a Python needs to start at all."""


class Apart:
    """A child that is reading a file."""

    def __init__(self, process: subprocess.Popen[bytes], out: IO[bytes], label: str, limits: Limits) -> None:
        self._process = process
        self._out = out
        self._label = label
        self._limits = limits
        self._ends_at = time.monotonic() + limits.wall_seconds

    def answer(self) -> bytes:
        """What the child read.

        Raises:
            InputError: It refused the file, or did not come to an end in its time or its memory.
        """
        with self._out:
            try:
                code = self._process.wait(max(0.0, self._ends_at - time.monotonic()))
            except subprocess.TimeoutExpired:
                raise InputError(
                    f"{self._label}: reading the file took longer than {self._limits.wall_seconds:g} seconds and was "
                    "stopped. Save only the table as a new file, or export it as CSV."
                ) from None
            finally:
                self.stop()
            self._out.seek(0)
            if code == _REFUSED:
                said = self._out.read(_LONGEST_REFUSAL).decode("utf-8", "replace")
                raise InputError("\n".join(map(plain, said.splitlines())))
            if code:
                raise InputError(
                    f"{self._label}: the program that reads the file broke off, because the file is damaged or needs "
                    "more memory than a table does. Save only the table as a new file, or export it as CSV."
                )
            return self._out.read()

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()


def begin(  # noqa: PLR0913 - what to read, and how
    reader: str,
    request: dict[str, Any],
    label: str,
    *,
    limits: Limits = MOST,
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Apart:
    """Start to read a file in a process of its own.

    Args:
        reader: Module with `read(request, out)`, which may import only the standard library, `geo.errors`,
            `geo.ingest.archives` and what it cannot do without.
        request: Plain values for it.
        label: Name of the file in messages.
        limits: What the child may use.
        environment: Further variables of its environment, which is otherwise all but empty.
        folder: Where it works.
    """
    said = json.dumps({**request, "reader": reader, "limits": asdict(limits)})
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    out = _answer_file()
    process = subprocess.Popen(  # noqa: S603 - our own script, with a request of our own
        [sys.executable, "-I", str(_CHILD), said],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.DEVNULL,
        env={"OPENBLAS_NUM_THREADS": "1", **kept, **(environment or {})},
        cwd=folder,
        close_fds=True,
    )
    return Apart(process, out, label, limits)


def _answer_file() -> IO[bytes]:
    """A file without a name for the answer; in memory where the system can, so that no row lies on a disk."""
    in_memory = getattr(os, "memfd_create", None)
    if in_memory is not None:
        return os.fdopen(in_memory("answer"), "w+b")
    return tempfile.TemporaryFile()
