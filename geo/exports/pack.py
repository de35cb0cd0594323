"""The scrutiny pack: every file of a release in one folder, written whole or not at all."""

import hashlib
import io
import os
import re
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from geo.errors import InputError
from geo.exports.atlas import atlas_of
from geo.exports.csv_files import LONG, METADATA, WIDE, csv_files
from geo.exports.drawing import png_of, svg_of
from geo.exports.geodata import geojson_of, gpkg_of
from geo.exports.html import html_of
from geo.exports.pack_index import INDEX, MAPS, Filed, index_of
from geo.exports.page import MapPage
from geo.exports.pages import map_pages
from geo.exports.workbook import workbook_of
from geo.release import Release
from geo.release.ledger import Released

KINDS: Final = ("pdf", "png", "svg", "html", "csv", "xlsx", "gpkg", "geojson")
"""What `--only` may name."""
SUMS: Final = "SHA256SUMS"
"""The list of SHA-256 of all other files, as `sha256sum --check` reads it."""

_ATLAS: Final = "Print and screen readers: all maps and tables with their notes."
_WORKBOOK: Final = "Spreadsheets: all tables, one a sheet."
_GPKG: Final = "The council's own maps, British National Grid."
_GEOJSON: Final = "Maps on the web, in degrees (WGS 84)."
_CSV: Final = "Programs and spreadsheets."
_METADATA: Final = "Programs (CSV on the Web)."

Progress = Callable[[int, int, str], None]
"""Called before each file with how many are done, how many there are, and its name; at the end with an empty name."""


@dataclass(frozen=True)
class PackResult:
    """What became of a pack."""

    folder: Path
    files: tuple[Filed, ...]
    is_new: bool
    """False where the same pack was there already."""


@dataclass(frozen=True)
class _Task:
    """A file that is to be made."""

    name: str
    """Path within the pack, with forward slashes."""
    title: str
    description: str
    make: Callable[[], bytes]


def kinds_of(words: str | None) -> tuple[str, ...]:
    """The kinds that `--only` names, in the order of the pack; all of them where it names none.

    Raises:
        InputError: A word is no kind of file.
    """
    named = [word.strip().lower() for word in (words or "").split(",") if word.strip()]
    unknown = [word for word in named if word not in KINDS]
    if unknown:
        raise InputError(
            f"--only {unknown[0][:20]}: there is no such kind of file. Name some of {', '.join(KINDS)}, with commas."
        )
    return tuple(kind for kind in KINDS if not named or kind in named)


def write_pack(  # noqa: PLR0913 - one option for each thing that whoever exports may say
    released: Released,
    to: Path,
    *,
    only: Iterable[str] | None = None,
    before: Released | None = None,
    contact: str = "",
    progress: Progress | None = None,
) -> PackResult:
    """Write a pack into a folder of its own, such as `leicestershire-county-council-2022-W36`.

    Args:
        released: A release of the ledger.
        to: The folder in which the pack's own is made.
        only: Kinds of files; all of them where None.
        before: An earlier release, for the map of what changed.
        contact: Whom a reader may ask, from the settings; left out where empty.
        progress: Told of each file.

    Raises:
        InputError: The folder holds another pack already, or the disk refuses; nothing was written then.
    """
    files, listed = _made(released, only, before, contact, progress)
    folder = to / pack_name(released.release)
    try:
        is_new = _place(files, folder)
    except OSError as error:
        raise InputError(
            f"{folder}: the pack cannot be written ({error.strerror or error}). See that there is room and you may "
            "write there, or name another folder with --to."
        ) from error
    return PackResult(folder, listed, is_new)


