"""Shared fixtures: the week of a lot-based council as files."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from lots import AWAITING, PACKAGES, POINTS, PROVIDERS, SETTINGS, lots_layer

# Time limits of single examples say more of the machine than of the program.
settings.register_profile("care-zones", deadline=None)
settings.load_profile("care-zones")


@pytest.fixture
def lots_workspace(tmp_path: Path) -> Path:
    """A week as it comes: GeoJSON lots, headerless postcodes, Windows text, title rows, a total row."""
    folder = tmp_path / "notts"
    (folder / "incoming").mkdir(parents=True)
    (folder / "reference").mkdir()
    (folder / "carezones.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "reference/lots.geojson").write_text(lots_layer().to_crs("EPSG:4326").to_json(), encoding="utf-8")
    rows = [f'"{code}",10,{east},{north},"E92000001","","","","",""' for code, (east, north) in POINTS.items()]
    (folder / "reference/codepo.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (folder / "incoming/providers.csv").write_text(PROVIDERS, encoding="cp1252")
    (folder / "incoming/packages.csv").write_text(PACKAGES, encoding="utf-8")
    (folder / "incoming/awaiting.csv").write_text(AWAITING, encoding="utf-8")
    return folder


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Change a piece of a text file that must be there."""

    def change(path: Path, old: str, new: str) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change
