"""What a loss of power may leave on a disk, worked out from the operations that were done on its files.

Every operation is written down as it happens, down to fsync. A name is safe once its folder was synced after it was
given, the content of a file once the file was synced; all else may be lost or not, in any mixture (after ALICE, Pillai
et al., OSDI 2014).
"""

import io
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NAMING = ("mkdir", "create", "unlink", "rmdir", "rename")
TORN = ("nothing", "half", "zeros")
"""What a file holds that was not synced."""
MOST_TRIED = 5
"""Of so many unsafe operations every mixture is tried; of more each alone, all but each, and every beginning."""

Contents = dict[str, bytes | None]
"""Content of each file by its path; None for a folder."""


@dataclass(frozen=True)
class Step:
    """One operation on files, with paths below the workspace."""

    kind: str
    path: str
    to: str = ""
    content: bytes = b""

    @property
    def folder(self) -> str:
        """The folder whose names it changes."""
        return str(Path(self.to or self.path).parent)


class DeadError(BaseException):
    """The process is gone."""


class Trace:
    """Operations on files below a folder, written down as they happen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.steps: list[Step] = []
        self.last = 10**9
        """The process is gone after so many steps."""
        self.is_quiet = False
        self.real = (io.open, os.fsync, shutil.rmtree)

    def note(self, kind: str, path: Any, to: Any = None, content: bytes = b"") -> None:
        place = Path(os.fspath(path))
        if not self.is_quiet and place.is_relative_to(self.root):
            target = str(Path(to).relative_to(self.root)) if to else ""
            self.steps.append(Step(kind, str(place.relative_to(self.root)), target, content))

    def live(self) -> None:
        if len(self.steps) >= self.last:
            raise DeadError

    def wrapped(self, real: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def run(path: Any, *rest: Any, **named: Any) -> Any:
            self.live()
            done = real(path, *rest, **named)
            self.note(kind, path, rest[0] if kind == "rename" else None)
            return done

        return run

    def open(self, path: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
        is_new = not isinstance(path, int) and bool(set(mode) & set("wx"))
        if is_new:
            self.live()
        file = self.real[0](path, mode, *rest, **named)
        if is_new:
            self.note("create", path)
        return file

    def fsync(self, handle: int) -> None:
        self.live()
        place = Path(f"/proc/self/fd/{handle}").readlink()
        self.real[1](handle)
        self.note("settled", place) if place.is_dir() else self.note("synced", place, content=place.read_bytes())

    def rmtree(self, path: Any, *rest: Any, **named: Any) -> None:
        self.live()
        for each in sorted(Path(path).rglob("*"), reverse=True):
            self.note("rmdir" if each.is_dir() else "unlink", each)
        self.note("rmdir", path)
        self.is_quiet = True
        self.real[2](path, *rest, **named)
        self.is_quiet = False


@contextmanager
def traced(root: Path) -> Iterator[Trace]:
    """Write down every operation on files below a folder."""
    trace = Trace(root)
    calls = {"mkdir": "mkdir", "replace": "rename", "rename": "rename", "unlink": "unlink", "rmdir": "rmdir"}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(io, "open", trace.open)
        patched.setattr(os, "fsync", trace.fsync)
        patched.setattr(shutil, "rmtree", trace.rmtree)
        for name, kind in calls.items():
            patched.setattr(os, name, trace.wrapped(getattr(os, name), kind))
        yield trace


def dying(trace: Trace, nth: int, deed: Callable[[], None]) -> None:
    """Do a deed until so many steps were done; nothing of it is done after that."""
    trace.last = nth
    with suppress(DeadError):
        deed()
    trace.last = 10**9


def contents_of(root: Path) -> Contents:
    """What is on a disk."""
    found = {str(path.relative_to(root)): None if path.is_dir() else path.read_bytes() for path in root.rglob("*")}
    return {".": None} | dict(sorted(found.items()))


class Disk:
    """Names and files as steps are done on them."""

    def __init__(self, begin: Contents) -> None:
        self.names: dict[str, int | None] = {}
        self.files: list[bytes | None] = []
        """Content by number; None where it was never synced."""
        self.meant: dict[int, bytes] = {}
        for path, content in begin.items():
            self.names[path] = None if content is None else len(self.files)
            if content is not None:
                self.files.append(content)

    def below(self, path: str) -> list[str]:
        return [name for name in self.names if name == path or name.startswith(path + "/")]

    def take_away(self, path: str) -> dict[str, int | None]:
        return {name: self.names.pop(name) for name in self.below(path)}

    def do(self, step: Step, meant: bytes, *, is_lost: bool) -> None:
        """Do one step.

        Args:
            step: It.
            meant: What is written into the file that it makes, later.
            is_lost: It never reaches the disk; a file it makes has a content and no name.
        """
        if step.kind == "synced":
            number = self.names.get(step.path)
            if number is not None:
                self.files[number] = step.content
            return
        if step.kind == "create":
            self.meant[len(self.files)] = meant
            self.files.append(None)
        if is_lost or step.folder not in self.names:
            return
        if step.kind == "create":
            self.names[step.path] = len(self.files) - 1
        elif step.kind == "mkdir":
            self.names.setdefault(step.path, None)
        elif step.kind in ("unlink", "rmdir"):
            self.take_away(step.path)
        elif step.kind == "rename" and step.path in self.names:
            moved = self.take_away(step.path)
            self.take_away(step.to)
            self.names |= {step.to + path.removeprefix(step.path): number for path, number in moved.items()}

    def read(self, torn: str) -> Contents:
        """What is on the disk, files that were not synced as they may be torn."""
        return {path: None if number is None else self.content(number, torn) for path, number in self.names.items()}

    def content(self, number: int, torn: str) -> bytes:
        there = self.files[number]
        if there is not None:
            return there
        whole = self.meant[number]
        return {"nothing": b"", "half": whole[: len(whole) // 2], "zeros": bytes(len(whole))}[torn]


def mixtures(steps: list[Step]) -> Iterator[set[int]]:
    """Which operations may be lost together: those whose names no sync has made safe."""
    unsafe = []
    for position, step in enumerate(steps):
        settled = any(s.kind == "settled" and s.path == step.folder for s in steps[position + 1 :])
        if step.kind in NAMING and not settled:
            unsafe.append(position)
    if len(unsafe) <= MOST_TRIED:
        for count in range(len(unsafe) + 1):
            yield from map(set, itertools.combinations(unsafe, count))
        return
    yield from (set(), set(unsafe))
    for place, position in enumerate(unsafe):
        yield from ({position}, set(unsafe) - {position}, set(unsafe[place:]))


def disks(begin: Contents, steps: list[Step], moment: int) -> Iterator[Contents]:
    """Every disk that a loss of power after so many steps may leave, each once."""
    found = set()
    for lost in mixtures(steps[:moment]):
        disk = Disk(begin)
        for position, step in enumerate(steps[:moment]):
            later = (s.content for s in steps[position:] if s.kind == "synced" and s.path == step.path)
            disk.do(step, next(later, b"?"), is_lost=position in lost)
        for torn in TORN:
            there = disk.read(torn)
            mark = tuple(sorted(there.items()))
            if mark not in found:
                found.add(mark)
                yield there


def lay_out(contents: Contents, root: Path) -> None:
    """A disk as real files."""
    shutil.rmtree(root, ignore_errors=True)
    for path in sorted(contents, key=lambda name: name.count("/") + (name != ".")):
        content = contents[path]
        if content is None:
            (root / path).mkdir(parents=True, exist_ok=True)
        else:
            (root / path).write_bytes(content)
