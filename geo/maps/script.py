"""What the browser does with a zone layer: paint, label, and answer the mouse and the keyboard.

Data arrives already encoded (`safe_text`); `plain` turns it back to text without ever making markup of it. No
two braces, and no brace with a percent or number sign, stand together: a template may read the scripts.
"""

import json
from typing import Final

from geo.words.text import safe_text

_THEME: Final = """
(function (title) {
  var box = document.createElement('textarea');
  function follow() {
    var dark = false;
    try {
      var app = window.parent.document.querySelector('.stApp');
      var parts = window.parent.getComputedStyle(app).backgroundColor.match(/[0-9]+/g);
      dark = Number(parts[0]) + Number(parts[1]) + Number(parts[2]) < 384;
      window.frameElement.title = window.czTitle;
    } catch (outside) { dark = false; }
    document.documentElement.classList.toggle('cz-dark', dark);
  }
  box.innerHTML = title;
  window.czTitle = box.value;
  follow();
  if (window.czReady) { return; }
  window.czReady = true;
  document.documentElement.lang = 'en';
  window.addEventListener('message', function () { setTimeout(follow, 60); });
})(%s);
"""

ZONES: Final = """
(function (group, data, chosen) {
  var NS = 'http://www.w3.org/2000/svg', box = document.createElement('textarea');
  function plain(text) { box.innerHTML = text; return box.value; }
  var old = document.getElementById('cz-patterns');
  if (old) { old.remove(); }
  var patterns = document.createElementNS(NS, 'svg');
  patterns.id = 'cz-patterns';
  patterns.setAttribute('width', 0); patterns.setAttribute('height', 0);
  patterns.setAttribute('aria-hidden', 'true'); patterns.style.position = 'absolute';
  function hatch(id, fill, line, turn) {
    return '<pattern id="' + id + '" width="7" height="7" patternUnits="userSpaceOnUse" '
      + 'patternTransform="rotate(' + turn + ')">'
      + '<rect width="7" height="7" fill="' + fill + '"/><rect width="1.6" height="7" fill="' + line
      + '"/></pattern>';
  }
  patterns.innerHTML = data.bands.map(function (band, place) {
    return hatch('cz-rural-' + place, band.fill, band.line, 45)
      + hatch('cz-missing-' + place, band.fill, '#6F777B', -45);
  }).join('');
  document.body.appendChild(patterns);

  function fill(shown) {
    if (data.bands[shown.band].missing) { return 'url(#cz-missing-' + shown.band + ')'; }
    return shown.rural ? 'url(#cz-rural-' + shown.band + ')' : data.bands[shown.band].fill;
  }
  function sentence(shown) {
    return plain(shown.name) + ', ' + plain(shown.zone_code) + ': ' + plain(shown.value)
      + (shown.rural ? '. Rural.' : '.');
  }
  var presses = 0;
  function answer(layer, code) {
    layer.toGeoJSON = function () {
      presses += 1;
      return {type: 'Feature', geometry: null, properties: {zone_code: code, press: Date.now() + presses} };
    };
  }
  function prepare(layer, shown) {
    var path = layer.getElement();
    path.setAttribute('tabindex', '0'); path.setAttribute('role', 'button');
    path.setAttribute('aria-label', sentence(shown));
    path.setAttribute('aria-pressed', String(shown.zone_code === chosen));
    path.addEventListener('keydown', function (event) {
      if (event.key !== 'Enter' && event.key !== ' ') { return; }
      event.preventDefault();
      window.czFocus = shown.zone_code;
      layer.fire('click', {latlng: layer.getBounds().getCenter()}, true);
    });
    if (window.czFocus === shown.zone_code) { path.focus({preventScroll: true}); window.czFocus = null; }
  }
  L.geoJSON(data.zones, {
    style: function (feature) {
      var shown = feature.properties;
      return {fillColor: fill(shown), fillOpacity: shown.quiet ? 0.18 : 1, color: '#ffffff', weight: 2.6,
        className: 'cz-zone'};
    },
    onEachFeature: function (feature, layer) {
      var shown = feature.properties;
      layer.bindTooltip('<b>' + shown.name + '</b><br>' + shown.value + (shown.rural ? '<br>Rural' : ''),
        {sticky: true});
      answer(layer, plain(shown.zone_code));
      layer.on('add', function () { prepare(layer, shown); });
    }
  }).addTo(group);
  function edge(weight, colour, only) {
    return L.geoJSON(data.zones, {
      interactive: false,
      filter: function (feature) { return !only || feature.properties.zone_code === only; },
      style: {fill: false, color: colour, weight: weight}
    }).addTo(group);
  }
  edge(0.9, '#3d4b57', null);
  if (chosen) { edge(7, '#ffffff', chosen); edge(3.5, '#0b0c0c', chosen); }

  var labels = data.zones.features.map(function (feature) {
    var shown = feature.properties, band = data.bands[shown.band], ink = shown.quiet ? '' : band.ink;
    var halo = shown.quiet ? 'transparent' : band.fill;
    var icon = L.divIcon({className: 'cz-label' + (shown.quiet ? ' cz-quiet' : ''), iconSize: null,
      html: '<span style="color:' + ink + ';--halo:' + halo + '"><b>' + shown.name + '</b><i>' + shown.value
        + '</i></span>'});
    return L.marker([shown.lat, shown.lon], {icon: icon, interactive: false, keyboard: false,
      zIndexOffset: shown.zone_code === chosen ? 1000 : 0}).addTo(group);
  });
  function apart(one, other) {
    return one.right < other.left || one.left > other.right
      || one.bottom < other.top || one.top > other.bottom;
  }
  function tidy() {
    var texts = labels.map(function (label) { return label.getElement() && label.getElement().firstChild; });
    var kept = [];
    function free(text) {
      var at = text.getBoundingClientRect();
      return kept.every(function (other) { return other === text || apart(at, other.getBoundingClientRect()); });
    }
    texts.forEach(function (text) {
      if (!text) { return; }
      text.className = 'cz-short';
      if (free(text)) { kept.push(text); } else { text.className = 'cz-none'; }
    });
    kept.forEach(function (text) {
      text.className = '';
      if (!free(text)) { text.className = 'cz-short'; }
    });
  }
  group.on('add', function () {
    var map = group._map;
    setTimeout(tidy, 0);
    map.on('zoomend resize', tidy);
    if (L.Browser.mobile) { map.dragging.disable(); }
    if (map.czHome) { return; }
    map.czHome = L.control({position: 'topleft'});
    map.czHome.onAdd = function () {
      var bar = L.DomUtil.create('div', 'leaflet-bar'), key = L.DomUtil.create('a', '', bar);
      key.href = '#'; key.role = 'button'; key.title = 'Show every zone'; key.textContent = '\\u2302';
      key.setAttribute('aria-label', 'Show every zone');
      L.DomEvent.on(key, 'click', function (event) { L.DomEvent.stop(event); map.fitBounds(data.bounds); });
      return bar;
    };
    map.czHome.addTo(map);
  });
  group.on('remove', function () { if (group._map) { group._map.off('zoomend resize', tidy); } });
})(%(layer)s, %(data)s, %(chosen)s);
"""

