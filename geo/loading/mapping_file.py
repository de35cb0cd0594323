"""carezones.toml with new sources in it; its comments, order and every other section stay as they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import tomlkit

from geo.ingest.header import normalised

if TYPE_CHECKING:
    from geo.loading.draft import Upload


def with_sources(text: str, uploads: "Sequence[Upload]", files: Mapping[str, str], as_at: dt.date) -> str:
    """Settings that name new files and say how their columns, dates and codes are to be read.

    Args:
        text: carezones.toml as it is.
        uploads: The new files.
        files: Path of each relative to the workspace, by table.
        as_at: Date they speak of.

    Returns:
        The same text but for `as_at` and the sections of these tables; what a section said of codes is added to,
        and a pattern of a column that is now another goes.
    """
    document = tomlkit.parse(text)
    authority: Any = document["authority"]
    authority["as_at"] = as_at
    sources: Any = document.setdefault("sources", tomlkit.table(is_super_table=True))
    for upload in uploads:
        section = sources.get(upload.table)
        if section is None:
            section = sources[upload.table] = tomlkit.table()
        _set(section, "file", files[upload.table])
        _set(section, "sheet", upload.sheet)
        _set(section, "date_format", upload.date_format)
        if "encoding" in section:
            del section["encoding"]
        _keep_patterns(section, upload.columns)
        _merge(section, "columns", upload.columns, replace=True)
        for column, codes in upload.values.items():
            values = section.setdefault("values", tomlkit.table(is_super_table=True))
            _merge(values, column, codes, replace=False)
    return tomlkit.dumps(document)


def same_column(name: str, old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Whether one of our columns is read from the same column of the file as before; one without a mapping is its own.

    Args:
        name: Our column.
        old: The mapping until now, ours -> theirs.
        new: The mapping from now on.
    """
    return normalised(old.get(name, name)) == normalised(new.get(name, name))


def _keep_patterns(section: Any, columns: Mapping[str, str]) -> None:
    """Take out the patterns of columns that are read from another column of the file from now on."""
    patterns, old = section.get("patterns", {}), section.get("columns", {})
    for name in [name for name in patterns if not same_column(name, old, columns)]:
        del patterns[name]
    if "patterns" in section and not patterns:
        del section["patterns"]


def _set(section: Any, key: str, value: str | None) -> None:
    """A key of a section, taken out where there is no value."""
    if value is not None:
        section[key] = value
    elif key in section:
        del section[key]


def _merge(section: Any, key: str, wanted: Mapping[str, str], *, replace: bool) -> None:
    """A table within a section; with `replace` keys that are not wanted go."""
    if replace and not wanted:
        section.pop(key, None)
        return
    is_new = key not in section
    if is_new:
        section[key] = tomlkit.table() if replace else tomlkit.inline_table()
    table = section[key]
    for name in [name for name in table if replace and name not in wanted]:
        del table[name]
    for name, value in wanted.items():
        table[name] = value
    if is_new and replace:
        table.add(tomlkit.nl())
