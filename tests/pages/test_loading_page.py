"""New files loaded on the Data page: what is suggested, what is asked, and how often the files are read."""

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest
from lots import PACKAGES
from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]
SELECTED = "**provider_id** (needed)"


@pytest.fixture
def loaded(open_page: Open, lots_workspace: Path) -> Callable[[str], AppTest]:
    """The Data page with a file of packages uploaded to it."""

    def upload(text: str) -> AppTest:
        page = open_page("data", workspace=lots_workspace)
        page.file_uploader[0].upload("packages.csv", text.encode(), "text/csv")
        return page.run()

    return upload


def box(page: AppTest, label: str):
    return next(box for box in page.selectbox if box.label.startswith(label))


def button(page: AppTest, label: str):
    return next(button for button in page.button if button.label == label)


def test_a_column_of_the_providers_references_is_known_by_its_cells(loaded: Callable[[str], AppTest]) -> None:
    page = loaded(PACKAGES.replace("Provider Ref", "X17"))
    assert not page.exception
    assert box(page, SELECTED).value == "X17"


def test_a_file_without_a_day_above_12_asks_which_way_round_its_dates_are(loaded: Callable[[str], AppTest]) -> None:
    early = PACKAGES.replace("13/0", "12/0")
    page = loaded(early.replace("/", "-"))  # written with hyphens, so that the form of the workspace does not fit
    assert box(page, "Dates are written as").value == "%d-%m-%Y"
    page = loaded(early)
    assert box(page, "Dates are written as").value == "%d/%m/%Y"  # as the workspace says of this table


def test_dates_that_can_be_read_both_ways_are_not_checked_until_it_is_said(
    loaded: Callable[[str], AppTest], lots_workspace: Path
) -> None:
    settings = lots_workspace / "carezones.toml"
    text = settings.read_text(encoding="utf-8")
    head, packages = text.split("[sources.packages]")
    settings.write_text(
        head + "[sources.packages]" + packages.replace('date_format = "%d/%m/%Y"\n', "", 1), encoding="utf-8"
    )
    page = loaded(PACKAGES.replace("13/0", "12/0"))
    assert not page.exception
    dates = box(page, "Dates are written as")
    assert dates.value is None
    assert len(dates.options) == 2
    assert "may be 3 April or 4 March" in page.warning[0].value.replace("\\", "")
    assert button(page, "Check these files").disabled
    dates.set_value("%d/%m/%Y").run()
    assert not page.warning
    assert not button(page, "Check these files").disabled


def test_the_files_are_checked_once_and_not_at_every_touch(
    loaded: Callable[[str], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    loading = importlib.import_module("pages.common.loading")
    checks = []
    real = loading.check_draft
    monkeypatch.setattr(loading, "check_draft", lambda draft: (checks.append(draft), real(draft))[1])
    page = loaded(PACKAGES)
    button(page, "Check these files").click().run()
    assert any(b.label == "Load these files" for b in page.button)
    page.run()
    assert any(b.label == "Load these files" for b in page.button)
    assert len(checks) == 1
    assert checks[0].travel.straight_speed_kmh == 45
    box(page, SELECTED).set_value("Person Ref").run()
    assert not any(b.label == "Load these files" for b in page.button)
