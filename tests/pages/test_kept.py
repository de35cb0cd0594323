"""A part of a page is worked out once for each choice, and never shown for another."""

import shutil
from pathlib import Path

import kept_parts
import pytest
from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def nothing_drawn_yet() -> None:
    kept_parts.DRAWN.clear()


def opened(folder: Path, monkeypatch: pytest.MonkeyPatch, word: str, **address: str) -> AppTest:
    monkeypatch.setenv("CAREZONES_WORKSPACE", str(folder))
    monkeypatch.delenv("CAREZONES_AS_AT", raising=False)
    page = AppTest.from_string(f"import kept_parts\nkept_parts.page({word!r})", default_timeout=60)
    for name, value in address.items():
        page.query_params[name] = value
    page.run()
    assert not page.exception
    return page


def sentences(page: AppTest) -> list[str]:
    return [part.value for part in page.markdown if " of " in part.value]


def test_a_second_reader_sees_the_same_without_it_being_worked_out(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (opened(demo_folder, monkeypatch, "First") for _ in range(2))
    assert len(kept_parts.DRAWN) == 1
    assert sentences(first) == sentences(second) == ["First of Leicestershire on 2022-09-05"]
    assert [text.value for text in second.text] == ["FIRST"]


@pytest.mark.parametrize(
    "other", [{"zone": "HC11"}, {"as_at": "2022-08-29"}, {"zone": "HC11", "as_at": "2022-08-29"}], ids=str
)
def test_another_zone_or_date_is_worked_out_anew(
    demo_folder: Path, monkeypatch: pytest.MonkeyPatch, other: dict[str, str]
) -> None:
    word = f"Second {other}"
    plain = opened(demo_folder, monkeypatch, word)
    chosen = opened(demo_folder, monkeypatch, word, **other)
    assert sentences(plain) != sentences(chosen)
    assert len(kept_parts.DRAWN) == 2


def test_another_choice_is_worked_out_anew(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sentences(opened(demo_folder, monkeypatch, "Third")) != sentences(opened(demo_folder, monkeypatch, "Fourth"))


def test_files_that_changed_are_worked_out_anew(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = shutil.copytree(demo_folder, tmp_path / "copy")
    opened(copy, monkeypatch, "Fifth")
    packages = copy / "incoming/packages.csv"
    packages.write_text("\n".join(packages.read_text(encoding="utf-8").splitlines()[:-1]), encoding="utf-8")
    opened(copy, monkeypatch, "Fifth")
    assert len(kept_parts.DRAWN) == 2


def test_a_part_without_a_week_is_worked_out_anew_for_another_mark_and_another_choice() -> None:
    for words, mark, choice in (
        ("one", "m1", "All"),
        ("one", "m1", "All"),
        ("two", "m2", "All"),
        ("two", "m2", "Some"),
    ):
        page = AppTest.from_string(f"import kept_parts\nkept_parts.page_of_words({words!r}, {mark!r}, {choice!r})")
        assert page.run().markdown[0].value == f"{choice} of {words}"
    assert kept_parts.DRAWN == [(None, "All", "one"), (None, "All", "two"), (None, "Some", "two")]
