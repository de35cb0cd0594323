"""A week's new files, laid into a private folder of the workspace and checked there before they are taken over.

The files of the workspace are not touched until the new ones are whole: they are moved into a folder of their own
below `incoming`, and carezones.toml, which names them, is replaced last and at once.
"""

import datetime as dt
import os
import secrets
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from geo.check import REMEMBERED, Checked, check_workspace
from geo.errors import InputError
from geo.loading.mapping_file import same_column, with_sources
from geo.settings import SETTINGS_FILE, Settings, Source
from geo.text import label_of
from geo.travel import TravelTerms

OLD_DRAFT_SECONDS: Final = 86_400
"""A draft that nobody took over is removed after a day (s)."""
_SUFFIXES: Final = (".csv", ".xlsx", ".ods", ".parquet", ".geojson", ".gpkg")


@dataclass(frozen=True)
class Upload:
    """One uploaded file and what its uploader says of it."""

    path: Path
    """Where it lies, under a name of ours."""
    label: str
    """The name it came with, for messages only."""
    table: str
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def source(self, old: Source | None) -> Source:
        """The file as carezones.toml would name it: what is not said anew stays as the workspace has it.

        Args:
            old: The source of the table until now; None where it had none.
        """
        base = old or Source(self.table, (), ())
        named = {*base.values, *self.values}
        return replace(
            base,
            files=(self.path,),
            labels=(self.label,),
            sheet=self.sheet,
            encoding=None,
            date_format=self.date_format,
            columns=self.columns,
            values={name: {**base.values.get(name, {}), **self.values.get(name, {})} for name in named},
            patterns={n: p for n, p in base.patterns.items() if same_column(n, base.columns, self.columns)},
        )


@dataclass(frozen=True)
class Draft:
    """New files of a workspace that are not taken over yet."""

    settings: Settings
    """Of the workspace as it is now."""
    uploads: tuple[Upload, ...]
    as_at: dt.date
    travel: TravelTerms
    """Speeds of the model."""

    @property
    def drafted(self) -> Settings:
        """The settings as they would be with the new files.

        Raises:
            InputError: Two files are given for one table.
        """
        tables = [upload.table for upload in self.uploads]
        twice = sorted({table for table in tables if tables.count(table) > 1})
        if twice:
            raise InputError(f"Two files are given for {', '.join(twice)}. Leave one of them out.")
        new = {upload.table: upload.source(self.settings.sources.get(upload.table)) for upload in self.uploads}
        return replace(self.settings, sources={**self.settings.sources, **new}, as_at=self.as_at)


def new_draft(folder: Path) -> Path:
    """A private folder for uploads in a workspace, under a name nobody can guess; old ones are removed.

    Raises:
        InputError: The workspace cannot be written.
    """
    drafts = folder / REMEMBERED / "drafts"
    made = drafts / secrets.token_hex(16)
    try:
        made.mkdir(parents=True, mode=0o700)
    except OSError:
        raise InputError(f"{folder.name}: the workspace cannot be written to. Ask whoever runs the program.") from None
    for old in drafts.iterdir():
        if old != made and old.stat().st_mtime < time.time() - OLD_DRAFT_SECONDS:
            shutil.rmtree(old, ignore_errors=True)
    return made


def check_draft(draft: Draft) -> Checked:
    """Read and check the workspace as it would be with the new files; nothing is changed.

    Raises:
        InputError: Two files are given for one table.
    """
    return check_workspace(draft.drafted, draft.as_at, draft.travel)


def take_over(draft: Draft) -> list[str]:
    """Make the new files those of the workspace, and write their mapping into carezones.toml.

    Returns:
        Where each file now lies, relative to the workspace.

    Raises:
        InputError: The files are refused, or the workspace cannot be written; nothing has changed then.
    """
    check_draft(draft).report.refuse()
    folder = draft.settings.folder
    try:
        place = _free_folder(folder / "incoming", draft.as_at)
        named = {upload.table: _moved(upload, place, folder) for upload in draft.uploads}
        settings_file = folder / SETTINGS_FILE
        text = with_sources(settings_file.read_text(encoding="utf-8-sig"), draft.uploads, named, draft.as_at)
        staged = settings_file.with_suffix(".part")
        staged.write_text(text, encoding="utf-8")
        os.replace(staged, settings_file)  # noqa: PTH105 - the one step that makes the new files count
    except OSError:
        raise InputError(f"{folder.name}: the files could not be written. Ask whoever runs the program.") from None
    return list(named.values())


def _free_folder(incoming: Path, as_at: dt.date) -> Path:
    """A new folder for the files of a date; the files of an earlier load stay where they are."""
    names = [as_at.isoformat(), *(f"{as_at.isoformat()}-{number}" for number in range(2, 1000))]
    place = next(incoming / name for name in names if not (incoming / name).exists())
    place.mkdir(parents=True)
    return place


def _moved(upload: Upload, place: Path, folder: Path) -> str:
    """Put a copy of an upload under the name of its table; its path relative to the workspace."""
    suffix = Path(upload.label).suffix.lower()
    target = place / f"{upload.table}{suffix if suffix in _SUFFIXES else '.csv'}"
    shutil.copyfile(upload.path, target)
    return target.relative_to(folder).as_posix()


def uploads_of(draft_folder: Path, files: Sequence[tuple[str, bytes]]) -> list[tuple[Path, str]]:
    """Lay uploaded files into the private folder, under names of ours.

    Returns:
        Path and label of each, in their order.
    """
    laid = []
    for number, (name, content) in enumerate(files):
        path = draft_folder / f"{number}.upload"
        path.write_bytes(content)
        laid.append((path, label_of(name.replace("\\", "/").rsplit("/", 1)[-1]) or "upload"))
    return laid
