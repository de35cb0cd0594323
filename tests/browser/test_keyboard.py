"""Every control of every page by keyboard: each is reached, named and seen, in order, and none holds the focus."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from dashboard import Visit
from looking import OTHER_DEMOS, RECORDED, RELEASED, opened, other_demos, settled
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Open = Callable[..., Visit]
Stop = dict[str, Any]
MOST_STOPS = 300

# What the page's own script of this test keeps of each stop; a frame's content counts as the page's.
WATCH = """() => {
  const CONTROLS = 'a[href],button,input,select,textarea,summary,[tabindex],[role=button],[role=tab],[role=radio]';
  const styles = (of, one) => { const s = of.getComputedStyle(one); return [
    s.outlineStyle === 'none' ? '' : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor,
    s.stroke, s.strokeWidth].join(' '); };
  const look = (one) => { const of = one.ownerDocument.defaultView, found = [];
    for (let at = one, up = 0; at && up < 4; at = at.parentElement, up += 1) { found.push(styles(of, at)); }
    return found.join('|'); };
  const documents = () => [document, ...[...document.querySelectorAll('iframe')].filter((one) => one.checkVisibility())
    .map((one) => one.contentDocument).filter(Boolean)];
  const active = () => { let one = document.activeElement;
    while (one && one.tagName === 'IFRAME' && one.contentDocument) {
      const within = one.contentDocument.activeElement;
      if (!within || within === one.contentDocument.body) { break; }
      one = within;
    }
    return one; };
  const text = (one) => (one && (one.innerText || one.textContent) || '').trim();
  const name = (one) => one.getAttribute('aria-label')
    || (one.getAttribute('aria-labelledby') || '').split(' ').map((id) => text(one.ownerDocument.getElementById(id)))
      .join(' ').trim()
    || [...(one.labels || [])].map(text).join(' ') || text(one) || one.title || one.alt || '';
  const place = (one) => { const box = one.getBoundingClientRect();
    const main = document.querySelector('[data-testid=stMain]');
    const inMain = main && main !== one && main.contains(one);
    const down = inMain ? main.scrollTop : 0;
    return inMain ? [box.left, box.top + down, box.right, box.bottom + down] : null; };
  const all = documents().flatMap((doc) => [...doc.querySelectorAll(CONTROLS)])
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.disabled && one.type !== 'file'
      && one.getBoundingClientRect().width > 1 && !one.closest('[aria-hidden=true],[inert]')
      // Files are dropped on it by mouse; the button within it does the same.
      && one.dataset.testid !== 'stFileUploaderDropzone');
  const seen = new Set(), groups = new Set();
  const BESIDE = '[role=group],[data-testid=stNumberInputContainer]';
  const group = (one) => one.closest('[role=tablist],[role=radiogroup],[role=toolbar],' + BESIDE);
  const beside = (one) => groups.has(group(one)) && (one.tabIndex < 0 || !group(one).matches(BESIDE));
  let last = null, first = null;
  window.czKeys = {
    positive: all.filter((one) => one.tabIndex > 0).map((one) => one.outerHTML.slice(0, 120)),
    stop: () => {
      const one = active();
      if (!first && one === document.body) { return null; }
      const was = last && last.one.isConnected ? look(last.one) !== last.look : true;
      last = {one: one, look: look(one)};
      // Past the last control the keyboard leaves the page, and where there is nothing else it comes in again.
      const end = one === document.body || one === first;
      first = first || one;
      seen.add(one); if (group(one)) { groups.add(group(one)); }
      return {end: end, name: name(one).replace(/\\s+/g, ' ').slice(0, 80), place: place(one),
        lastWasSeen: was, html: one.outerHTML.slice(0, 140)};
    },
    // Of a group one is reached by Tab and the others by the arrows, which also do what a box's own buttons do.
    left: (within) => all.filter((one) => one.isConnected && one.checkVisibility() && !seen.has(one)
      && (!within || one.closest(within)) && !beside(one)).map((one) => one.outerHTML.slice(0, 140)),
  };
}"""


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with other_demos(tmp_path_factory.mktemp("others")) as address:
        yield address


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Every stop from where the focus is, at first the top of the page, until the keyboard leaves the page."""
    page.evaluate(WATCH)
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        if stop := page.evaluate("czKeys.stop()"):
            stops.append(stop)
            if stop["end"]:
                return stops
    pytest.fail(f"the keyboard is held at {stops[-1]['html']}")


