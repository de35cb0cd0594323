"""A child that reads a file: what it may use, what becomes of one that breaks off, and what it is told."""

import json
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import openpyxl
import pytest
from lots import lots_layer

from geo.errors import InputError
from geo.ingest.apart import Apart, Limits, begin
from geo.ingest.gdal import ENVIRONMENT, read_with_gdal
from geo.ingest.gdal_drivers import SKIPPED_DRIVERS
from geo.ingest.spreadsheets import read_workbook
from geo.settings import Source

ROOT = Path(__file__).resolve().parents[2]
HEADER = "import json, os, sys\ndef read(request, out):\n"


def child(folder: Path, body: str, limits: Limits | None = None, environment: dict[str, str] | None = None) -> Apart:
    """A child with a reader of these lines."""
    (folder / "reader_of_tests.py").write_text(HEADER + "".join(f"    {line}\n" for line in body.splitlines()))
    script = folder / "child.py"
    if not script.exists():
        script.write_text((ROOT / "geo/ingest/apart/child.py").read_text())
    return begin("geo.ingest.apart.reader_of_tests", {}, "a.xlsx", limits=limits or Limits(), environment=environment)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the readers' own, with the readers' limits in it."""
    folder = tmp_path / "geo/ingest/apart"
    folder.mkdir(parents=True)
    (folder / "limits.py").write_text((ROOT / "geo/ingest/apart/limits.py").read_text())
    (tmp_path / "geo/errors.py").write_text((ROOT / "geo/errors.py").read_text())
    monkeypatch.setattr("geo.ingest.apart.parent._CHILD", folder / "child.py")
    return folder


def test_an_answer_comes_back_byte_for_byte(reader: Path) -> None:
    assert child(reader, "out.write(bytes(range(256)))").answer() == bytes(range(256))


@pytest.mark.case(19)
def test_a_child_that_takes_too_long_is_stopped_and_said(reader: Path) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match=r"a\.xlsx: reading the file took longer than 1 seconds.*Save only"):
        child(reader, "import time\ntime.sleep(60)", Limits(wall_seconds=1.0)).answer()
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    "body",
    [
        "import mmap\nmmap.mmap(-1, 3_000_000_000)",
        "while True: pass",
        "os.kill(os.getpid(), 9)",
        "import ctypes\nctypes.string_at(0)",
        "open('/proc/self/fd/1', 'ab').write(b'x' * 3_000_000)",
        "raise RuntimeError('canary')",
        "[open('/dev/null') for _ in range(100)]",
    ],
    ids=["memory", "time of the processor", "killed", "crash", "long answer", "error", "open files"],
)
def test_whatever_becomes_of_a_child_is_one_plain_refusal(
    reader: Path, body: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(InputError) as refused:
        child(reader, body, Limits(cpu_seconds=1, answer_bytes=1_000_000)).answer()
    assert str(refused.value).startswith("a.xlsx: the program that reads the file broke off")
    assert str(refused.value).endswith("Save only the table as a new file, or export it as CSV.")
    assert capfd.readouterr() == ("", "")


def test_a_refusal_of_the_child_is_told_without_control_marks_and_cut(reader: Path) -> None:
    body = "from geo.errors import InputError\nraise InputError('a.xlsx: no\\u202e\\u001b[2J. Mend it.' + 'x' * 9000)"
    with pytest.raises(InputError) as refused:
        child(reader, body).answer()
    assert str(refused.value).startswith("a.xlsx: no[2J. Mend it.xxx")
    assert len(str(refused.value)) < 4_000


def test_a_child_has_none_of_our_environment_and_no_input(reader: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "http_proxy", "GDAL_DATA", "PYTHONPATH", "LD_PRELOAD", "CANARY"):
        monkeypatch.setenv(name, "")
    body = "out.write(json.dumps([dict(os.environ), sys.stdin.read(), sys.flags.isolated]).encode())"
    environment, said, isolated = json.loads(child(reader, body, environment={"GDAL_SKIP": "VRT"}).answer())
    assert set(environment) <= {"OPENBLAS_NUM_THREADS", "GDAL_SKIP", "LC_CTYPE", "LD_LIBRARY_PATH", "SYSTEMROOT"}
    assert (said, isolated) == ("", 1)


def test_an_answer_lies_on_no_disk(reader: Path) -> None:
    said = child(reader, "out.write(os.readlink('/proc/self/fd/1').encode())").answer()
    assert said.startswith(b"/memfd:")


LOADED = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("child", sys.argv.pop())
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
assert child.main() == 0
print(*[name for name, module in sys.modules.items() if module is not None], file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("name", "unwanted"),
    [
        ("workbook", {"pandas", "numpy", "geopandas", "pyarrow", "streamlit", "openpyxl", "ctypes"}),
        ("layer", {"pandas", "geopandas", "pyarrow", "shapely", "pyproj"}),
    ],
)
def test_a_child_loads_only_what_it_needs(tmp_path: Path, name: str, unwanted: set[str]) -> None:
    lots_layer().to_file(tmp_path / "a.gpkg")
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    request = {
        "path": str(tmp_path / ("a.xlsx" if name == "workbook" else "a.gpkg")), "label": "a",
        "sheet": None, "layer": None, "reader": f"geo.ingest.apart.{name}", "limits": {},
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-I", "-c", LOADED, json.dumps(request), str(ROOT / "geo/ingest/apart/child.py")],
        capture_output=True, check=True, env={**os.environ, **ENVIRONMENT},
    )  # fmt: skip
    loaded = set(done.stderr.decode().split())
    assert f"geo.ingest.apart.{name}" in loaded
    assert not loaded & unwanted
    assert {module for module in loaded if module.startswith("geo.ingest.")} <= {
        "geo.ingest.apart", "geo.ingest.apart.limits", f"geo.ingest.apart.{name}", "geo.ingest.archives",
        "geo.ingest.cell_text", "geo.ingest.ods_cells", "geo.ingest.xlsx_cells", "geo.ingest.xlsx_form",
        "geo.ingest.xml_parts",
    }  # fmt: skip


DRIVERS_LEFT = """
import ctypes, glob, json, os, pyogrio
where = os.path.dirname(os.path.dirname(pyogrio.__file__))
gdal = ctypes.CDLL(glob.glob(where + "/pyogrio.libs/libgdal*")[0])
gdal.GDALGetDriver.restype = ctypes.c_void_p
gdal.GDALGetDriverShortName.argtypes = [ctypes.c_void_p]
gdal.GDALGetDriverShortName.restype = ctypes.c_char_p
every = [gdal.GDALGetDriverShortName(gdal.GDALGetDriver(n)).decode() for n in range(gdal.GDALGetDriverCount())]
out.write(json.dumps([sorted(pyogrio.list_drivers()), sorted(every)]).encode())
"""


def test_two_drivers_of_layers_are_left_in_the_child_and_nothing_remote_or_indirect(reader: Path) -> None:
    layers, every = json.loads(child(reader, DRIVERS_LEFT.strip(), environment=dict(ENVIRONMENT)).answer())
    assert layers == ["ESRI Shapefile", "GPKG"]
    assert every == ["ESRI Shapefile", "GPKG"]


def test_a_driver_that_the_list_does_not_know_is_removed_all_the_same(reader: Path, tmp_path: Path) -> None:
    lots_layer().to_file(tmp_path / "a.gpkg")
    for name in ("apart/layer.py", "cell_text.py"):
        (reader.parent / name).write_text((ROOT / "geo/ingest" / name).read_text())
    known = ",".join(name for name in SKIPPED_DRIVERS.split(",") if name not in ("OGR_VRT", "CSV"))
    body = (
        "import io\n"
        "from geo.ingest.apart import layer\n"
        f"layer.read({{'path': {str(tmp_path / 'a.gpkg')!r}, 'label': 'a', 'layer': None}}, io.BytesIO())\n"
        "import pyogrio\n"
        "out.write(json.dumps(sorted(pyogrio.list_drivers())).encode())"
    )
    answer = child(reader, body, environment={**ENVIRONMENT, "GDAL_SKIP": known}).answer()
    assert json.loads(answer) == ["ESRI Shapefile", "GPKG"]


def test_a_geopackage_that_another_program_has_open_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    lots_layer().to_file(path)
    base = sqlite3.connect(path)
    base.execute("pragma journal_mode = wal")
    for (name,) in base.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        base.execute(f'drop trigger "{name}"')
    base.execute("""update a set "Lot Name" = 'Ashfield' where "Lot Code" = '1'""")
    base.commit()
    before = sorted(tmp_path.iterdir())
    layer = read_with_gdal(path, "a.gpkg", "geopackage", Source("zones", (), ()))
    assert layer["Lot Name"].iloc[0] == "Ashfield"
    assert sorted(tmp_path.iterdir()) == before
    base.close()
    assert len(read_with_gdal(path, "a.gpkg", "geopackage", Source("zones", (), ()))) == 6
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_layer_apart_is_the_layer_that_the_library_reads(tmp_path: Path) -> None:
    layer = lots_layer().assign(
        when=["2018-03-12", None, "2018-03-13", "2018-03-14", "2018-03-15", "2018-03-16"],
        count=[1, 2, 3, 4, 5, 6],
        share=[0.5, None, 1.0, 2.25, 3.0, 4.0],
    )
    layer["when"] = gpd.pd.to_datetime(layer["when"])
    layer.to_file(tmp_path / "a.gpkg")
    read = read_with_gdal(tmp_path / "a.gpkg", "a.gpkg", "geopackage", Source("zones", (), ()))
    assert read.crs == layer.crs
    assert read.geometry.geom_equals_exact(layer.geometry, 0).all()
    assert list(read["when"])[:2] == ["2018-03-12", ""]
    assert list(read["count"]) == ["1", "2", "3", "4", "5", "6"]
    assert list(read["share"]) == ["0.5", "", "1", "2.25", "3", "4"]


def test_a_workbook_cut_off_in_its_answer_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a"])
    book.save(tmp_path / "a.xlsx")
    whole = Apart.answer
    monkeypatch.setattr(Apart, "answer", lambda self: whole(self)[:-6])
    with pytest.raises(InputError, match="read only in part"):
        read_workbook(tmp_path / "a.xlsx", "a.xlsx", Source("packages", (), ()))
