"""The map in the hand: its buttons, layers, keys and card, the search above it, two in step, and a council's tiles."""

import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path

import pytest
from dashboard import DEMO, WAIT_MS, Visit, Watched, served
from playwright.sync_api import Browser, Frame, Locator, Route, expect

pytestmark = pytest.mark.browser

LAYERS = {
    "labels": ".cz-label b",
    "rural": "path.cz-rural",
    "bases": "path.cz-base",
    "areas": "path.cz-area",
    "towns": ".cz-place-towns",
}
"""What each layer draws."""
TOLD_MS = 600
"""By when a map would have told something (milliseconds): its frame waits a quarter of a second."""
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8ffff3f0005fe02fe"
    "0def46b80000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def hand(browser: Browser, app: str) -> Iterator[Visit]:
    """One window on the page Hard to source, opened once for all tests that need no other."""
    watched = Watched(browser.new_context(viewport={"width": 1366, "height": 900}))
    found = watched.begin(watched.context.new_page(), app)
    found.go("/hard_to_source")
    found.at_rest()
    yield found
    watched.context.close()
    assert found.outside == []
    assert found.errors == []


@pytest.fixture
def frame(hand: Visit) -> Frame:
    return hand.painted_map()


def zone(frame: Frame, name: str) -> Locator:
    return frame.locator(f"path.cz-zone[aria-label^='{name},']")


def zoom_of(frame: Frame) -> float:
    return float(frame.evaluate("window.map.getZoom()"))


def test_on_a_telephone_names_are_whole_and_apart_and_the_worst_zones_have_theirs(visit: Callable[..., Visit]) -> None:
    window = visit(width=390, height=844)
    window.go("/")
    frame = window.painted_map()
    frame.locator(".cz-label b").first.wait_for()
    boxes = frame.evaluate("""() => [...document.querySelectorAll('.cz-label span:not(.cz-none)')].map((one) => {
        const {left, top, right, bottom} = one.getBoundingClientRect();
        return [one.firstChild.textContent, [left, top, right, bottom]]; })""")
    width, height = frame.evaluate("[window.map.getSize().x, window.map.getSize().y]")
    assert {"Bottesford", "Castle Donington", "Melton"} < {name for name, _ in boxes}
    for _, (left, top, right, bottom) in boxes:
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height
    for (_, one), (_, other) in combinations(boxes, 2):
        assert one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]


def test_a_map_that_is_only_looked_at_tells_nothing_to_the_page(visit: Callable[..., Visit]) -> None:
    window, told = visit(), []

    def noted(message: bytes | str) -> None:
        told.append(message)

    window.page.on("websocket", lambda socket: socket.on("framesent", noted))
    window.go("/hard_to_source")
    frame = window.painted_map()
    frame.wait_for_timeout(TOLD_MS)
    assert len(told) > 0
    assert not any(b"last_active_drawing" in message for message in told)
    zone(frame, "Blaby").press("Enter")
    window.at_rest()
    assert any(b"last_active_drawing" in message for message in told)


@pytest.mark.parametrize("name", LAYERS)
def test_each_layer_is_switched_off_and_on_by_its_own_box(frame: Frame, name: str) -> None:
    frame.locator(".cz-layers").evaluate("box => { box.open = true; }")
    box, drawn = frame.locator(f".cz-layers input[name={name}]"), frame.locator(LAYERS[name])
    was = box.is_checked()
    for now in (not was, was):
        box.click()
        assert box.is_checked() == now
        if now:
            drawn.first.wait_for(state="attached", timeout=WAIT_MS)
        else:
            expect(drawn).to_have_count(0, timeout=WAIT_MS)
    frame.locator(".cz-layers").evaluate("box => { box.open = false; }")


def test_the_pointer_and_the_focus_show_the_same_card(hand: Visit, frame: Frame) -> None:
    card = frame.locator(".cz-card")
    zone(frame, "Melton").dispatch_event("mouseover", {"bubbles": True, "clientX": 200, "clientY": 200})
    expect(card).to_have_count(1)
    by_pointer = card.inner_text()
    zone(frame, "Melton").dispatch_event("mouseout", {"bubbles": True})
    expect(card).to_have_count(0)
    hand.page.keyboard.press("Shift")
    zone(frame, "Melton").focus()
    expect(card).to_have_count(1)
    assert card.inner_text() == by_pointer
    assert by_pointer.startswith("Melton")
    hand.page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_arrow_keys_go_to_the_neighbour_on_that_side(hand: Visit, frame: Frame) -> None:
    zone(frame, "Melton").focus()
    hand.page.keyboard.press("ArrowUp")
    expect(zone(frame, "Bottesford")).to_be_focused()
    hand.page.keyboard.press("ArrowDown")
    expect(zone(frame, "Melton")).to_be_focused()


