"""The pages of what is released: made from the ledger alone, for every role; the release of a week for two of them."""

import ast
import datetime as dt
import importlib
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_release import HIDDEN, a_week, ledger_with, released_weeks
from streamlit.testing.v1 import AppTest

from geo.exports.answers import better, hardest, reasons
from geo.settings import load_settings
from geo.snapshot import Act as SnapshotAct
from geo.snapshot import open_store, record_folder
from geo.words import released as words
from geo.words.glossary import TERMS

ROOT = Path(__file__).resolve().parents[2]
DETAIL = (
    "geo.check", "geo.disclosure", "geo.ingest", "geo.intake", "geo.join", "geo.loading", "geo.locate", "geo.metrics",
    "geo.snapshot", "geo.status", "geo.tables", "geo.validate", "geo.week", "pages.common.cache",
    "pages.common.releasing", "pages.common.view",
)  # fmt: skip
RELEASED_PAGES = ("released", "released_help", "scrutiny_pack")


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A workspace with two released weeks and nothing else: no settings, no files, no record."""
    ledger_with(tmp_path / "mercia", *released_weeks())
    return tmp_path / "mercia"


@pytest.fixture
def open_as(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run one page by itself in a role."""

    def opened(name: str, workspace: Path, role: str = "scrutiny") -> AppTest:
        monkeypatch.setenv("CAREZONES_WORKSPACE", str(workspace))
        monkeypatch.setenv("CAREZONES_ROLE", role)
        return AppTest.from_file(str(ROOT / "pages" / f"{name}.py"), default_timeout=120).run()

    return opened


def said(page: AppTest) -> str:
    parts = [*page.title, *page.header, *page.markdown, *page.info, *page.error, *page.caption, *page.success]
    texts = [part.value.replace("\\", "") for part in parts]
    return "\n".join([*texts, *(html.proto.body for html in page.get("html"))])


def test_the_page_answers_which_zone_is_hardest_why_and_whether_it_gets_better(
    open_as: Callable[..., AppTest], shelf: Path
) -> None:
    page = open_as("released", shelf)
    assert not page.exception
    assert page.title[0].value.replace("\\", "") == "Care is hardest to find in North (significant risk)"
    told = said(page)
    assert "**North**: half of people wait 30 days or longer for a provider (whole council: 9)" in told
    assert "40 % of hours are bought off the framework (whole council: 15 %)" in told
    assert "25 people wait for care in the whole council, 5 more than on 8 August 2022." in told
    assert "Harder to source than on 8 August 2022: North." in told
    assert "[c] means hidden so that nobody can be found." in told
    assert "Jo Officer" not in told


def test_every_map_stands_beside_its_equal_table_and_can_be_taken_away(
    open_as: Callable[..., AppTest], shelf: Path
) -> None:
    page = open_as("released", shelf)
    for name in ("hard_to_source", "waits", "off_framework", "change"):
        choice = page.button_group(key="released_map")
        choice.set_value(name).run()
        assert not page.exception
        html = "".join(one.proto.body for one in page.get("html"))
        assert html.count('role="img" aria-label="North:') == 2  # for wide and for narrow screens
        assert '<th scope="row">North</th>' in html
        assert [one.proto.label for one in page.get("download_button")] == ["Table (CSV)", "Map (PNG)", "Map (SVG)"]


def test_names_from_a_release_are_text_and_never_markup(open_as: Callable[..., AppTest], shelf: Path) -> None:
    assert "Mercia <b>" not in said(open_as("released", shelf)).replace("**Mercia <b>&**", "")


def test_an_earlier_week_and_no_comparison_can_be_chosen(open_as: Callable[..., AppTest], shelf: Path) -> None:
    page = open_as("released", shelf)
    page.selectbox(key="chosen_release_before_2022-W36").set_value("none").run()
    assert "Choose an earlier week" in said(page)
    page.selectbox(key="chosen_release").set_value("2022-W32").run()
    assert page.title[0].value.startswith("Care is hardest to find in North \\(monitor closely")


