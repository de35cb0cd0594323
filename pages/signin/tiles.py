"""Where the tiles of the councils' maps come from: the only places outside the program that a map may ask."""

from functools import lru_cache
from pathlib import Path

from geo.errors import GeoError
from geo.settings import SETTINGS_FILE, load_settings
from pages.common.workspaces import workspaces


def tile_origins() -> list[str]:
    """Scheme, host and port of the tiles of each workspace that has some, as its settings say now."""
    try:
        folders = list(workspaces().values())
    except GeoError:
        return []
    found = (_origin(folder, _written(folder)) for folder in folders)
    return list(dict.fromkeys(origin for origin in found if origin))


def _written(folder: Path) -> int:
    """When the settings of a workspace were last written (ns); 0 where there are none."""
    try:
        return (folder / SETTINGS_FILE).stat().st_mtime_ns
    except OSError:
        return 0


@lru_cache(maxsize=64)
def _origin(folder: Path, written: int) -> str | None:  # noqa: ARG001 - what is unused is a key
    """Where the tiles of one workspace come from; None where it has none, or its settings cannot be read."""
    try:
        return load_settings(folder).map.tiles_origin
    except (GeoError, OSError):
        return None
