"""The README's pictures: one for each page, small, and none that nobody looks at."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 1_500_000
PARTS = {"load"}
"""Pictures of a part of a page."""


def test_every_page_has_a_picture_and_every_picture_a_page() -> None:
    pages = {file.stem for file in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert {file.stem for file in PICTURES.glob("*.png")} - PARTS == pages


def test_the_pictures_together_are_small() -> None:
    assert sum(file.stat().st_size for file in PICTURES.glob("*.png")) < MOST_BYTES


def test_every_picture_of_the_readme_is_there() -> None:
    named = re.findall(r"\((docs/[^)]+\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert named
    assert all((ROOT / name).is_file() for name in named)