@pytest.mark.parametrize("role", ["scrutiny", "commissioner"])
@pytest.mark.parametrize("name", RELEASED_PAGES)
def test_where_nothing_is_released_it_is_said_who_can_change_that(
    open_as: Callable[..., AppTest], lots_workspace: Path, name: str, role: str
) -> None:
    page = open_as(name, lots_workspace, role)
    assert not page.exception
    told = said(page)
    if role == "scrutiny":
        assert "Nothing has been released yet" in told
        assert "A commissioner or an analyst of the council releases a week" in told
    else:
        assert ("No week is recorded yet" if name == "scrutiny_pack" else "on the page **Scrutiny pack**") in told


def test_a_damaged_ledger_is_said_and_nothing_is_shown(open_as: Callable[..., AppTest], shelf: Path) -> None:
    release = next((shelf / "exports" / "releases").glob("2022-W36*.json"))
    release.write_bytes(release.read_bytes().replace(b"North", b"Nooth"))
    page = open_as("released", shelf)
    assert page.title[0].value == "What was released cannot be shown"
    assert "is damaged" in said(page)


def test_scrutiny_sees_the_releases_without_who_made_them_and_no_way_to_make_one(
    open_as: Callable[..., AppTest], shelf: Path
) -> None:
    page = open_as("scrutiny_pack", shelf)
    assert not page.exception
    told = said(page)
    assert "2022-W36" in told
    assert "Jo Officer" not in told
    assert "Release a recorded week" not in told
    assert [button.label for button in page.button] == ["Build the pack"]


def test_the_pack_is_built_with_its_progress_and_noted(open_as: Callable[..., AppTest], shelf: Path) -> None:
    page = open_as("scrutiny_pack", shelf)
    page.button_group(key="pack_kinds").set_value(["csv"])
    page.button[0].click().run()
    assert not page.exception
    assert "is ready" in page.success[0].value
    assert page.get("download_button")[0].proto.label == "Download the pack (ZIP)"
    lines = "".join(path.read_text(encoding="utf-8") for path in (shelf / "audit").glob("*.jsonl"))
    assert '"did":"exported"' in lines


@pytest.mark.parametrize(
    ("settings", "told"),
    [('[authority]\nname = "M"\nmodel = "m"\n[release]\ncontact = "Care office"\n', True), ("[release\n", False)],
)
def test_the_pack_names_whom_to_ask_where_the_settings_say_so(
    open_as: Callable[..., AppTest], shelf: Path, settings: str, told: bool
) -> None:
    (shelf / "carezones.toml").write_text(settings, encoding="utf-8")
    page = open_as("scrutiny_pack", shelf)
    page.button_group(key="pack_kinds").set_value(["csv"])
    page.button[0].click().run()
    assert not page.exception
    _, content = page.session_state["built_pack"]
    archive = zipfile.ZipFile(io.BytesIO(content))
    index = next(name for name in archive.namelist() if name.endswith("index.html"))
    assert ("Who to ask: Care office" in archive.read(index).decode()) is told


def test_help_explains_what_is_released_and_names_no_file_of_people(
    open_as: Callable[..., AppTest], shelf: Path
) -> None:
    page = open_as("released_help", shelf)
    assert not page.exception
    told = said(page)
    for part in ("[c] means hidden", "[z] means not applicable", "Counts of 1 to 7 are hidden.", "- **Median**: "):
        assert part in told
    assert "Time to find a provider" in told
    assert "## Accessibility statement for Care Zones" in told
    assert "person_id" not in told
    assert page.code[0].value.startswith("Care Zones: ")
    assert "Release: 2022-W36-" in page.code[0].value
    assert "Jo Officer" not in told + page.code[0].value


def test_the_words_for_released_figures_are_of_the_glossary_in_its_order() -> None:
    assert list(words.words()) == [word for word in TERMS if word in words.WORDS]


def imported_on_top(path: Path) -> set[str]:
    """Our modules that a file imports whenever it is loaded."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name for name in found if name.startswith(("geo", "pages")) and file_of(name)}


def file_of(module: str) -> Path | None:
    path = ROOT.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.is_file()), None)


@pytest.mark.parametrize("name", RELEASED_PAGES)
def test_no_page_of_scrutiny_can_reach_the_detail(name: str) -> None:
    found, left = set(), imported_on_top(ROOT / "pages" / f"{name}.py")
    while left:
        module = left.pop()
        found.add(module)
        file = file_of(module)
        assert file is not None
        left |= imported_on_top(file) - found
    assert not {module for module in found for one in DETAIL if module == one or module.startswith(f"{one}.")}


def test_nothing_of_detail_is_even_loaded_for_scrutiny(shelf: Path) -> None:
    script = f"""
