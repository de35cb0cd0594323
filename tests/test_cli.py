"""The command line: what each command does, its exit code, and one plain message in place of a traceback."""

import datetime as dt
import json
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from geo.cli import app
from geo.cli.parts import called, command_line
from geo.workspace import demos

Edit = Callable[[Path, str, str], None]
COMMANDS = {
    command.name or command.callback.__name__: command for command in app.registered_commands if command.callback
}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from geo.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_command_of_the_contract_is_there() -> None:
    assert {"init", "demos", "check", "metrics", "rules", "serve"} <= COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    assert f"Example: carezones {name}" in CliRunner().invoke(app, [name, "--help"]).stdout


def test_demos_are_listed_with_their_date() -> None:
    done = run("demos")
    assert done.returncode == 0
    assert "leicestershire-2022" in done.stdout
    assert "2022-09-05" in done.stdout


def test_a_demo_is_copied_into_a_new_folder_and_loads(tmp_path: Path) -> None:
    assert run("init", tmp_path / "county", "--demo", "leicestershire-2022").returncode == 0
    # Three packages of the demo have a postcode that its directory does not know.
    assert run("check", tmp_path / "county").returncode == 1


def test_a_full_folder_is_never_written_into(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    done = run("init", tmp_path, "--demo", "leicestershire-2022")
    assert done.returncode == 10
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_workspace_has_settings_that_can_be_read_and_says_what_is_missing(tmp_path: Path) -> None:
    assert run("init", tmp_path / "ours", "--model", "nottinghamshire-2018").returncode == 0
    done = run("check", tmp_path / "ours")
    assert done.returncode == 10
    for file in ("zones.geojson", "postcodes.csv", "providers.csv", "packages.csv", "awaiting.csv"):
        assert f"{file}: this file is missing" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("init", "x", "--demo", "leicestershire-2202"), "Did you mean leicestershire-2022?"),
        (("init", "x", "--model", "leicester"), "Models:"),
        (("init", "x"), "--demo NAME"),
        (("check", "no-such-folder"), "there is no carezones.toml"),
        (("metrics", "x", "--as-at", "05/09/2022"), "YYYY-MM-DD"),
        (("serve", "no-such-folder"), "there is no carezones.toml"),
    ],
)
def test_a_wrong_call_gets_one_plain_message_and_exit_10(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (10, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_refused_week_prints_no_figures(lots_workspace: Path) -> None:
    (lots_workspace / "incoming/packages.csv").unlink()
    done = run("metrics", lots_workspace, "--as-at", "2018-03-12")
    assert (done.returncode, done.stdout) == (10, "")
    assert "incoming/packages.csv: this file is missing" in done.stderr


def test_every_demo_says_what_it_is() -> None:
    assert all(demo.description and demo.as_at for demo in demos())


def test_help_comes_without_loading_the_geometry_libraries() -> None:
    code = "import sys; from geo.cli import app; print('geopandas' in sys.modules or 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_week_without_roads_loads_no_statistics_library(lots_workspace: Path) -> None:
    code = (
        "import sys, pathlib; from geo.week import load_week; load_week(pathlib.Path(sys.argv[1])); "
        "print(*sorted({'scipy', 'esda', 'sklearn', 'libpysal', 'osmium', 'matplotlib', 'plotly'} & set(sys.modules)))"
    )
    call = [sys.executable, "-c", code, str(lots_workspace)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_columns_of_a_table_are_listed_with_meaning_unit_and_codes() -> None:
    done = run("columns", "awaiting")
    assert "waiting_since          needed" in done.stdout
    assert "One of: open, sourced, withdrawn, direct_payment." in done.stdout
    assert "packages:" not in done.stdout
    assert "Did you mean awaiting?" in run("columns", "awating").stderr


@pytest.mark.parametrize(
    ("table", "last"),
    [
        ("packages", "  A place is needed: latitude and longitude, easting and northing, or postcode."),
        ("landmarks", "  A place is needed: latitude and longitude, easting and northing, postcode, or geometry."),
        ("awards", "  hourly_rate_gbp        optional  Rate"),
        ("postcodes", "  area_code              optional  Census"),
    ],
)
def test_a_table_of_places_says_that_one_way_to_a_place_is_needed(table: str, last: str) -> None:
    lines = run("columns", table).stdout.splitlines()
    assert lines[-1].startswith(last)
    assert any(line.startswith("  postcode               place") for line in lines) == ("A place" in last)


def test_a_port_that_is_taken_is_said_before_anything_starts(lots_workspace: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", lots_workspace, "--port", str(port))
    assert (done.returncode, done.stdout) == (10, "")
    assert f"Port {port} is in use. Try --port {port + 1}." in done.stderr


def test_rules_are_printed_in_the_order_of_the_contract_and_a_failing_one_is_no_error(tmp_path: Path) -> None:
    run("init", tmp_path / "county", "--demo", "leicestershire-2022")
    done = run("rules", tmp_path / "county", "--as-at", "2022-09-05")
    assert done.returncode == 1  # the three rows set aside, not the rule
    assert done.stderr.endswith(f" check {tmp_path / 'county'} --as-at 2022-09-05` lists them.\n")
    assert done.stdout.startswith("rule,subject,outcome,value,limit,reason,")
    outcomes = [line.split(",")[2] for line in done.stdout.splitlines() if line.startswith("first_round_mobilised,")]
    assert (outcomes.count("pass"), outcomes.count("fail")) == (45, 4)
    assert "two_providers,HC01,pass,8,at least 2," in done.stdout
    document = json.loads(run("rules", tmp_path / "county", "--as-at", "2022-09-05", "--format", "json").stdout)
    assert document["as_at"] == "2022-09-05"
    assert document["outcomes"][-1]["value"] is None
    assert {row["outcome"]: row["result"] for row in document["outcomes"]} == {
        "pass": "Met", "fail": "Not met", "no_data": "No data",
    }  # fmt: skip
    assert done.stdout.splitlines()[0].endswith(",sentence,source,result")
    assert {row["source"] for row in document["outcomes"] if row["rule"] == "two_providers"} == {
        "Report of 5 September 2022, paragraph 8"
    }


def test_a_command_in_a_message_can_be_copied_whatever_the_folder_is_called() -> None:
    assert command_line("check", Path("my council"), "--as-at", dt.date(2022, 9, 5)) == (
        f"{called()} check 'my council' --as-at 2022-09-05"
    )


def test_figures_are_counted_on_other_zones_when_asked(tmp_path: Path) -> None:
    run("init", tmp_path / "county", "--demo", "leicestershire-2015")
    ours, other = (
        run("metrics", tmp_path / "county", "--as-at", "2015-06-02", *zones)
        for zones in ([], ["--zones", "localities"])
    )
    codes = [[line.split(",")[0] for line in done.stdout.splitlines()[1:]] for done in (ours, other)]
    assert codes[0][:2] == ["BL", "CH"]
    assert codes[1][:2] == ["L1", "L2"]
    people = [sum(int(line.split(",")[2]) for line in done.stdout.splitlines()[1:]) for done in (ours, other)]
    assert people == [1900, 1900]
    wrong = run("metrics", tmp_path / "county", "--as-at", "2015-06-02", "--zones", "wards")
    assert (wrong.returncode, wrong.stdout) == (10, "")
    assert "Sets of zones: localities" in wrong.stderr


def test_a_model_written_wrongly_is_one_plain_message_with_its_line(lots_workspace: Path, edit: Edit) -> None:
    edit(lots_workspace / "carezones.toml", 'model = "nottinghamshire-2018"', 'model = "ours.toml"')
    rule = '[[rules]]\nkind = "quality_floor"\ncode = "q"\nsentence = "Good."\nsource = "ours"\nat_least = "god"\n'
    (lots_workspace / "ours.toml").write_text('title = "Ours"\narea_term = "lot"\nsource = "ours"\n' + rule)
    for command in ("check", "rules", "metrics"):
        done = run(command, lots_workspace, "--as-at", "2018-03-12")
        assert (done.returncode, done.stdout) == (10, "")
        assert "ours.toml, line 9: at_least = 'god' (Did you mean good?) is not possible" in done.stderr
        assert "Traceback" not in done.stderr


def test_every_workspace_to_be_served_is_looked_at_first(lots_workspace: Path, tmp_path: Path) -> None:
    done = run("serve", lots_workspace, tmp_path / "missing")
    assert (done.returncode, done.stdout) == (10, "")
    assert "there is no carezones.toml" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "{}", "--json"), 10),
        (("metrics", "{}", "--as-at", "2018-03-12", "--format", "json"), 10),
        (("rules", "{}", "--as-at", "2018-03-12", "--format=json"), 10),
        (("snapshot", "{}", "--as-at", "2018-03-12", "--json"), 10),
        (("compare", "{}", "2018-W10", "2018-W11", "--format", "json"), 11),
        (("export", "{}", "2018-W11", "--to", "packs", "--json"), 11),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_refusal_is_one_json_document_where_json_was_asked_for(
    lots_workspace: Path, arguments: tuple[str, ...], code: int
) -> None:
    for name in ("packages", "providers"):
        (lots_workspace / f"incoming/{name}.csv").unlink()
    done = run(*(each.replace("{}", str(lots_workspace)) for each in arguments))
    said = json.loads(done.stdout)
    assert done.returncode == said["exit_code"] == code
    if arguments[0] != "check":  # whose document is the whole account
        assert said["problems"] == done.stderr.splitlines()
        assert len(said["problems"]) == (2 if code == 10 else 1)
