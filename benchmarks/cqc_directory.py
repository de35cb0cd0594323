"""The care directory of England as it is published (55,000 locations of 122 columns) read into a register of providers.

The file is made up in the shape of the real one. The reader is a process of its own, whose highest memory is read
from the system while it works.
"""

import json
import resource
import runpy
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Final

from benchmarks.measure import Absent, show
from geo.ingest import apart, read_table
from geo.ingest.cqc import directory_columns
from geo.ingest.names import normalised
from geo.ingest.opendocument import STREAM_LIMITS
from geo.settings import Source

LOCATIONS: Final = 55_000
FILLED_SHARE: Final = 0.7
"""Of the columns that are Y or blank, how many are Y: more than in the real file, whose markup is longer."""
_MAKER: Final = Path(__file__).resolve().parents[1] / "tests" / "cqc_files.py"
_CHILD: Final = Path(apart.__file__).with_name("child.py")


def main() -> None:
    """Measure and print the table."""
    if not Path("/proc/self/status").exists():
        raise Absent("this system has no /proc, from which the memory of the reader is read.")
    maker = runpy.run_path(str(_MAKER))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "HSCA_Active_Locations.ods"
        maker["write_directory"](path, maker["directory_rows"](LOCATIONS, filled_share=FILLED_SHARE))
        with zipfile.ZipFile(path) as book:
            unpacked = book.getinfo("content.xml").file_size
        size = path.stat().st_size
        source = Source("providers", (path,), (path.name,))
        seconds, cpu_seconds, memory_kb, answer_bytes = _child(path, source)
        start = time.perf_counter()
        table = read_table(source)
        whole = time.perf_counter() - start
    sys.stdout.write(f"{LOCATIONS:,} locations, {size / 1e6:.0f} MB, unpacked {unpacked / 1e6:,.0f} MB.\n")
    show(
        ["way", "time", "of the processor", "highest memory", "answer"],
        [
            [
                "the reader alone",
                f"{seconds:.1f} s",
                f"{cpu_seconds:.1f} s",
                f"{memory_kb / 1e3:.0f} MB",
                f"{answer_bytes / 1e6:.1f} MB",
            ],
            [f"as a register of {len(table.rows):,} agencies", f"{whole:.1f} s", "", "", ""],
        ],
    )


def _child(path: Path, source: Source) -> tuple[float, float, int, int]:
    """Time on the clock and of the processor (s), highest memory (kB) and answer (bytes) of the reader."""
    wanted = directory_columns(source)
    layouts = [[list(map(normalised, of.known_by)), list(map(normalised, of.columns))] for of in wanted]
    request = {"path": str(path), "label": path.name, "sheet": None, "layouts": layouts}
    said = json.dumps({**request, "reader": "geo.ingest.ods_stream", "limits": asdict(STREAM_LIMITS)})
    highest = 0
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-I", str(_CHILD), said], stdout=out)
        while child.poll() is None:
            status = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
            lines = [line for line in status.splitlines() if line.startswith("VmHWM")]
            highest = max([highest, *(int(line.split()[1]) for line in lines)])
            time.sleep(0.05)
        seconds = time.perf_counter() - start
        assert child.returncode == 0, "the reader did not come to its end"
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu_seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return seconds, cpu_seconds, highest, out.seek(0, 2)
