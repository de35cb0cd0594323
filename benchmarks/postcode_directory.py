"""The postcode directory of the whole country: read cold, and from the workspace's lookup; time and peak memory.

The files are made up, in the shapes they are published in: Code-Point Open (1,700,000 rows, 10 columns, no header) as
one file and as 120, and NSPL with terminated postcodes (2,700,000 rows, 40 columns). Each way runs in a process of
its own, whose modules are imported before anything is timed.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv

from benchmarks.measure import milliseconds, show

CODE_POINT_ROWS: Final = 1_700_000
NSPL_ROWS: Final = 2_700_000
AREAS: Final = 120
"""Files in which Code-Point Open is published (postcode areas)."""
ROUNDS: Final = 3
_BATCH: Final = 100_000
_LETTERS: Final = np.array(list("ABDEFGHJLNPQRSTUWXYZ"))
"""Letters that end a postcode: 400 pairs, so that each sector has 400 postcodes."""
_DISTRICTS: Final = 20
_SECTORS: Final = 10
_CODES: Final = (
    "oa21cd", "cty25cd", "ced25cd", "lad25cd", "wd25cd", "nhser24cd", "ctry25cd", "rgn25cd", "pcon24cd", "ttwa15cd",
    "itl25cd", "npark16cd", "msoa21cd", "wz11cd", "sicbl24cd", "bua24cd", "ruc21ind", "oac11ind", "lep21cd1",
    "lep21cd2", "pfa23cd", "icb23cd", "lsoa11cd", "msoa11cd", "ruc11ind", "parish", "teclec", "calncv", "streg",
)  # fmt: skip
"""Columns of NSPL that hold a code for each row and are not needed."""
_BLANK: Final = pa.scalar("")


def main() -> None:
    """Make the files, measure each way and print the table."""
    rows = []
    for shape in ("one file", "120 files", "NSPL"):
        with tempfile.TemporaryDirectory() as name:
            files = _written(Path(name), shape)
            rows += _measured(shape, files, Path(name) / "memory")
    show(["way", "files", "lookup", "median", "processor", "peak memory", "of it before reading"], rows)


def _measured(shape: str, files: list[Path], memory: Path) -> list[list[str]]:
    """Two rows of the table: from the files, and from the lookup."""
    size = sum(file.stat().st_size for file in files) / 1e6
    cold = [_in_own_process("cold", memory, files) for _ in range(ROUNDS)]
    _in_own_process("remember", memory, files)
    warm = [_in_own_process("warm", memory, files) for _ in range(ROUNDS)]
    assert {one["answer"] for one in (*cold, *warm)} == {cold[0]["answer"]}
    kept = sum(file.stat().st_size for file in memory.iterdir()) / 1e6
    rows = []
    for way, measured in (("cold", cold), ("from the lookup", warm)):
        seconds, busy = (sorted(one[name] for one in measured)[ROUNDS // 2] for name in ("seconds", "busy"))
        peak, start = (max(one[name] for one in measured) for name in ("peak_gib", "start_gib"))
        rows.append(
            [f"{shape}, {way}", f"{size:,.0f} MB", f"{kept:,.0f} MB", milliseconds(seconds), milliseconds(busy),
             f"{peak:.2f} GiB", f"{start:.2f} GiB"]
        )  # fmt: skip
    return rows


def _written(folder: Path, shape: str) -> list[Path]:
    """The files of a directory in one of the three shapes."""
    if shape == "NSPL":
        return [_file(folder / "nspl.csv", _nspl(NSPL_ROWS), header=True)]
    tables = list(_code_point(CODE_POINT_ROWS))
    if shape == "one file":
        return [_file(folder / "codepo.csv", tables, header=False)]
    whole = pa.concat_tables(tables)
    part = -(-len(whole) // AREAS)
    return [
        _file(folder / f"a{at:03}.csv", whole.slice(at * part, part).to_batches(), header=False) for at in range(AREAS)
    ]


def _file(path: Path, tables: Iterator[pa.Table] | list[pa.Table] | list[pa.RecordBatch], *, header: bool) -> Path:
    """Tables as one text file."""
    writer = None
    for table in tables:
        if writer is None:
            writer = pacsv.CSVWriter(path, table.schema, write_options=pacsv.WriteOptions(include_header=header))
        writer.write(table)
    assert writer is not None
    writer.close()
    return path


def _postcodes(start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
    """Outward and inward halves of different postcodes by number."""
    number = np.arange(start, stop)
    unit, rest = number % 400, number // 400
    sector, rest = rest % _SECTORS, rest // _SECTORS
    district, area = rest % _DISTRICTS + 1, rest // _DISTRICTS
    letters = np.char.add(
        np.array(list("BCDEFGHLMNPRSTWY"))[area // 26], np.array([chr(65 + n) for n in range(26)])[area % 26]
    )
    outward = np.char.add(letters, district.astype(str))
    inward = np.char.add(np.char.add(sector.astype(str), _LETTERS[unit // 20]), _LETTERS[unit % 20])
    return outward, inward


def _places(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Random eastings and northings (m)."""
    draw = np.random.default_rng(seed)
    return draw.integers(100_000, 650_000, count), draw.integers(50_000, 1_000_000, count)


