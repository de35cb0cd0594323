"""Which store a workspace keeps its record in."""

from geo.errors import InputError
from geo.settings import SETTINGS_FILE, Settings
from geo.snapshot.folders import FolderStore
from geo.snapshot.store import Store

_POSTGRES = ("postgresql://", "postgres://")


def open_store(settings: Settings) -> Store:
    """The store that carezones.toml names; a folder of the workspace where it names none.

    Raises:
        InputError: A database is named and its driver is not installed.
    """
    named = settings.record.store
    if not named.startswith(_POSTGRES):
        return FolderStore(settings.folder / named)
    try:
        from geo.snapshot.postgis import PostgisStore  # noqa: PLC0415 - its driver is an extra
    except ModuleNotFoundError:
        raise InputError(
            f"{SETTINGS_FILE}: [record] store names a database, and its driver is not installed. "
            "Install the extra: pip install carezones[postgis]."
        ) from None
    return PostgisStore(named, settings.authority_name)