def faults(page: Page, stops: list[Stop], within: str = "") -> list[str]:
    """What is wrong with the stops of a page; every control is reached, or every one within a part of it."""
    found = [f"order set by hand: {html}" for html in page.evaluate("czKeys.positive")]
    found += [f"not reached: {html}" for html in page.evaluate("(within) => czKeys.left(within)", within)]
    for stop, after in pairwise(stops):
        if not after["lastWasSeen"]:
            found.append(f"no ring: {stop['html']}")
        if not stop["name"] and 'data-testid="stMain"' not in stop["html"]:
            found.append(f"no name: {stop['html']}")
        if goes_back(stop, after):
            found.append(f"back from {stop['name']} to {after['name']}")
    return found


def goes_back(stop: Stop, after: Stop) -> bool:
    """Whether the next stop is above and not to the right, where the next column would be."""
    if stop["place"] is None or after["place"] is None:
        return False
    (_, top, right, _), (left, _, _, bottom) = stop["place"], after["place"]
    return bool(bottom < top - 5 and left < right - 5)


def walked(page: Page, address: str) -> list[str]:
    """What is wrong with the stops of a page, in each of its tabs."""
    opened(page, address)
    found, tabs = [], page.get_by_role("tab")
    for at in range(max(tabs.count(), 1)):
        if at:
            tabs.nth(at - 1).focus()
            page.keyboard.press("ArrowRight")
            expect(tabs.nth(at)).to_have_attribute("aria-selected", "true")
            settled(page)
        found += faults(page, walk(page), "[role=tabpanel]:not([hidden])" if at else "")
    return found


@pytest.mark.parametrize("name", RECORDED | RELEASED)
def test_every_control_of_a_page_is_reached_named_and_seen(visit: Open, name: str) -> None:
    window = visit(width=1280, height=900)
    assert walked(window.page, window.address + (RECORDED | RELEASED)[name]) == []


@pytest.mark.parametrize("name", OTHER_DEMOS)
def test_every_control_of_other_demos_pages_too(visit: Open, others: str, name: str) -> None:
    window = visit(width=1280, height=900, address=others)
    assert walked(window.page, others + OTHER_DEMOS[name]) == []


@pytest.mark.parametrize("path", ["/", "/scrutiny_pack", "/released_help"])
def test_every_control_that_scrutiny_has(visit: Open, scrutiny_app: str, path: str) -> None:
    window = visit(width=1280, height=900, address=scrutiny_app)
    assert walked(window.page, scrutiny_app + path) == []


def test_the_way_back_has_as_many_stops_as_the_way_there(visit: Open) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + "/help")
    there = walk(window.page)
    # From outside the page, wherever the walk left the focus.
    window.page.evaluate("document.activeElement.blur()")
    back = walk(window.page, "Shift+Tab")
    assert [stop["name"] for stop in reversed(back[:-1])] == [stop["name"] for stop in there[:-1]]


def test_the_first_stop_skips_the_menu(visit: Open) -> None:
    window = visit(width=1280, height=900)
    page = window.page
    opened(page, window.address + "/help")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').contains(document.activeElement)")


def added(page: Page, html: str) -> None:
    """A control that is wrong, beside what the page draws, which may be drawn again."""
    page.locator("[data-testid=stMainBlockContainer]").evaluate(
        "(one, html) => one.insertAdjacentHTML('beforeend', html)", html
    )


def test_a_keyboard_that_is_held_is_found(visit: Open) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + "/help")
    added(window.page, '<button class="cz-bare">x</button>')
    window.page.locator(".cz-bare").evaluate("(one) => one.addEventListener('keydown', (key) => key.preventDefault())")
    with pytest.raises(pytest.fail.Exception, match="held at <button"):
        walk(window.page)


def test_a_control_that_cannot_be_reached_is_found(visit: Open) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + "/help")
    added(window.page, '<a href="#" tabindex="-1">x</a>')
    assert [fault.split(":")[0] for fault in faults(window.page, walk(window.page))] == ["not reached"]


def test_a_control_without_a_ring_or_a_name_is_found(visit: Open) -> None:
    window = visit(width=1280, height=900)
    opened(window.page, window.address + "/help")
    added(window.page, '<i tabindex="0" class="cz-bare">&nbsp;</i>')
    window.page.add_style_tag(content=".stApp .cz-bare:focus-visible{outline:none!important}")
    found = faults(window.page, walk(window.page))
    assert [fault.split(":")[0] for fault in found] == ["no ring", "no name"], found
