"""What axe, a keyboard and a reader find on an open page: waiting until it is drawn, opening what is folded away."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_playwright_python
from dashboard import PAGES, ROOT, WAIT_MS, served
from playwright.sync_api import Page

AXE = next(Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
HEIGHT = 900

RECORDED = PAGES | {"trends": "/trends", "compare": "/compare", "data": "/data", "help": "/help"}
RELEASED = {"released": "/released", "scrutiny_pack": "/scrutiny_pack"}
# Pages that only other demos have.
OTHER_DEMOS = {
    "transition": "/transition?workspace=leicestershire-2016",
    "published": "/published?workspace=nottinghamshire-2018",
}

# What Streamlit's own parts do that no page can mend: rule of axe and part of the page -> the report that is open.
THEIRS: dict[tuple[str, str], str] = {
    # The field that files are dropped on is out of the order of the keyboard (merged as #15928) but keeps its label and
    # react-dropzone's role, which axe holds to contradict each other; its button has a name and is reached.
    ("presentation-role-conflict", "stFileUploaderDropzone"): "https://github.com/streamlit/streamlit/issues/15921",
}

_DRAWN = """() => {
  const app = document.querySelector('[data-testid=stApp]');
  if (!app || app.dataset.testScriptState !== 'notRunning') { return false; }
  if (!document.querySelector('[data-testid=stMain] h1')) { return false; }
  if (document.querySelector('[data-stale=true],[data-testid=stSkeleton]')) { return false; }
  const maps = [...document.querySelectorAll('iframe')].filter((one) => one.checkVisibility());
  if (!maps.every((one) => one.contentDocument && one.contentDocument.querySelector('.leaflet-overlay-pane path'))) {
    return false;
  }
  return [...document.querySelectorAll('[data-testid=stPlotlyChart]')].filter((one) => one.checkVisibility())
    .every((one) => one.querySelector('.main-svg'));
}"""
_TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
_STILL = "*,*::before,*::after{transition:none!important;animation:none!important}"


def settled(page: Page) -> None:
    """Until the page has run to its end and its maps and charts are drawn; nothing on it moves from then on."""
    page.wait_for_function(_DRAWN, timeout=WAIT_MS)
    page.evaluate(
        "(css) => { if (!document.getElementById('cz-still')) { const made = document.createElement('style');"
        " made.id = 'cz-still'; made.textContent = css; document.head.append(made); } }",
        _STILL,
    )
    page.evaluate(_TWO_FRAMES)


def opened(page: Page, address: str) -> None:
    """Go to a page and unfold everything that can be unfolded in its place."""
    page.goto(address)
    settled(page)
    page.evaluate(
        "() => document.querySelectorAll('[data-testid=stExpander] details:not([open]) > summary')"
        ".forEach((one) => one.click())"
    )
    settled(page)


def resized(page: Page, width: int) -> None:
    """Another width of the window."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    settled(page)


def faults_of(page: Page, part: str = "document") -> list[str]:
    """What axe finds on a page and in its frames, or in a part of it, one line each; not what is pinned as theirs."""
    for frame in page.frames:
        if not frame.evaluate("() => Boolean(window.axe)"):
            frame.evaluate(AXE)
    scope = "document" if part == "document" else json.dumps(part)
    options = json.dumps({"runOnly": RULES, "resultTypes": ["violations"]})
    found = page.evaluate(f"axe.run({scope}, {options})")
    return [
        f"{fault['id']}: {node['target']} {node['html'][:160]}"
        for fault in found["violations"]
        for node in fault["nodes"]
        if not _is_theirs(fault["id"], node["html"])
    ]


def _is_theirs(rule: str, html: str) -> bool:
    """Whether a fault is pinned as Streamlit's own."""
    return any(rule == known and mark in html for known, mark in THEIRS)


def sideways(page: Page) -> list[str]:
    """Parts by which the page would scroll sideways; what scrolls within a frame of its own does not count."""
    return page.evaluate(
        """() => {
      const whole = document.documentElement, main = document.querySelector('[data-testid=stMain]') || whole;
      if (whole.scrollWidth <= window.innerWidth && main.scrollWidth <= main.clientWidth) { return []; }
      return [...main.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
        .slice(0, 5).map((one) => one.outerHTML.slice(0, 120)).concat(['scrolls sideways']);
    }"""
    )


@contextmanager
def other_demos(folder: Path) -> Iterator[str]:
    """The dashboard of the demos whose pages the recorded one lacks."""
    names = ("leicestershire-2016", "nottinghamshire-2018")
    copies = [Path(shutil.copytree(ROOT / "data/demo" / name, folder / name)) for name in names]
    with served(copies, folder / "log.txt") as address:
        yield address


SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
"""What a reader may set (WCAG 2.2, 1.4.12)."""
LARGE = "html{font-size:200%!important}"
"""Text of twice the size (1.4.4)."""


def cut(page: Page) -> list[str]:
    """Text of the page that is cut off; an ellipsis is a cut too, and what can be scrolled is none."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.stApp *')].filter((one) => {
      const own = [...one.childNodes].some((part) => part.nodeType === 3 && part.textContent.trim());
      if (!own || !one.checkVisibility() || one.closest('svg,iframe,[data-testid=stIconMaterial]')) { return false; }
      for (let at = one, up = 0; at && up < 3; at = at.parentElement, up += 1) {
        const s = getComputedStyle(at);
        if (/hidden|clip/.test(s.overflowX) && at.scrollWidth > at.clientWidth + 1 && at.clientWidth > 1) {
          return true;
        }
      }
      return false;
    }).map((one) => 'cut: ' + one.textContent.slice(0, 60))"""
    )
