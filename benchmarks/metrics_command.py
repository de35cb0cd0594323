"""`carezones metrics` on the demo as a whole process, against a script that only reads the same files with geopandas.

Both run with this Python. Compiled modules are kept in a folder of the benchmark's own, and each is run once before
anything is timed: that is what every run after the first costs an installed program.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.measure import Absent, milliseconds, paired, show, times
from geo.settings import load_settings

DEMO: Final = Path(__file__).resolve().parents[1] / "data" / "demo" / "leicestershire-2022"
AS_AT: Final = "2022-09-05"
ROUNDS: Final = 9
_COMMAND: Final = "from geo.cli import main; main()"
_READ: Final = """
import sys
import geopandas as gpd
import pandas as pd
for file in sys.argv[1:]:
    gpd.read_file(file) if file.endswith(".geojson") else pd.read_csv(file)
"""


def main() -> None:
    """Measure and print the table."""
    if not (DEMO / "carezones.toml").exists():
        raise Absent(f"the demo {DEMO.name} is not in data/demo; write it with `python -m geo.demo`.")
    files = [str(file) for source in load_settings(DEMO).sources.values() for file in source.files]
    with tempfile.TemporaryDirectory() as compiled:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = compiled

        def run(code: str, *arguments: str) -> str:
            done = subprocess.run(
                [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=False
            )
            assert done.returncode in (0, 1), done.stderr
            return done.stdout

        ways: dict[str, Callable[[], str]] = {
            "import geopandas and read the files": lambda: run(_READ, *files),
            "carezones metrics": lambda: run(_COMMAND, "metrics", str(DEMO), "--as-at", AS_AT),
        }
        first = {name: way() for name, way in ways.items()}
        medians, answers = paired(ways, ROUNDS)
    assert answers == first, "two runs gave different figures"
    dev = "with" if importlib.util.find_spec("hypothesis") else "without"
    sys.stdout.write(f"Whole processes, {ROUNDS} rounds, {dev} the development packages.\n")
    base = next(iter(medians.values()))
    show(["way", "median", "of the first"], [[n, milliseconds(s), times(s / base)] for n, s in medians.items()])