def _code_point(rows: int) -> Iterator[pa.Table]:
    """Code-Point Open: ten columns, postcodes in 7 characters."""
    for start in range(0, rows, _BATCH):
        stop = min(rows, start + _BATCH)
        outward, inward = _postcodes(start, stop)
        east, north = _places(stop - start, start)
        code = pa.array(np.char.add(np.char.ljust(outward, 4), inward))
        fixed = [
            pa.array([text] * len(code))
            for text in ("E92000001", "E19000001", "E18000004", "", "E06000016", "E05001789")
        ]
        columns = [code, pa.array([10] * len(code)), pa.array(east), pa.array(north), *fixed]
        yield pa.table(columns, names=[f"f{at}" for at in range(len(columns))])


def _nspl(rows: int) -> Iterator[pa.Table]:
    """NSPL: forty columns, a third of the postcodes terminated."""
    for start in range(0, rows, _BATCH):
        stop = min(rows, start + _BATCH)
        outward, inward = _postcodes(start, stop)
        east, north = _places(stop - start, start)
        number = np.arange(start, stop)
        size = stop - start
        area = np.char.add("E", (1_000_000 + number // 75).astype(str))
        columns = {
            "pcd7": np.char.add(np.char.ljust(outward, 4), inward),
            "pcd8": np.char.add(np.char.add(np.char.ljust(outward, 4), " "), inward),
            "pcds": np.char.add(np.char.add(outward, " "), inward),
            "dointr": np.full(size, "198001"),
            "doterm": np.where(number % 3 == 0, "201412", ""),
            "usrtypind": np.zeros(size, dtype="int64"),
            "east1m": east,
            "north1m": north,
            "gridind": np.ones(size, dtype="int64"),
            "lsoa21cd": area,
            **{name: np.char.add("E", (number // 40 + 10_000_000).astype(str)) for name in _CODES},
            "lat": np.round(50 + north / 111_000, 6),
        }
        yield pa.table(columns)


def _in_own_process(way: str, memory: Path, files: list[Path]) -> dict[str, float]:
    """What a child process measures."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.postcode_directory", way, str(memory), *map(str, files)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).resolve().parents[1],
    )
    return dict(json.loads(done.stdout))


def _peak_gib() -> float:
    """Highest memory of this process (GiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # KiB on Linux


def child(way: str, memory: Path, files: list[Path]) -> None:
    """Open the directory one way; print time (s), memory (GiB) and a sum over everything in it."""
    from geo.locate import open_directory  # noqa: PLC0415 - imported before the time is taken
    from geo.settings import Source  # noqa: PLC0415

    source = Source("postcodes", tuple(files), tuple(file.name for file in files))
    before, start, busy = _peak_gib(), time.perf_counter(), time.process_time()
    known, report = open_directory(source, None if way == "cold" else memory, remember=way == "remember")
    taken, busy = time.perf_counter() - start, time.process_time() - busy
    answer = float(np.nansum(known.easting) + np.nansum(known.northing) + known.is_terminated.sum())
    found = {
        "seconds": taken,
        "busy": busy,
        "peak_gib": _peak_gib(),
        "start_gib": before,
        "answer": answer + report.rows_loaded,
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    child(sys.argv[1], Path(sys.argv[2]), [Path(name) for name in sys.argv[3:]])
