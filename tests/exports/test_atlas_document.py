"""The atlas as a file: tagged for screen readers, complete, and nothing in it but what was released."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdf
import pytest
import shapely
from a_release import CONTACT, HIDDEN, MEASURES, NAMES, a_release
from released import demo_release

from geo.exports.atlas import TEMPLATE, atlas_data, atlas_of
from geo.exports.pages import map_pages
from geo.release import Area, Release


@pytest.fixture(scope="module")
def content() -> bytes:
    release = a_release()
    return atlas_of(release, map_pages(release))


@pytest.fixture(scope="module")
def document(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


@pytest.fixture(scope="module")
def text(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def tags_of(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of the tag tree, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags_of(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from tags_of(node.K)


def tags(document: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    return list(tags_of(document.Root.StructTreeRoot.K))


def test_it_claims_pdf_ua_1_is_marked_and_says_its_language_and_title(document: pikepdf.Pdf) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Home care by zone, Mercia County Council, week of 5 September 2022"
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.ViewerPreferences.DisplayDocTitle


def test_headings_begin_at_the_first_level_and_skip_none(document: pikepdf.Pdf) -> None:
    levels = [int(str(tag.S)[2:]) for tag in tags(document) if re.fullmatch(r"/H\d", str(tag.S))]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(levels) > 10


def test_every_picture_has_words_for_those_who_cannot_see_it(document: pikepdf.Pdf) -> None:
    release = a_release()
    shown = [page for page in map_pages(release) if not page.empty]
    figures = [tag for tag in tags(document) if str(tag.S) == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == [page.alt for page in shown]


def test_every_table_has_headings_and_every_row_as_many_cells(document: pikepdf.Pdf) -> None:
    tables = [tag for tag in tags(document) if str(tag.S) == "/Table"]
    assert len(tables) >= 4
    for table in tables:
        rows = [[str(cell.S) for cell in row.K] for row in tags_of(table) if str(row.S) == "/TR"]
        assert set(rows[0]) == {"/TH"}
        assert {len(row) for row in rows} == {len(rows[0])}


def test_every_page_reads_in_the_order_of_its_tags_and_has_a_number(document: pikepdf.Pdf, text: str) -> None:
    for page in document.pages:
        assert page.obj.get("/StructParents") is not None
        assert page.obj.get("/Tabs", "/S") == "/S"
    assert f"Page 2 of {len(document.pages)}" in text


def test_pages_are_a4_on_their_side(document: pikepdf.Pdf) -> None:
    assert {tuple(round(float(edge)) for edge in page.mediabox) for page in document.pages} == {(0, 0, 842, 595)}


def test_bookmarks_lead_to_every_map_and_table(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    release = a_release()
    assert titles[:2] == ["What this week shows", "What is in this atlas"]
    assert titles[2:7] == [page.title for page in map_pages(release)]
    assert "Figures by zone (1 of 2)" in titles


def test_all_fonts_are_inside(document: pikepdf.Pdf) -> None:
    fonts = [font for page in document.pages for font in page.resources.get("/Font", {}).values()]
    kept = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert kept
    assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in kept)
    assert all("/ToUnicode" in font for font in fonts)
    assert {re.sub(r".*\+", "", str(font.FontName)).split("-")[0] for font in kept} == {"DejaVuSans"}


def test_nothing_in_it_runs_or_is_attached_or_leads_outside(document: pikepdf.Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm", "/AF", "/Names"} & set(document.Root.keys()) or (
        set(document.Root.get("/Names", {}).keys()) <= {"/Dests"}
    )
    assert not document.attachments
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary):
            assert not {"/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile"} & set(thing.keys())


def test_its_properties_name_the_council_and_the_day_of_the_figures_and_no_person_or_machine(
    document: pikepdf.Pdf,
) -> None:
    properties = {key: str(value) for key, value in document.docinfo.items()}
    assert set(properties) <= {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/CreationDate", "/ModDate"}
    assert properties["/Author"] == "Mercia County Council"
    assert properties["/CreationDate"].startswith("D:20220905000000")
    assert re.fullmatch(r"Typst [\d.]+", properties["/Creator"])


def test_names_with_signs_of_markup_are_printed_as_they_are(text: str) -> None:
    for name in NAMES.values():
        assert name.replace(" ", "") in text.replace(" ", "")


def test_values_marks_and_reasons_stand_in_it(text: str) -> None:
    for said in (
        "17,200", "[c] means hidden so that nobody can be found.", "Too few people began to wait.",
        "Care Zones disclosure rules 1", "Other counts are rounded to the nearest 5.",
        "For checking: method version 3, boundaries 4f6d2c1a.",
        "Boundaries: Open Government Licence v3.0.", "as at 5 September 2022",
    ):  # fmt: skip
        assert said in text


def test_the_cover_says_the_finding_the_week_and_the_rules(content: bytes) -> None:
    cover = re.sub(r"\s+", " ", pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text())
    for said in ("Mercia County Council", "Figures as at 5 September 2022", "Care is hardest to find in"):
        assert said in cover
    assert "Protected by Care Zones disclosure rules 1." in cover


def test_no_page_names_a_week_by_its_number(text: str) -> None:
    assert not re.search(r"\d{4}-W\d\d", text)
    assert "Home care by zone, week of 5 September 2022" in text


def test_whom_to_ask_stands_on_the_cover_and_on_the_last_page_as_it_is_written() -> None:
    pages = words_of(CONTACT)
    told = f"Who to ask: {CONTACT}".replace(" ", "")
    assert [told in page.replace(" ", "") for page in pages] == [True, *[False] * (len(pages) - 2), True]


def test_without_a_contact_nobody_is_named(text: str) -> None:
    assert "Who to ask" not in text


def test_what_all_measures_mean_and_whom_to_ask_stand_on_one_page() -> None:
    release = demo_release().release
    *_, last = words_of(CONTACT, release)
    meant = [*release.measures.values(), *release.splits.values()]
    assert len(meant) == 14
    assert not [part.title for part in meant if part.title.replace(" ", "") not in last.replace(" ", "")]
    assert "What the measures mean" in last


def words_of(contact: str, release: Release | None = None) -> list[str]:
    """The text of each page of an atlas."""
    shown = release or a_release()
    made = atlas_of(shown, map_pages(shown), contact)
    return [page.extract_text().replace("\n", " ") for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_each_map_says_where_its_values_stand_as_a_table() -> None:
    release = a_release()
    data = atlas_data(release, map_pages(release, a_release(week="2022-W31", as_at=release.as_at.replace(month=8))))
    tables = {part["name"]: part for part in data["tables"]}
    shown = [page for page in data["maps"] if not page["empty"]]
    assert [tables[page["table"]]["name"] for page in shown] == [page["table"] for page in shown]
    change = tables[shown[-1]["table"]]
    assert change["name"] == "table-change"
    assert len(change["rows"]) >= 4


def test_a_map_that_cannot_be_drawn_says_why_in_its_place() -> None:
    release = a_release()
    waits = next(page for page in atlas_data(release, map_pages(release))["maps"] if page["empty"])
    assert waits["empty"] == "Too few people began to wait."
    assert waits["rows"]["rows"][0]["cells"][:2] == ["Mercia County Council", "19"]


def test_a_measure_that_no_area_has_stands_in_a_table_of_its_own_with_the_reason() -> None:
    release = a_release()
    tables = {part["name"]: part for part in atlas_data(release, map_pages(release))["tables"]}
    assert [row["cells"] for row in tables["figures-whole"]["rows"]] == [
        ["Usual time to find care", "19", "days", "Too few people began to wait."]
    ]
    assert not [title for part in tables.values() for title in part["columns"] if title.startswith("Usual time")]


def test_a_measure_hidden_in_every_area_stays_among_the_areas() -> None:
    measures = {measure.name: measure for measure in MEASURES}
    hidden = replace(measures["people_awaiting"], values=dict.fromkeys(NAMES, HIDDEN))
    release = a_release(measures=measures | {"people_awaiting": hidden})
    first = atlas_data(release, map_pages(release))["tables"][0]
    assert [row["cells"][2] for row in first["rows"]] == ["[c]"] * 4 + ["[z]"]


def test_the_cover_says_how_many_people_only_where_both_are_given() -> None:
    release = a_release()
    assert atlas_data(release, ())["counted"] == "About 1,420 people receive home care, and about 25 wait for it."
    fewer = {name: measure for name, measure in release.measures.items() if name != "people_awaiting"}
    assert atlas_data(a_release(measures=fewer), ())["counted"] == ""


def test_the_template_takes_words_from_data_only() -> None:
    template = TEMPLATE.read_text(encoding="utf-8")
    assert "eval(" not in template
    assert "Mercia" not in template


@pytest.mark.parametrize("name", ["漢字", "עברית 12", "a\u0301\u200d\u2066x\ue000", "\U0010fffe", "L" * 200])
def test_a_name_in_letters_that_no_font_holds_still_gives_an_atlas(name: str) -> None:
    release = a_release(areas=(Area("Z1", name, None, shapely.box(450_000, 300_000, 459_000, 311_000)),))
    assert atlas_of(release, map_pages(release)[:1]).startswith(b"%PDF-1.7")


def test_the_same_release_is_the_same_bytes(content: bytes) -> None:
    release = a_release()
    assert atlas_of(release, map_pages(release)) == content


def test_no_bitmap_is_in_it_so_that_maps_print_sharply(document: pikepdf.Pdf) -> None:
    assert not [image for page in document.pages for image in page.get_images()]