def pack_zip(
    released: Released,
    *,
    only: Iterable[str] | None = None,
    before: Released | None = None,
    contact: str = "",
    progress: Progress | None = None,
) -> bytes:
    """The pack as one ZIP; its dates are the day of the figures, so the same pack is the same bytes."""
    files, _ = _made(released, only, before, contact, progress)
    day = released.release.as_at
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(f"{pack_name(released.release)}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            info.create_system, info.external_attr = 3, 0o100644 << 16
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def pack_name(release: Release) -> str:
    """Name of the folder: council and week in letters that every system takes."""
    plain = unicodedata.normalize("NFKD", release.authority).encode("ascii", "ignore").decode().lower()
    council = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")
    return f"{council or 'council'}-{release.week}"


def _made(
    released: Released,
    only: Iterable[str] | None,
    before: Released | None,
    contact: str,
    progress: Progress | None,
) -> tuple[dict[str, bytes], tuple[Filed, ...]]:
    """The content of every file by its name, and what the index says of each."""
    release = released.release
    pages = map_pages(release, before.release if before else None)
    tasks = _tasks(release, pages, set(KINDS if only is None else only), contact)
    files: dict[str, bytes] = {}
    listed: list[Filed] = []
    for done, task in enumerate(tasks):
        _tell(progress, done, len(tasks), task.name)
        content = files[task.name] = task.make()
        listed.append(Filed(task.name, task.title, task.description, len(content), _sum(content)))
    files[INDEX] = index_of(release, released.entry.label, listed, contact)
    files[SUMS] = "".join(f"{_sum(content)}  {name}\n" for name, content in sorted(files.items())).encode()
    _tell(progress, len(tasks), len(tasks), "")
    return files, tuple(listed)


def _tasks(release: Release, pages: tuple[MapPage, ...], kinds: set[str], contact: str) -> list[_Task]:
    """What is to be made, in the order of the index."""
    drawn = [page for page in pages if not page.empty]
    by_kind: dict[str, list[_Task]] = {
        "pdf": [_Task("atlas.pdf", "Atlas of maps and tables", _ATLAS, lambda: atlas_of(release, pages, contact))],
        "png": [_map_task(page, "png", png_of) for page in drawn],
        "svg": [_map_task(page, "svg", svg_of) for page in drawn],
        "html": [_map_task(page, "html", partial(html_of, contact=contact)) for page in drawn],
        "csv": _csv_tasks(release, contact) if "csv" in kinds else [],
        "xlsx": [_Task("figures.xlsx", "Workbook of all tables", _WORKBOOK, lambda: workbook_of(release, contact))],
        "gpkg": [_Task("areas.gpkg", "Figures with boundaries, GeoPackage", _GPKG, lambda: gpkg_of(release))],
        "geojson": [_Task("areas.geojson", "Figures with boundaries, GeoJSON", _GEOJSON, lambda: geojson_of(release))],
    }
    return [task for kind in KINDS if kind in kinds for task in by_kind[kind]]


def _map_task(page: MapPage, ending: str, make: Callable[[MapPage], bytes]) -> _Task:
    """A map in one form."""
    return _Task(f"{MAPS}{page.name}.{ending}", page.title, "", lambda: make(page))


def _csv_tasks(release: Release, contact: str) -> list[_Task]:
    """Each CSV and their metadata."""
    titles = {
        LONG: "Every released value, one a row",
        WIDE: f"Figures by {release.area_term}",
        METADATA: "What the tables and columns mean",
        **{f"{split.name}.csv": split.title for split in release.splits.values()},
    }
    return [
        _Task(f"csv/{name}", titles[name], _METADATA if name == METADATA else _CSV, partial(bytes, content))
        for name, content in csv_files(release, contact).items()
    ]


def _place(files: dict[str, bytes], folder: Path) -> bool:
    """Put the files under their names in one step; False where the same are there already.

    Raises:
        InputError: Others are there.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        for name, content in files.items():
            (staged / name).parent.mkdir(exist_ok=True)
            (staged / name).write_bytes(content)
        staged.chmod(0o755)
        os.rename(staged, folder)  # noqa: PTH104 - fails where a folder with files is there, as it must
    except OSError:
        if folder.exists():
            return _refuse_other(files, folder)
        raise
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return True


def _refuse_other(files: dict[str, bytes], folder: Path) -> bool:
    """False where a folder holds these files and no other.

    Raises:
        InputError: It holds something else.
    """
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    if there.keys() == files.keys() and all(path.read_bytes() == files[name] for name, path in there.items()):
        return False
    raise InputError(
        f"{folder}: another pack stands there, and a pack is never written over. Name another folder with --to, or "
        "move it away."
    )


def _tell(progress: Progress | None, done: int, total: int, name: str) -> None:
    """Say how far it is."""
    if progress is not None:
        progress(done, total, name)


def _sum(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
