"""Folium objects that draw with no network and never read data as code."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

import folium
import pandas as pd
from branca.element import Element, Figure
from jinja2 import Template

from geo.colours import luminance
from geo.maps import script
from geo.maps.classes import Band, Classed
from geo.maps.gazetteer import Found
from geo.settings import MapSettings
from geo.words.text import safe_text

_SCRIPT: Final = Template(
    "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.featureGroup();{{ this.body() }}{% endmacro %}"
)
_DARK: Final = 0.25
"""Fills of less luminance have white lines where they are rural, others black ones."""


BROWSER: Final = Path(__file__).with_name("browser")
"""Folder of the scripts and styles that a map asks for beside Leaflet's."""


def _mark_of(path: Path) -> str:
    """A mark of a file's content, by which a browser knows whether it has it already."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


LEAFLET_MARK: Final = hashlib.sha256(version("xstatic-leaflet").encode()).hexdigest()[:16]
"""A mark of the version of Leaflet."""


class OfflineMap(folium.Map):
    """A Leaflet map without tiles whose only files are served by this program."""

    def __init__(self, bounds: Sequence[float], leaflet_address: str, own_address: str) -> None:
        """A map that shows the whole area.

        Args:
            bounds: West, south, east, north (degrees).
            leaflet_address: Where Leaflet's files are.
            own_address: Where the files of `BROWSER` are.
        """
        west, south, east, north = bounds
        super().__init__(
            location=[(south + north) / 2, (west + east) / 2],
            tiles=None,
            control_scale=True,
            zoomSnap=0.25,
            zoomDelta=0.5,
            scrollWheelZoom=False,
            # The map would take the focus when it is pressed, and the page would scroll away below the pointer.
            keyboard=False,
            attributionControl=False,
        )
        self.default_js = [
            ("leaflet", f"{leaflet_address}/leaflet.js?{LEAFLET_MARK}"),
            ("map", f"{own_address}/map.js?{_mark_of(BROWSER / 'map.js')}"),
        ]
        self.default_css = [
            ("leaflet_css", f"{leaflet_address}/leaflet.css?{LEAFLET_MARK}"),
            ("map_css", f"{own_address}/map.css?{_mark_of(BROWSER / 'map.css')}"),
        ]
        self.fit_bounds([[south, west], [north, east]], padding=(6, 6))
        # The name of the map in streamlit-folium's frame.
        self._name, self._id = "map", "div"

    def drawing(self) -> str:
        """What draws the map in streamlit-folium's frame."""
        page: Any = self.get_root()
        page.render()
        return str(page.script.render())


class ReadyLayer(folium.FeatureGroup, ABC):
    """A layer that brings its whole script and leaves out folium's second reading of it as a template."""

    _template = _SCRIPT

    @abstractmethod
    def body(self) -> str:
        """The script that fills the group."""

    def text(self, place: int) -> str:
        """The script as streamlit-folium's frame runs it, for the layer of this number."""
        self._id = f"feature_group_{place}"
        return (
            f"var {self.get_name()}=L.featureGroup();{self.body()}"
            f"map_div.addLayer({self.get_name()});window.feature_group.push({self.get_name()});"
        )

    def render(self, **kwargs: Any) -> str:
        """Add the script to the page as it stands, and hand it back."""
        figure = self.get_root()
        text = str(self._template.module.script(self, kwargs))
        if isinstance(figure, Figure):
            figure.script.add_child(_Ready(text), name=self.get_name())
        return text


class _Ready(Element):
    """Finished text: rendering returns it unread."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ARG002 - folium's signature
        """The text."""
        return self._text


class ZoneLayer(ReadyLayer):
    """Values for the shapes that the map keeps: zones by class with labels, and whatever the reader switched on.

    A press or Enter on a zone hands back its zone_code.
    """

    def __init__(self, painted: str, seen: Mapping[str, Any], *, title: str = "Map of zones") -> None:
        """What is shown, and to whom.

        Args:
            painted: From `painted_zones`, the same for everybody who looks at this measure.
            seen: From `seen_by`, what this reader chose.
            title: Name of the map, read aloud.
        """
        super().__init__()
        self._painted, self._seen, self._title = painted, seen, title

    def body(self) -> str:
        """The call with its data."""
        seen = json.dumps(self._seen, separators=(",", ":"))
        return f"{script.following(self._title)}czPaint({self.get_name()},Object.assign({self._painted},{seen}));"


def painted_zones(title: str, day: str, classed: Classed, values: pd.Series, flags: pd.DataFrame) -> str:
    """Everything a measure paints on the zones, encoded, as JSON; made once for a week and a measure.

    Args:
        title: What is shown, with its unit.
        day: The as-at date in words.
        classed: Class of each zone.
        values: What to say of each zone, as text, in the order of the shapes.
        flags: is_rural where the zone is hatched, is_quiet where it is faded because a filter leaves it out.
    """
    return json.dumps(
        {
            "title": safe_text(title),
            "day": safe_text(f", as at {day}"),
            **painted(classed, values),
            "rural": _places(flags["is_rural"]),
            "quiet": _places(flags["is_quiet"]),
        },
        separators=(",", ":"),
    )


def painted(classed: Classed, values: pd.Series) -> dict[str, Any]:
    """Classes, and the class and text of each shape, in the order of `values`."""
    return {
        "bands": [band_json(band) for band in classed.bands],
        "band": [int(classed.band_of[code]) for code in values.index],
        "value": [safe_text(value) for value in values],
    }


def seen_by(
    files: Mapping[str, str],
    *,
    chosen: str | None = None,
    on: Sequence[str] = (),
    step: str | None = None,
    found: Found | None = None,
) -> dict[str, Any]:
    """What one reader sees of a map.

    Args:
        files: Address of each file of shapes: zones, and bases, areas, towns and hospitals where there are any.
        chosen: zone_code to outline.
        on: Layers shown until the reader switches them: labels, rural, bases, areas, towns, hospitals, tiles.
        step: Maps of a page with the same name move together.
        found: What was searched for.
    """
    place = None if found is None else {"name": safe_text(found.name), "box": found.box, "point": found.is_point}
    code = safe_text(chosen) if chosen else None
    return {"files": dict(files), "chosen": code, "on": list(on), "step": step, "found": place}


def own_tiles(settings: MapSettings) -> dict[str, Any]:
    """The council's own tiles as a map takes them: where they are and whose; nothing where it has none."""
    if settings.tiles is None:
        return {}
    return {"tiles": {"at": safe_text(settings.tiles, most=None), "by": safe_text(settings.attribution, most=None)}}


def _places(flag: pd.Series) -> list[int]:
    """Where a flag is true, counted from 0."""
    return [place for place, is_so in enumerate(flag) if is_so]


def band_json(band: Band) -> dict[str, Any]:
    """One class as the browser paints it."""
    dark = luminance(band.fill) < _DARK
    return {
        "label": safe_text(band.label), "fill": band.fill, "ink": band.ink, "dark": dark, "missing": band.is_missing
    }  # fmt: skip