def test_full_screen_has_a_way_back(hand: Visit, frame: Frame) -> None:
    key = frame.get_by_role("button", name="Full screen")
    key.click()
    frame.wait_for_function("document.fullscreenElement !== null")
    frame.wait_for_function("document.getElementById('map_div').clientHeight > 600")
    key.click()
    frame.wait_for_function("document.fullscreenElement === null")
    expect(zone(frame, "Melton")).to_be_visible()
    assert hand.page.locator("iframe").first.is_visible()


def test_a_printed_map_has_no_buttons(hand: Visit, frame: Frame) -> None:
    hand.page.emulate_media(media="print")
    for control in (".leaflet-control-zoom", ".cz-layers"):
        expect(frame.locator(control)).to_be_hidden()
    hand.page.emulate_media(media="null")
    expect(frame.locator(".cz-layers")).to_be_visible()


def test_a_filter_keeps_the_frame_and_the_zoom(hand: Visit, frame: Frame) -> None:
    frame.evaluate("window.stays = true; window.map.setZoom(10.5, {animate: false})")
    pill = hand.page.get_by_role("button", name="Meeting demand")
    for faded in (6, 0):
        pill.click()
        expect(frame.locator("path.cz-zone[fill-opacity='0.18']")).to_have_count(faded, timeout=WAIT_MS)
    assert frame.evaluate("window.stays") is True
    assert zoom_of(frame) == 10.5
    frame.get_by_role("button", name="Show every zone").click()


def test_a_postcode_is_found_by_keyboard_told_and_chosen_and_stands_nowhere(
    hand: Visit, frame: Frame, recorded: Path
) -> None:
    page, postcode = hand.page, "ZZ1 1AA"
    box = page.get_by_role("textbox", name="Find a postcode or place")
    assert box.get_attribute("autocomplete") == "off"
    box.fill(postcode.lower())
    box.press("Enter")
    expect(page.get_by_test_id("stAlert").filter(has_text="ZZ1 1AA lies in Ashby.")).to_be_visible(timeout=WAIT_MS)
    expect(frame.locator(".cz-found")).to_have_text(postcode)
    inside = """() => { const at = document.querySelector('.cz-found').getBoundingClientRect();
        return document.elementsFromPoint(at.x, at.y).map(one => one.getAttribute('aria-label') || '').join(); }"""
    assert "Ashby, HC01" in frame.evaluate(inside)
    assert zoom_of(frame) >= 11
    key = page.get_by_role("button", name="Choose Ashby")
    key.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("zone=HC01"), timeout=WAIT_MS)
    expect(zone(frame, "Ashby")).to_have_attribute("aria-pressed", "true", timeout=WAIT_MS)
    expect(key).to_have_count(0, timeout=WAIT_MS)
    assert not re.search("zz1|1aa", page.url.lower())
    written = [path for path in (recorded / "audit").rglob("*") if path.is_file()]
    logs = [path.read_bytes().upper() for path in (*written, recorded.parent / "app.txt")]
    assert logs
    assert not [log for log in logs if b"ZZ1 1AA" in log or b"ZZ11AA" in log or b"ZZ1%201AA" in log]
    box.fill("ZZ1 9ZZ")
    box.press("Enter")
    unknown = page.get_by_test_id("stAlert").filter(has_text="is not in the postcode directory")
    expect(unknown).to_contain_text("try its first half, ZZ1", timeout=WAIT_MS)
    expect(frame.locator(".cz-found")).to_have_count(0)
    box.fill("")
    box.press("Enter")
    expect(unknown).to_have_count(0, timeout=WAIT_MS)


