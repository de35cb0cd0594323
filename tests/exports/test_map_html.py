"""The HTML file of a map: nothing from elsewhere, no value but the released ones, hostile names as text."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from a_release import CONTACT
from map_releases import HIDDEN, council, full, providers, status

from geo.exports.html import html_of
from geo.exports.page import MapPage
from geo.exports.pages import map_pages

HOSTILE = ("</script><script>alert(1)</script>", '" onload="alert(1)', "{{7*7}}${6*6}", "<img src=x onerror=alert(1)>")
PAGES = map_pages(full(), full(week="2022-W30"))


class Read(HTMLParser):
    """Elements, their attributes and the text of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.rows: list[list[str]] = []
        self.is_in_cell = False
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in_cell = True

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.is_in_cell:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.is_in_cell = self.is_in_cell and tag not in ("td", "th")


def hostile() -> MapPage:
    return map_pages(council(status("risk", "met", HIDDEN, "monitor"), names=HOSTILE))[0]


@pytest.mark.parametrize("page", [*PAGES, hostile()], ids=lambda page: page.name)
def test_nothing_is_loaded_from_anywhere(page: MapPage) -> None:
    made = html_of(page)
    assert b"http:" not in made
    assert b"https:" not in made
    assert b"url(" not in made
    read = Read(made)
    assert not [tag for tag, _ in read.elements if tag in ("link", "img", "iframe", "object", "embed", "form", "base")]
    names = {name for _, attributes in read.elements for name in attributes}
    assert not {"src", "style"} & names
    assert not [name for name in names if name.startswith("on")]
    links = [attributes["href"] for _, attributes in read.elements if "href" in attributes]
    assert all(str(link).startswith("#") for link in links)


def test_the_policy_allows_only_the_page_s_own_style_and_script() -> None:
    made = html_of(PAGES[0]).decode()
    policy = next(
        str(attributes["content"])
        for tag, attributes in Read(made.encode()).elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; ")
    for kind in ("style", "script"):
        (content,) = re.findall(f"<{kind}>(.*?)</{kind}>", made, re.DOTALL)
        mark = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{mark}'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_table_is_that_of_the_map(page: MapPage) -> None:
    assert Read(html_of(page)).rows == [list(page.columns), *map(list, page.rows)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_area_says_what_its_row_says_and_one_of_them_is_reached_with_tab(page: MapPage) -> None:
    areas = [attributes for _, attributes in Read(html_of(page)).elements if attributes.get("class") == "area"]
    assert [area["aria-label"] for area in areas] == [
        "; ".join(f"{head}: {cell}" for head, cell in zip(page.columns, row, strict=True))
        for row in page.rows[: len(page.areas)]
    ]
    assert [area["tabindex"] for area in areas] == ["0", *["-1"] * (len(areas) - 1)]


def test_hostile_names_are_text() -> None:
    made = html_of(hostile())
    assert made.count(b"<script>") == 1
    read = Read(made)
    assert [row[0] for row in read.rows[1:]] == list(HOSTILE)
    assert not [tag for tag, _ in read.elements if tag == "img"]


def test_a_page_says_finding_count_notes_source_and_rules() -> None:
    page = PAGES[0]
    said = " ".join(Read(html_of(page)).texts)
    parts = (page.title, page.subtitle, page.count, page.source, page.licence, page.method, page.rules, *page.notes)
    assert not [part for part in parts if part not in said]


def test_whom_to_ask_is_text_and_left_out_where_nobody_is_named() -> None:
    made = html_of(PAGES[0], CONTACT)
    assert CONTACT in Read(made).texts
    assert made.count(b"<script>") == 1
    assert not [tag for tag, _ in Read(made).elements if tag == "b"]
    assert b"Who to ask" not in html_of(PAGES[0])


@pytest.mark.parametrize("area_term", ["zone", "area", "hub"])
def test_the_hint_reads_well_whatever_an_area_is_called(area_term: str) -> None:
    page = map_pages(council(*full().measures.values(), area_term=area_term))[0]
    assert f"Point at the map to read the values of each {area_term} here." in html_of(page).decode()


def test_a_map_that_cannot_be_shown_says_why_and_keeps_the_council_s_value() -> None:
    page = map_pages(council(providers(HIDDEN, HIDDEN, HIDDEN, HIDDEN)))[1]
    read = Read(html_of(page))
    assert page.empty in read.texts
    assert not [tag for tag, _ in read.elements if tag == "svg"]
    assert read.rows == [list(page.columns), ["Mercia", "45", ""]]


def test_the_same_map_is_the_same_page() -> None:
    assert html_of(map_pages(full())[2]) == html_of(map_pages(full())[2])
