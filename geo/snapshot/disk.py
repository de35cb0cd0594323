"""File operations that survive a loss of power: what they wrote is on the disk when they return."""

import contextlib
import errno
import os
import shutil
from pathlib import Path
from typing import Final

_LOST: Final = (errno.EIO, errno.ENOSPC, errno.EDQUOT)
"""Errors of a sync that mean loss; others only say that the system does not sync folders."""


def make_folder(folder: Path) -> None:
    """A folder and those above it, each known to its parent, also where a writer that was stopped had made it."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
    settle(folder.parent)


def write(path: Path, content: bytes) -> None:
    """A new file with its content on the disk, or none; the name is safe once its folder is settled."""
    try:
        with path.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except FileExistsError:
        raise
    except OSError:
        with contextlib.suppress(OSError):
            remove(path)
        raise


def move(path: Path, to: Path) -> None:
    """Give a file or folder another name in one step, replacing a file that has it."""
    path.replace(to)


def remove(path: Path) -> None:
    """Take a file away; it may be gone already."""
    path.unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Take a folder away with all that is in it."""
    shutil.rmtree(folder)


def settle(folder: Path) -> None:
    """Make the names in a folder safe. Where a system cannot (Windows, some network shares) its own rules hold."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in _LOST:
            raise
    finally:
        os.close(handle)


def replace_whole(path: Path, content: bytes) -> None:
    """The content of a file, swapped in one step: a reader sees the old one or the new one."""
    staged = path.with_name(path.name + ".part")
    remove(staged)
    write(staged, content)
    move(staged, path)
    settle(path.parent)
