"""Folium objects that draw with no network and never read data as code."""

import json
from collections.abc import Sequence
from typing import Any, Final

import folium
import geopandas as gpd
import pandas as pd
from branca.element import Element, Figure
from jinja2 import Template

from geo.colours import luminance
from geo.maps import script
from geo.maps.classes import Band, Classed
from geo.maps.outlines import geometry_json
from geo.words.text import safe_text

_SCRIPT: Final = Template(
    "{% macro script(this, kwargs) %}var {{ this.get_name() }} = L.featureGroup();{{ this.body() }}{% endmacro %}"
)
_HEADER: Final = Template("{% macro header(this, kwargs) %}<style>{{ this.css }}</style>{% endmacro %}")
_RURAL_LINE: Final = ("#00000038", "#ffffff80")
"""Hatch lines over pale and over dark fills."""


class OfflineMap(folium.Map):
    """A Leaflet map without tiles whose only files are leaflet.js and leaflet.css of this program."""

    def __init__(self, bounds: Sequence[float], leaflet_address: str) -> None:
        """Args: `bounds`: west, south, east, north (degrees); `leaflet_address`: where its files are."""
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
        self.default_js = [("leaflet", f"{leaflet_address}/leaflet.js")]
        self.default_css = [("leaflet_css", f"{leaflet_address}/leaflet.css")]
        self.fit_bounds([[south, west], [north, east]], padding=(6, 6))
        self.add_child(_Style())


class _Style(folium.MacroElement):
    """The look of labels, outlines and background, in the page head."""

    _template = _HEADER

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Style"
        self.css = script.STYLE


class ReadyLayer(folium.FeatureGroup):
    """A layer that brings its whole script and leaves out folium's second reading of it as a template."""

    _template = _SCRIPT

    def body(self) -> str:
        """The script that fills the group."""
        raise NotImplementedError

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
    """Zones painted by class, with labels; a click or Enter on one hands back its zone_code."""

    def __init__(self, data: str, *, chosen: str | None = None, title: str = "Map of zones") -> None:
        """Args: `data` from `zone_data`; `chosen`: zone_code to outline; `title`: its name, read aloud."""
        super().__init__()
        self._data, self._chosen, self._title = data, chosen, title

    def body(self) -> str:
        """The script with its data."""
        chosen = json.dumps(safe_text(self._chosen) if self._chosen else None)
        drawn = script.ZONES % {"layer": self.get_name(), "data": self._data, "chosen": chosen}
        return script.following(self._title) + drawn


class BaseLayer(ReadyLayer):
    """Provider bases as white points; the name appears on hover and stands in the table beside the map."""

    def __init__(self, data: str) -> None:
        """Args: `data` from `base_data`."""
        super().__init__()
        self._data = data

    def body(self) -> str:
        """The script with its data."""
        return script.POINTS % {"layer": self.get_name(), "data": self._data}


def zone_data(
    outlines: gpd.GeoDataFrame,
    classed: Classed,
    values: pd.Series,
    *,
    is_rural: pd.Series | None = None,
    is_quiet: pd.Series | None = None,
) -> str:
    """Everything a zone layer shows, encoded, as JSON; made once for a week and a measure.

    Args:
        outlines: From `screen_outlines`, indexed by zone_code.
        classed: Class of each zone.
        values: What to say of each zone, as text.
        is_rural: True where the zone is hatched as rural.
        is_quiet: True where the zone is faded because a filter leaves it out.

    Returns:
        JSON whose strings went through `safe_text`; of each zone only what is shown.
    """
    flags = {
        "rural": pd.Series(data=False, index=outlines.index) if is_rural is None else is_rural,
        "quiet": pd.Series(data=False, index=outlines.index) if is_quiet is None else is_quiet,
    }
    features = [
        _feature(zone, classed.band_of[zone.Index], values[zone.Index], flags) for zone in outlines.itertuples()
    ]
    west, south, east, north = (round(float(edge), 5) for edge in outlines.total_bounds)
    document = {
        "bands": [band_json(band) for band in classed.bands],
        "bounds": [[south, west], [north, east]],
        "zones": {"type": "FeatureCollection", "features": features},
    }
    return json.dumps(document, separators=(",", ":"))


def base_data(bases: pd.DataFrame) -> str:
    """Provider bases as JSON: name and point, nothing else.

    Args:
        bases: provider_name, lon and lat (degrees), as `degrees_of` gives them.
    """
    features = [
        {
            "type": "Feature",
            "properties": {"name": safe_text(base.provider_name)},
            "geometry": {"type": "Point", "coordinates": [base.lon, base.lat]},
        }
        for base in bases.itertuples()
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))


def _feature(zone: Any, band: int, value: object, flags: dict[str, pd.Series]) -> dict[str, Any]:
    """One zone as a GeoJSON feature."""
    properties = {
        "zone_code": safe_text(zone.Index),
        "name": safe_text(zone.zone_name),
        "value": safe_text(value),
        "band": int(band),
        "lat": zone.label_lat,
        "lon": zone.label_lon,
    } | {name: bool(flag[zone.Index]) for name, flag in flags.items()}
    return {"type": "Feature", "properties": properties, "geometry": geometry_json(zone.geometry)}


def band_json(band: Band) -> dict[str, Any]:
    """One class as the scripts paint it."""
    line = _RURAL_LINE[luminance(band.fill) < 0.25]
    return {"fill": band.fill, "ink": band.ink, "line": line, "missing": band.is_missing}
