"""A large postcode directory kept as a compact lookup in the workspace, for as long as its files stay the same.

The lookup is found by the content of the files, not by their size and time: a copied file may keep both. Hashing
1.2 GB takes under a second on two cores, against some three for reading it.
"""

import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from geo.locate.postcodes import PostcodeDirectory
from geo.report import Problem, TableReport
from geo.settings import Source

Opened = tuple[PostcodeDirectory, TableReport]

WORTH_REMEMBERING: Final = 20_000_000
"""Size of a directory from which on a lookup is quicker than its files by more than it costs (bytes)."""
_FORMAT: Final = "1"
"""Changes with the layout of the lookup and with how rows of a directory are judged."""
_PIECE: Final = 1 << 26
"""Bytes of a file that one thread hashes."""
_DIRECTORY: Final = "postcodes-"
_DIGEST_BYTES: Final = 32
"""A lookup begins with the SHA-256 of all that follows (bytes)."""


def is_worth_remembering(source: Source) -> bool:
    """Whether the files of a directory are so large that a lookup saves time."""
    return sum(path.stat().st_size for path in source.files if path.is_file()) >= WORTH_REMEMBERING


def mark_of(source: Source) -> str:
    """A hash of what a directory is read from: content and names of its files, and the mapping of columns."""
    pieces = [(path, start) for path in source.files if path.is_file() for start in _starts(path)]
    with ThreadPoolExecutor() as pool:
        hashes = pool.map(_hash_of, pieces)
        said = [_FORMAT, source.labels, sorted(source.columns.items())]
        lines = [
            json.dumps(said),
            *(f"{path.name} {start} {found}" for (path, start), found in zip(pieces, hashes, strict=True)),
        ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _starts(path: Path) -> Iterator[int]:
    """Where the pieces of a file begin."""
    return iter(range(0, max(1, path.stat().st_size), _PIECE))


def _hash_of(piece: tuple[Path, int]) -> str:
    """SHA-256 of one piece of a file."""
    path, start = piece
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(start)
        for at in range(0, _PIECE, 1 << 20):
            block = file.read(min(1 << 20, _PIECE - at))
            digest.update(block)
    return digest.hexdigest()


def recalled(folder: Path, mark: str) -> Opened | None:
    """What is kept under a mark; None where nothing is, or what is there is damaged."""
    try:
        with (folder / f"{_DIRECTORY}{mark}").open("rb") as file:
            said = file.read(_DIGEST_BYTES)
            if hashlib.file_digest(file, "sha256").digest() != said:
                return None
            file.seek(_DIGEST_BYTES)
            with np.load(file, allow_pickle=False) as kept:
                arrays = {name: kept[name] for name in kept.files}
    except OSError:
        return None
    return _directory(arrays), _report(json.loads(bytes(arrays["account"])))


def remember_in(folder: Path, mark: str, opened: Opened) -> None:
    """Keep a directory, whole or not at all; what was kept of earlier files is taken out."""
    known, report = opened
    folder.mkdir(exist_ok=True)
    file = folder / f"{_DIRECTORY}{mark}"
    staged = file.with_suffix(".part")
    with staged.open("w+b") as out:
        out.write(bytes(_DIGEST_BYTES))
        np.savez(
            out,
            keys=known.keys,
            easting=known.easting,
            northing=known.northing,
            is_terminated=known.is_terminated,
            area=known.area,
            area_codes=np.array(known.area_codes, dtype="U"),
            account=np.frombuffer(json.dumps(_account(report)).encode(), dtype=np.uint8),
        )
        out.seek(_DIGEST_BYTES)
        digest = hashlib.file_digest(out, "sha256").digest()
        out.seek(0)
        out.write(digest)
    staged.replace(file)
    for other in folder.glob(f"{_DIRECTORY}*"):
        if other != file:
            other.unlink(missing_ok=True)


def _directory(arrays: dict[str, Any]) -> PostcodeDirectory:
    """The directory from its arrays."""
    names = ("keys", "easting", "northing", "is_terminated", "area")
    columns = {name: arrays[name] for name in names}
    return PostcodeDirectory(**columns, area_codes=tuple(arrays["area_codes"].tolist()))


def _account(report: TableReport) -> dict[str, Any]:
    """The account of the rows as plain values."""
    counts = {name: getattr(report, name) for name in ("files", "rows_read", "rows_loaded", "rows_not_data")}
    return counts | {"problems": [asdict(problem) for problem in report.problems]}


def _report(said: dict[str, Any]) -> TableReport:
    """The account of the rows as it was when the files were read."""
    problems = tuple(Problem(**problem) for problem in said["problems"])
    read, loaded, not_data = (int(said[name]) for name in ("rows_read", "rows_loaded", "rows_not_data"))
    return TableReport("postcodes", tuple(said["files"]), read, loaded, not_data, problems)