def test_a_town_and_a_zone_are_found_by_name(hand: Visit, frame: Frame) -> None:
    box = hand.page.get_by_role("textbox", name="Find a postcode or place")
    town, zone = "Melton Mowbray (town) lies in Melton.", "Blaby (HC02) is one of the zones."
    for words, said in (("melton mow", town), ("HC02", zone)):
        box.fill(words)
        box.press("Enter")
        expect(hand.page.get_by_test_id("stAlert").filter(has_text=said)).to_be_visible(timeout=WAIT_MS)
        expect(frame.locator(".cz-found")).to_have_text(said.split(" (", maxsplit=1)[0])


def test_two_weeks_move_in_step(hand: Visit) -> None:
    hand.page.goto(hand.address + "/compare")
    frames = []
    for at in range(2):
        hand.page.locator("iframe").nth(at).wait_for(timeout=WAIT_MS)
        handle = hand.page.locator("iframe").nth(at).element_handle()
        assert handle is not None
        frame = handle.content_frame()
        assert frame is not None
        frame.locator("path.cz-zone").first.wait_for(timeout=WAIT_MS)
        frames.append(frame)
    for frame in frames:
        frame.wait_for_function("window.parent.czStep && window.parent.czStep.length >= 2", timeout=WAIT_MS)
    frames[0].evaluate("window.map.setView([52.7, -0.9], 11, {animate: false})")
    frames[1].wait_for_function("window.map.getZoom() === 11 && Math.abs(window.map.getCenter().lat - 52.7) < 1e-6")
    zone(frames[1], "Melton").dispatch_event("mouseover", {"bubbles": True, "clientX": 99, "clientY": 99})
    expect(frames[0].locator(".cz-card")).to_contain_text("Melton")


def test_buttons_are_large_enough_before_the_style_sheet_has_come(browser: Browser, app: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    held: list[Route] = []
    page.route(re.compile(r"/component/.*\.css"), lambda route: held.append(route))  # noqa: PLW0108 - not a list's own method
    page.goto(app + "/hard_to_source")
    frame = page.frame_locator("iframe").first
    for name in ("Zoom in", "Zoom out"):
        box = frame.get_by_role("button", name=name).bounding_box(timeout=WAIT_MS)
        assert box is not None
        assert min(box["width"], box["height"]) >= 24
    assert frame.locator("path.cz-zone").count() == 0
    for route in held:
        route.continue_()
    frame.locator("path.cz-zone").first.wait_for(timeout=WAIT_MS)
    context.close()


@pytest.fixture
def tile_server() -> Iterator[tuple[str, list[str]]]:
    """Address of a server of tiles, and what it was asked for."""
    asked: list[str] = []

    class Tiles(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("content-type", "image/png")
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def test_a_council_s_tiles_are_asked_of_its_host_alone_and_say_whose_they_are(
    browser: Browser, tmp_path: Path, tile_server: tuple[str, list[str]]
) -> None:
    address, asked = tile_server
    folder = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    settings = folder / "carezones.toml"
    tiles = f'[map]\ntiles = "{address}/t/{{z}}/{{x}}/{{y}}.png"\nattribution = "<b>X</b> Council & OS"\n'
    settings.write_text(settings.read_text(encoding="utf-8").replace("[map]\n", tiles), encoding="utf-8")
    with served(folder, tmp_path / "log.txt") as own:
        watched = Watched(browser.new_context())
        window = watched.begin(watched.context.new_page(), own)
        frame = window.go("/hard_to_source")
        expect(frame.locator(".leaflet-tile-loaded").first).to_be_attached(timeout=WAIT_MS)
        expect(frame.locator(".leaflet-control-attribution")).to_have_text("<b>X</b> Council & OS")
        assert {place.split("/t/")[0] for place in window.outside} == {address}
        assert all(re.fullmatch(r"/t/\d+/\d+/\d+\.png", place) for place in asked)
        stopped = "fetch('https://example.org/', {mode: 'no-cors'}).then(() => 'let out', () => 'stopped')"
        assert frame.evaluate(stopped) == "stopped"
        frame.locator(".cz-layers").evaluate("box => { box.open = true; }")
        frame.locator(".cz-layers input[name=tiles]").click()
        expect(frame.locator(".leaflet-tile")).to_have_count(0)
        expect(frame.locator(".leaflet-control-attribution")).to_have_count(0)
        watched.context.close()
