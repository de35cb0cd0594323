"""What a reader sees: painted maps without a network, a zoom that stays, and a choice that can be shared."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from dashboard import DEMO, PAGES, WAIT_MS, Visit, served
from playwright.sync_api import Frame, expect

pytestmark = pytest.mark.browser

Open = Callable[..., Visit]
ZONES = 14
HOSTILE = "{{7*7}} {% print 1 %} ${alert(1)} `\\\\ <img src=x onerror=alert(1)>"


def zoom_of(frame: Frame) -> float:
    return float(frame.evaluate("window.map.getZoom()"))


def press(frame: Frame, name: str) -> None:
    """Press a zone at its label, as a reader would."""
    place = frame.locator(f"path.cz-zone[aria-label^='{name},']")
    place.dispatch_event("click")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_paints_its_zones_without_a_network(visit: Open, name: str) -> None:
    frame = visit().go(PAGES[name])
    assert frame.locator("path.cz-zone").count() == ZONES
    fills = frame.eval_on_selector_all("path.cz-zone", "all => all.map(one => one.getAttribute('fill'))")
    assert all(re.match(r"#|url\(#cz-", fill) for fill in fills)
    assert frame.locator(".cz-label b").count() == ZONES
    assert frame.evaluate("getComputedStyle(document.querySelector('.leaflet-pane')).position") == "absolute"


def test_a_page_opened_first_after_a_start_is_the_page_of_the_address(visit: Open, tmp_path: Path) -> None:
    with served(shutil.copytree(DEMO, tmp_path / "demo"), tmp_path / "log.txt") as address:
        window = visit(address=address)
        window.go("/providers?zone=HC11")
        expect(window.page.get_by_test_id("stSidebarNav")).to_contain_text("Hard to source", timeout=WAIT_MS)
        assert "zone=HC11" in window.page.url
        window.page.close()


def test_a_map_in_a_tab_that_is_left_while_it_is_drawn_is_whole_on_coming_back(visit: Open) -> None:
    window = visit()
    page = window.page
    script, held = re.compile(r"/component/.*/map\.js"), []
    shown = "[window.map.getZoom(), ...Object.values(window.map.getCenter()).map((at) => at.toFixed(2))].join()"
    whole = ""
    for is_left in (False, True):
        if is_left:
            page.route(script, lambda route: held.append(route))  # noqa: PLW0108 - not a list's own method
        with page.expect_request(script, timeout=WAIT_MS):
            page.goto(window.address + "/data")
        frame = page.frames[1]
        if is_left:
            page.get_by_role("tab", name="Load new files").click()
            expect(page.locator("iframe").first).to_be_hidden()
            for route in held:
                route.continue_()
            page.unroute(script)
            frame.wait_for_function("window.map", timeout=WAIT_MS)
            page.get_by_role("tab", name="This week's files").click()
        frame.locator(".leaflet-overlay-pane path").first.wait_for(timeout=WAIT_MS)
        if not is_left:
            whole = frame.evaluate(shown)
    frame.wait_for_function(f"whole => {shown} === whole", arg=whole, timeout=WAIT_MS)


def test_another_figure_keeps_zoom_and_frame(visit: Open) -> None:
    window = visit()
    frame = window.go("/waiting")
    opened_at = zoom_of(frame)
    frame.evaluate("window.stays = true")
    for _ in range(3):
        before = zoom_of(frame)
        frame.locator(".leaflet-control-zoom-in").click()
        frame.wait_for_function(f"window.map.getZoom() > {before} && !window.map._animatingZoom", timeout=WAIT_MS)
    near = zoom_of(frame)
    assert near > opened_at
    window.page.get_by_role("radio", name="Over 28 days (people)").click()
    expect(window.page.get_by_text("Over 28 days (people), still waiting")).to_be_visible(timeout=WAIT_MS)
    window.at_rest()
    expect(frame.locator("path.cz-zone[aria-label^='Melton,']")).to_have_attribute(
        "aria-label", re.compile("^Melton, HC11: 8"), timeout=WAIT_MS
    )
    assert frame.evaluate("window.stays") is True
    assert zoom_of(frame) == near
    assert frame.locator("path.cz-zone").count() == ZONES


def test_a_status_filter_fades_the_others_and_keeps_the_frame(visit: Open) -> None:
    window = visit()
    frame = window.go("/hard_to_source")
    frame.evaluate("window.stays = true")
    window.page.get_by_role("button", name="Meeting demand").click()
    expect(frame.locator("path.cz-zone[fill-opacity='0.18']")).to_have_count(6, timeout=WAIT_MS)
    assert frame.evaluate("window.stays") is True


def test_a_pressed_zone_stands_in_the_address_and_survives_a_page_change(visit: Open) -> None:
    window = visit()
    frame = window.go("/")
    press(frame, "Melton")
    window.page.wait_for_url(re.compile("zone=HC11"), timeout=WAIT_MS)
    expect(frame.locator("path.cz-zone[aria-pressed='true']")).to_have_count(1, timeout=WAIT_MS)
    window.page.get_by_test_id("stSidebarNav").get_by_text("Waiting").click()
    expect(window.page.get_by_text("Still waiting in Melton")).to_be_visible(timeout=WAIT_MS)
    window.page.wait_for_url(re.compile("/waiting.*zone=HC11"), timeout=WAIT_MS)


def test_the_same_zone_can_be_chosen_again_after_the_choice_was_cleared(visit: Open) -> None:
    window = visit()
    frame = window.go("/hard_to_source")
    press(frame, "Melton")
    expect(window.page.get_by_text("Evidence for Melton")).to_be_visible(timeout=WAIT_MS)
    window.page.get_by_test_id("stSidebar").get_by_role("combobox").click()
    window.page.get_by_role("option", name="All zones").click()
    expect(window.page.get_by_role("heading", name="By status")).to_be_visible(timeout=WAIT_MS)
    press(frame, "Melton")
    expect(window.page.get_by_text("Evidence for Melton")).to_be_visible(timeout=WAIT_MS)


def test_a_zone_is_chosen_by_keyboard_and_keeps_the_focus(visit: Open) -> None:
    window = visit()
    frame = window.go("/")
    frame.locator("path.cz-zone[aria-label^='Bottesford,']").focus()
    window.page.keyboard.press("Enter")
    window.page.wait_for_url(re.compile("zone=HC03"), timeout=WAIT_MS)
    expect(frame.locator("path.cz-zone[aria-pressed='true']")).to_be_focused(timeout=WAIT_MS)


def test_an_address_with_a_zone_opens_it(visit: Open) -> None:
    window = visit()
    frame = window.go("/hard_to_source?zone=HC11&as_at=2022-08-29")
    expect(window.page.get_by_text("Evidence for Melton")).to_be_visible(timeout=WAIT_MS)
    expect(window.page.get_by_text("As at 29 August 2022", exact=True)).to_be_visible()
    assert frame.locator("path.cz-zone[aria-pressed='true']").get_attribute("aria-label").startswith("Melton, HC11")


def test_a_bad_address_is_told_and_ignored(visit: Open) -> None:
    window = visit()
    window.go("/?zone=%3Cscript%3E&as_at=2022-02-31")
    expect(window.page.get_by_text("not one of this council's zones")).to_be_visible(timeout=WAIT_MS)
    expect(window.page.get_by_text("The date in the address cannot be shown")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_a_telephone_scrolls_no_page_sideways(visit: Open, name: str) -> None:
    window = visit(width=390, height=844)
    window.go(PAGES[name])
    main = "document.querySelector('[data-testid=stMain]')"
    assert window.page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")


def test_the_map_follows_a_dark_theme_and_has_a_name(visit: Open) -> None:
    window = visit(theme="dark")
    frame = window.go("/waiting")
    assert frame.evaluate("document.documentElement.classList.contains('cz-dark')")
    assert window.page.locator("iframe").first.get_attribute("title") == "Map: Median wait (days), still waiting"
    assert not visit().go("/waiting").evaluate("document.documentElement.classList.contains('cz-dark')")


def test_the_table_says_what_the_map_says(visit: Open) -> None:
    window = visit()
    frame = window.go("/providers")
    said = frame.eval_on_selector_all("path.cz-zone", "all => all.map(one => one.getAttribute('aria-label'))")
    rows = window.page.locator(".st-key-table-providers tbody tr").all_inner_texts()
    table = {row.split("\t")[0].strip(): row.split("\t")[4].strip() for row in rows}
    for label in said:
        name, value = re.match(r"(.+), HC\d\d: (.+?)\.", label).groups()
        assert table[name] == value


def test_names_that_are_code_stay_text_in_server_and_browser(visit: Open, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    shutil.copytree(DEMO, folder)
    zones = folder / "reference" / "zones.geojson"
    zones.write_text(zones.read_text(encoding="utf-8").replace('"Melton"', f'"{HOSTILE}"'), encoding="utf-8")
    providers = folder / "incoming" / "providers.csv"
    lines = providers.read_text(encoding="utf-8").splitlines()
    name = lines[1].split(",")[1]
    providers.write_text("\n".join(lines).replace(name, HOSTILE), encoding="utf-8")
    with served(folder, tmp_path / "log.txt") as address:
        window = visit(address=address)
        frame = window.go("/providers?zone=HC11")
        labels = frame.locator(".cz-label b").all_inner_texts()
        assert HOSTILE.replace("\\\\", "\\") in labels
        assert frame.locator("img[onerror], .cz-label img").count() == 0
        cards = frame.eval_on_selector_all(
            "path.cz-base",
            "all => all.map(one => {one.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}));"
            " return (document.querySelector('.cz-card') || {}).innerText || ''})",
        )
        assert [card for card in cards if "{{7*7}}" in card and "${" in card]
        window.page.close()


# On Rural coverage small areas are pressed, not zones.
@pytest.mark.parametrize("name", [name for name in PAGES if name != "rural"])
def test_a_zone_is_chosen_by_the_mouse_on_a_map_that_is_only_half_in_view(visit: Open, name: str) -> None:
    window = visit(width=1366, height=768)
    frame = window.go(PAGES[name])
    window.at_rest()
    box = window.page.locator("iframe").first.bounding_box()
    assert box is not None
    low = int(box["y"] + box["height"] / 2)
    window.page.set_viewport_size({"width": 1366, "height": low})
    expect(window.page.locator("iframe").first).to_be_in_viewport(timeout=WAIT_MS)
    find = """([low, width]) => {
        for (let y = low; y > 0; y -= 6) for (let x = 10; x < width; x += 6) {
            const hit = document.elementFromPoint(x, y);
            if (hit && hit.matches('path.cz-zone')) return [x, y, hit.getAttribute('aria-label').split(',')[0]];
        }
    }"""
    x, y, zone = frame.evaluate(find, [low - 8 - box["y"], box["width"]])
    window.page.mouse.click(box["x"] + x, box["y"] + y)
    pressed = frame.locator("path.cz-zone[aria-pressed='true']")
    expect(pressed).to_have_count(1, timeout=WAIT_MS)
    expect(pressed).to_have_attribute("aria-label", re.compile(f"^{zone},"))
    assert window.page.get_by_test_id("stMain").evaluate("main => main.scrollTop") == 0
