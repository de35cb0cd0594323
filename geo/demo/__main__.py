"""`python -m geo.demo` writes every demo anew into data/demo."""

from pathlib import Path
from typing import Final

from geo.demo import DEMOS, write_demo

ROOT: Final[Path] = Path(__file__).resolve().parents[2] / "data" / "demo"
"""Where the project keeps its ready-made workspaces."""

if __name__ == "__main__":
    for name in DEMOS:
        write_demo(name, ROOT / name)
        print(f"{name}: written to {ROOT / name}")