POINTS: Final = """
(function (group, data) {
  L.geoJSON(data, {
    pointToLayer: function (feature, at) {
      return L.circleMarker(at, {radius: 3.5, weight: 1.3, color: '#0b0c0c', fillColor: '#ffffff',
        fillOpacity: 1, className: 'cz-base'});
    },
    onEachFeature: function (feature, layer) {
      layer.bindTooltip(feature.properties.name);
      layer.toGeoJSON = function () {
        return {type: 'Feature', geometry: null, properties: {press: Date.now()} };
      };
    }
  }).addTo(group);
})(%(layer)s, %(data)s);
"""

STYLE: Final = """
  :root { --paper: #f3f6f8; --words: #0b0c0c; }
  :root.cz-dark { --paper: #1b222b; --words: #f3f6f8; }
  html, body { background: transparent; overflow: hidden; }
  .leaflet-container { background: var(--paper); border-radius: 8px;
    font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
  .cz-zone { cursor: pointer; outline: none; }
  .cz-zone:focus-visible { stroke: #ffdd00; stroke-width: 5px; }
  .cz-areas .cz-zone { fill-opacity: 0; pointer-events: none !important; }
  .cz-areas .cz-label span { background: #ffffffd0; border-radius: 4px; padding: 1px 4px; text-shadow: none; }
  .cz-label { pointer-events: none; }
  .cz-label span { position: absolute; transform: translate(-50%, -50%); width: max-content; max-width: 104px;
    text-align: center; font-size: 11.5px; line-height: 1.2;
    text-shadow: 0 0 2px var(--halo), 0 0 3px var(--halo), 0 0 4px var(--halo),
    0 0 5px var(--halo), 0 0 6px var(--halo); }
  .cz-quiet span { color: var(--words); opacity: 0.75; }
  .cz-label b { display: block; font-weight: 650; }
  .cz-label i { display: block; font-style: normal; }
  .cz-label .cz-short i, .cz-label .cz-none { display: none; }
  .leaflet-tooltip { font-size: 13px; color: #0b0c0c; border-radius: 4px; max-width: 260px;
    white-space: normal; width: max-content; }
  .leaflet-bar a { color: #0b0c0c; }
  .leaflet-control-scale-line { font-size: 10px; }
"""


def following(title: str) -> str:
    """A script by which a map follows the theme of the page around it and its frame is named; a saved map has neither.

    Args:
        title: The name of the frame, read aloud.
    """
    return _THEME % json.dumps(safe_text(title))