import sys
from streamlit.testing.v1 import AppTest
for name in {RELEASED_PAGES}:
    page = AppTest.from_file("pages/" + name + ".py", default_timeout=120).run()
    assert not page.exception, page.exception
    assert page.title
print([name for name in sys.modules if name.startswith({DETAIL})])
"""
    env = os.environ | {"CAREZONES_WORKSPACE": str(shelf), "CAREZONES_ROLE": "scrutiny", "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.splitlines()[-1] == "[]"


def test_releases_of_other_boundaries_are_not_compared() -> None:
    now = a_week("2022-W36", 25)
    assert better(now, replace(a_week("2022-W32", 20), series="s0")) == [
        "The boundaries changed after 8 August 2022, so the two weeks cannot be compared."
    ]


def test_an_area_that_was_as_hard_before_is_said_so_and_what_is_hidden_gives_no_reason() -> None:
    now = a_week("2022-W36", 25.0)
    assert better(now, a_week("2022-W32", 25.0)) == [
        "25 people wait for care in the whole council, as many as on 8 August 2022 (to the nearest 5).",
        "No zone has become harder or easier to source since 8 August 2022.",
        "As hard to source then as now: North.",
    ]
    hidden = replace(now.measures["off_framework_hours_pct"], values={"N": HIDDEN, "all": HIDDEN})
    told = replace(now, measures={**now.measures, "off_framework_hours_pct": hidden})
    assert reasons(told, "N") == ["half of people wait 30 days or longer for a provider (whole council: 9)"]
    assert reasons(now, "S") == []
    assert hardest(now) == ["N"]
    assert hardest(a_week("2022-W36", 25.0, "met")) == []


@pytest.fixture
def recorded(lots_workspace: Path) -> Path:
    """A workspace with one recorded week and nothing released."""
    act = SnapshotAct("A. Analyst", dt.datetime(2018, 3, 13, tzinfo=dt.UTC), "right")
    record_folder(lots_workspace, dt.date(2018, 3, 12), open_store(load_settings(lots_workspace)), act)
    return lots_workspace


@pytest.mark.parametrize("role", ["analyst", "commissioner"])
def test_a_week_is_previewed_and_released_only_by_a_deliberate_act(
    open_as: Callable[..., AppTest], recorded: Path, role: str
) -> None:
    page = open_as("scrutiny_pack", recorded, role)
    assert not page.exception
    button(page, "Preview").click().run()
    assert not page.exception
    told = said(page)
    assert "values are hidden" in told
    assert "Passed: " in told
    assert not (recorded / "exports" / "releases" / "ledger.jsonl").exists()
    button(page, "Release 12 March 2018").click().run()
    assert "tick that you have looked at the preview" in page.error[0].value
    assert not (recorded / "exports" / "releases" / "ledger.jsonl").exists()
    page.checkbox[0].check()
    page.text_input[1].input("Scrutiny in October")
    button(page, "Release 12 March 2018").click().run()
    assert not page.exception
    assert "12 March 2018 is released as 2018-W11-" in said(page)
    log = "".join(path.read_text(encoding="utf-8") for path in (recorded / "audit").glob("*.jsonl"))
    assert '"did":"released"' in log
    assert "Scrutiny in October" in log
    assert "Nottinghamshire" in said(open_as("released", recorded))


def test_a_week_that_fails_its_audit_says_what_to_coarsen_and_cannot_be_released(
    open_as: Callable[..., AppTest], recorded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releasing = importlib.import_module("pages.common.releasing")
    real = releasing.preview_of
    finding = "People waiting by zone: a hidden count can be worked out. Give it for the whole council only."

    def failing(*asked: Any) -> Any:
        found = real(*asked)
        return replace(found, audit=replace(found.audit, findings=(finding,)))

    monkeypatch.setattr(releasing, "preview_of", failing)
    releasing._preview.clear()
    page = open_as("scrutiny_pack", recorded, "commissioner")
    button(page, "Preview").click().run()
    assert finding in said(page)
    assert [one.label for one in page.button] == ["Preview"]
    releasing._preview.clear()


def button(page: AppTest, label: str) -> Any:
    return next(one for one in page.button if one.label == label)
