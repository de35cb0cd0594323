"""The postcode directory of a workspace, read from its files or, where they were read before, from the lookup."""

import contextlib
import os
from pathlib import Path

import numpy as np

from geo.ingest import read_postcodes
from geo.locate.lookup import Opened, is_worth_remembering, mark_of, recalled, remember_in
from geo.locate.postcodes import PostcodeDirectory, without_repeats
from geo.report import Problem, TableReport
from geo.settings import Source
from geo.text import agreed

_MOST_LISTED = 8
"""Files that a report names one by one."""


def open_directory(
    source: Source, memory: Path | None = None, *, remember: bool = False
) -> tuple[PostcodeDirectory, TableReport]:
    """The postcode directory and the account of its rows.

    Args:
        source: Its section of carezones.toml.
        memory: Folder of the workspace in which a large directory is kept as a lookup; None reads the files.
        remember: Write the lookup where there is none yet for these very files.

    Returns:
        The directory. Its account is the same whether files or lookup were read.

    Raises:
        InputError: A file is missing, of no shape that is known, or its rows cannot be used.
    """
    if memory is None or not is_worth_remembering(source):
        return _read(source)
    mark = mark_of(source)
    known = recalled(memory, mark)
    if known is not None:
        return known
    opened = _read(source)
    if remember:
        with contextlib.suppress(OSError):  # a workspace that may only be read is read from its files each time
            remember_in(memory, mark, opened)
    return opened


def _read(source: Source) -> Opened:
    """The directory from its files."""
    raw = read_postcodes(source)
    found, repeats = without_repeats(raw.rows)
    files = _files(source)
    nowhere = int(np.isnan(found.easting).sum())
    problems = list(raw.problems)
    for count, said in (
        (
            nowhere,
            "{postcode has|postcodes have} no point in Great Britain, such as Northern Irish ones.",
        ),
        (repeats.equal, "{row says|rows say} again what another row says."),
        (repeats.other, "{row gives|rows give} a postcode another point than an earlier row, which counts."),
    ):
        if count:
            problems.append(
                Problem("postcodes", files[0], "not_data", agreed(count, said), "Nothing needs to be done.")
            )
    lost = nowhere + repeats.equal + repeats.other
    loaded = raw.rows_read - len(raw.problems) - lost
    return found, TableReport("postcodes", files, raw.rows_read, loaded, lost, tuple(problems))


def _files(source: Source) -> tuple[str, ...]:
    """Names of the files; a folder of many by its own."""
    labels = source.labels
    return labels if len(labels) <= _MOST_LISTED else (f"{os.path.commonpath(labels)} ({len(labels)} files)",)
