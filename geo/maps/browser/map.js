/* What the browser does with a map: it keeps the shapes, and a run of the page brings values alone.

Texts arrive encoded (safe_text in Python); plain() turns them back, and textContent alone shows them. */
(function () {
  'use strict';
  const SVG = 'http://www.w3.org/2000/svg';
  const HEIGHT = '520px';
  const decoder = document.createElement('textarea');
  const files = {}, waiting = {};
  const state = {drawn: null, shapes: null, layers: {}, zones: {}, areas: [], places: {}};
  const REMEMBERED = 'carezones-layers';

  function plain(text) { decoder.innerHTML = text; return decoder.value; }
  function element(name, attributes, text) {
    const made = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  /* Nothing fits into a map without a size, as one in a tab that is not shown: it is fitted when it has one, and again
     while its frame takes its width, until a reader moves it. */
  const fitBounds = L.Map.prototype.fitBounds;
  L.Map.include({fitBounds: function (bounds, options) {
    const box = this.getContainer(), hasSize = () => box.clientWidth && box.clientHeight;
    if (hasSize()) { return fitBounds.call(this.invalidateSize({pan: false}), bounds, options); }
    const still = Object.assign({}, options, {animate: false});
    const watch = new ResizeObserver(() => {
      if (hasSize()) { fitBounds.call(this.invalidateSize({pan: false}), bounds, still); }
    });
    watch.observe(box);
    ['pointerdown', 'keydown'].forEach((moved) => box.addEventListener(moved, () => watch.disconnect(), {once: true}));
    return this;
  }});

  /* A style sheet may come after the map on a slow machine: its buttons are large enough without it, and shapes wait. */
  L.Map.addInitHook(function () {
    if (this.zoomControl) { this.zoomControl.getContainer().querySelectorAll('a').forEach(sized); }
  });
  function sized(key) { Object.assign(key.style, {display: 'block', width: '30px', height: '30px', lineHeight: '30px'}); }
  function styled(then) {
    const late = Array.from(document.querySelectorAll('link[rel=stylesheet]')).filter((link) => !link.sheet);
    let left = late.length;
    if (!left) { then(); return; }
    const one = () => { left -= 1; if (!left) { then(); } };
    late.forEach((link) => { link.addEventListener('load', one); link.addEventListener('error', one); });
  }

  /* Shapes: each file calls czShapes with its own name, and is asked for once. */
  window.czShapes = function (name, data) {
    files[name] = data;
    (waiting[name] || []).splice(0).forEach((then) => then(data));
  };
  function load(address, then) {
    const name = address.split('/').pop();
    if (files[name]) { then(files[name]); return; }
    if (waiting[name]) { waiting[name].push(then); return; }
    waiting[name] = [then];
    document.body.appendChild(element('script', {src: address}));
  }

  /* Fills. No data is dotted, rural is lined over the colour: the two never look alike. */
  function patterns(bands, prefix) {
    const id = prefix + '-patterns';
    let svg = document.getElementById(id);
    if (!svg) {
      svg = document.createElementNS(SVG, 'svg');
      svg.id = id;
      svg.setAttribute('width', 0); svg.setAttribute('height', 0); svg.setAttribute('aria-hidden', 'true');
      svg.style.position = 'absolute';
      document.body.appendChild(svg);
    }
    const inside = bands.map((band, place) => '<pattern id="' + prefix + '-missing-' + place
      + '" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="' + band.fill
      + '"/><circle cx="2" cy="2" r="1.2" fill="#505A5F"/><circle cx="5.5" cy="5.5" r="1.2" fill="#505A5F"/></pattern>');
    ['#00000057', '#ffffff9c'].forEach((line, at) => inside.push('<pattern id="' + prefix + '-rural-' + at
      + '" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
      + '<rect width="1.7" height="8" fill="' + line + '"/></pattern>'));
    if (svg.dataset.held !== inside.join('')) { svg.innerHTML = svg.dataset.held = inside.join(''); }
  }
  function fillOf(band, place, prefix) {
    return band.missing ? 'url(#' + prefix + '-missing-' + place + ')' : band.fill;
  }
  function linesOver(band, prefix) { return 'url(#' + prefix + '-rural-' + (band.dark ? 1 : 0) + ')'; }

  /* One card for mouse and keyboard. */
  const card = L.tooltip({className: 'cz-card', direction: 'top', offset: [0, -6]});
  function show(lines, at) {
    const box = element('div');
    lines.forEach((line, place) => box.appendChild(element(place ? 'div' : 'b', {}, line)));
    card.setLatLng(at).setContent(box);
    if (!map().hasLayer(card)) { card.addTo(map()); }
  }
  function hide() { card.remove(); }
  function map() { return state.map; }
  function carded(layer, lines, name) {
    layer.on('mouseover mousemove', (event) => { show(lines(), event.latlng); beside('light', name && name()); });
    layer.on('mouseout', () => { hide(); beside('light', null); });
  }

  /* A press is told at once; streamlit-folium would wait for a quarter of a second and say the same. */
  let last = null;
  function choose(code) {
    last = {type: 'Feature', geometry: null, properties: {zone_code: code, press: Date.now()} };
    const said = {last_active_drawing: last};
    window.__GLOBAL_DATA__.last_active_drawing = last;
    window.__GLOBAL_DATA__.previous_data = said;
    window.Streamlit.setComponentValue(said);
  }

  /* Zones. */
  function zoneLines(code) {
    const shown = state.zones[code], drawn = state.drawn;
    const lines = [shown.name, drawn.title + ': ' + shown.value];
    if (shown.rural) { lines.push('Rural, by where residents live'); }
    return lines;
  }
  function sentence(shown) {
    return shown.name + ', ' + shown.code + ': ' + shown.value + (shown.rural ? '. Rural.' : '.');
  }
  const ARROWS = {ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0]};
  function neighbour(code, way) {
    const from = map().latLngToContainerPoint(state.zones[code].at);
    let best = null, least = Infinity;
    Object.keys(state.zones).forEach((other) => {
      const to = map().latLngToContainerPoint(state.zones[other].at).subtract(from);
      const along = to.x * way[0] + to.y * way[1], aside = Math.abs(to.x * way[1]) + Math.abs(to.y * way[0]);
      if (other !== code && along > 0 && along + 2 * aside < least) { best = other; least = along + 2 * aside; }
    });
    return best;
  }
  function answers(path, layer, code) {
    path.setAttribute('tabindex', '0'); path.setAttribute('role', 'button');
    path.addEventListener('focus', () => {
      if (path.matches(':focus-visible')) { show(zoneLines(code), state.zones[code].at); }
    });
    path.addEventListener('blur', hide);
    path.addEventListener('keydown', (event) => {
      const way = ARROWS[event.key], next = way && neighbour(code, way);
      if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(code); }
      if (event.key === 'Escape') { hide(); }
      if (way) { event.preventDefault(); }
      if (next) { state.zones[next].layer.getElement().focus(); }
    });
  }
  function edges(weight, colour, filter) {
    return L.geoJSON(state.shapes.zones, {interactive: false, filter: filter,
      style: {fill: false, color: colour, weight: weight, className: 'cz-edge'}});
  }
  function drawShapes(shapes) {
    Object.values(state.layers).forEach((layer) => layer.remove());
    state.shapes = shapes; state.zones = {}; state.layers = {}; state.areas = [];
    state.layers.zones = L.geoJSON(shapes.zones, {
      style: {fillOpacity: 1, color: '#ffffff', weight: 2.6, className: 'cz-zone'},
      onEachFeature: (feature, layer) => {
        const code = plain(feature.properties.code);
        const zone = {code: code, name: plain(feature.properties.name), layer: layer,
          at: L.latLng(feature.properties.lat, feature.properties.lon)};
        state.zones[code] = zone;
        carded(layer, () => zoneLines(code), () => code);
        layer.on('click', () => choose(code));
        layer.toGeoJSON = () => last;
      }
    }).addTo(map());
    state.layers.lines = edges(0.9, '#3d4b57').addTo(map());
    state.layers.labels = L.layerGroup();
    Object.values(state.zones).forEach((zone) => {
      const path = zone.layer.getElement();
      answers(path, zone.layer, zone.code);
      zone.label = element('span');
      zone.label.append(element('b', {}, zone.name), element('i'));
      zone.marker = L.marker(zone.at, {interactive: false, keyboard: false,
        icon: L.divIcon({className: 'cz-label', iconSize: null, html: zone.label})});
      state.layers.labels.addLayer(zone.marker);
    });
  }
  function paintZones(drawn) {
    patterns(drawn.bands, 'cz');
    const covered = Boolean(drawn.areas);
    state.layers.rural && state.layers.rural.remove();
    Object.values(state.zones).forEach((zone, at) => {
      const place = drawn.band[at], band = drawn.bands[place];
      zone.band = band; zone.value = plain(drawn.value[at]);
      zone.rural = drawn.rural.includes(at); zone.quiet = drawn.quiet.includes(at);
      zone.layer.setStyle({fillColor: fillOf(band, place, 'cz'), fillOpacity: zone.quiet ? 0.18 : 1});
      const path = zone.layer.getElement();
      path.setAttribute('aria-label', sentence(zone));
      path.setAttribute('aria-pressed', String(zone.code === drawn.chosen));
      zone.label.lastChild.textContent = zone.value;
      zone.label.style.color = zone.quiet || covered ? '' : band.ink;
      zone.label.style.setProperty('--ground', zone.quiet || covered ? 'var(--paper)' : band.fill);
      zone.label.dataset.quiet = zone.quiet ? 1 : 0;
    });
    state.layers.rural = L.geoJSON(state.shapes.zones, {interactive: false,
      filter: (feature) => { const zone = state.zones[plain(feature.properties.code)]; return zone.rural && !zone.quiet; },
      style: (feature) => ({stroke: false, fillOpacity: 1, className: 'cz-rural',
        fillColor: linesOver(state.zones[plain(feature.properties.code)].band, 'cz')})});
    ['halo', 'chosen'].forEach((name) => state.layers[name] && state.layers[name].remove());
    if (drawn.chosen && state.zones[drawn.chosen]) {
      const only = (feature) => plain(feature.properties.code) === drawn.chosen;
      state.layers.halo = edges(7, '#ffffff', only);
      state.layers.chosen = edges(3.5, '#0b0c0c', only);
    }
  }

  /* Small areas: painted by class where the page has a value for them, else as lines. */
  function areaLines(area) {
    const lines = [area.name];
    if (area.value) { lines.push(state.drawn.title + ': ' + area.value); }
    if (area.zone && state.zones[area.zone]) { lines.push('In ' + state.zones[area.zone].name); }
    if (area.rural) { lines.push('Rural'); }
    return lines;
  }
  function drawAreas(shapes) {
    ['areas', 'arearural'].forEach((name) => state.layers[name] && state.layers[name].remove());
    state.areaShapes = shapes; state.areas = [];
    if (!map().getPane('cz-areas')) { map().createPane('cz-areas').style.zIndex = 390; }
    if (!map().getPane('cz-arearural')) { map().createPane('cz-arearural').style.zIndex = 391; }
    map().getPane('cz-arearural').style.pointerEvents = 'none';
    state.layers.areas = L.geoJSON(shapes.areas, {
      pane: 'cz-areas',
      style: {fillOpacity: 1, color: '#ffffff', weight: 0.6, opacity: 0.7, className: 'cz-area'},
      pointToLayer: (feature, at) => L.circleMarker(at, {radius: 6, pane: 'cz-areas'}),
      onEachFeature: (feature, layer) => {
        const said = feature.properties;
        const area = {name: plain(said.name), zone: plain(said.zone), rural: said.rural, layer: layer};
        feature.area = area;
        state.areas.push(area);
        carded(layer, () => areaLines(area), () => area.zone);
        layer.on('click', () => { if (area.zone) { choose(area.zone); } });
        layer.toGeoJSON = () => last;
      }
    });
  }
  function paintAreas(drawn) {
    patterns(drawn.areas.bands, 'cz-area');
    state.areas.forEach((area, at) => {
      const place = drawn.areas.band[at];
      area.band = drawn.areas.bands[place]; area.value = plain(drawn.areas.value[at]);
      area.layer.setStyle({fill: true, fillColor: fillOf(area.band, place, 'cz-area'), fillOpacity: 1, color: '#ffffff'});
    });
    state.layers.arearural && state.layers.arearural.remove();
    state.layers.arearural = L.geoJSON(state.areaShapes.areas, {interactive: false, pane: 'cz-arearural',
      filter: (feature) => feature.geometry.type !== 'Point' && feature.area.rural,
      style: (feature) => ({stroke: false, fillOpacity: 1, className: 'cz-rural',
        fillColor: linesOver(feature.area.band, 'cz-area')})});
  }
  function drawPoints(shapes, name, style) {
    if (!map().getPane('cz-' + name)) { map().createPane('cz-' + name).style.zIndex = 450; }
    state.layers[name] = L.geoJSON(shapes.points, {
      pane: 'cz-' + name,
      pointToLayer: (feature, at) => L.circleMarker(at, Object.assign({pane: 'cz-' + name, className: 'cz-base'}, style)),
      onEachFeature: (feature, layer) => {
        carded(layer, () => [plain(feature.properties.name)]);
        layer.toGeoJSON = () => last;
      }
    });
  }

  /* Towns and hospitals: points with names, below the pointer, so that a press goes to the zone. */
  function drawPlaces(shapes, name) {
    if (!map().getPane('cz-places')) { map().createPane('cz-places').style.zIndex = 590; }
    map().getPane('cz-places').style.pointerEvents = 'none';
    state.places[name] = shapes.points.features.map((feature) => {
      const at = L.latLng(feature.geometry.coordinates[1], feature.geometry.coordinates[0]);
      const sign = element('span', {class: 'cz-place cz-place-' + name}), words = element('b', {}, plain(feature.properties.name));
      sign.append(element('i', {'aria-hidden': 'true'}, name === 'hospitals' ? 'H' : ''), words);
      return {at: at, words: words, marker: L.marker(at, {interactive: false, keyboard: false,
        pane: 'cz-places', icon: L.divIcon({className: 'cz-spot', iconSize: null, html: sign})})};
    });
    state.layers[name] = L.layerGroup(state.places[name].map((place) => place.marker));
  }

  /* The council's own tiles, laid over the colours as a print on them, so that classes keep their colour. */
  function drawTiles(tiles) {
    const pane = map().createPane('cz-tiles');
    pane.style.zIndex = 402; pane.style.pointerEvents = 'none'; pane.style.mixBlendMode = 'multiply';
    const words = element('span', {}, plain(tiles.by));
    const by = L.control.attribution({prefix: false}).addAttribution(words.outerHTML);
    state.layers.tiles = L.tileLayer(plain(tiles.at), {pane: 'cz-tiles', maxZoom: 22, alt: ''});
    state.layers.tiles.on('add', () => by.addTo(map())).on('remove', () => by.remove());
  }

  /* Which layers are shown: the reader's choice, kept for the visit. */
  function remembered() {
    try { return JSON.parse(window.sessionStorage.getItem(REMEMBERED)) || {}; } catch (closed) { return {}; }
  }
  function isOn(name) {
    const held = remembered();
    return name in held ? held[name] : state.drawn.on.includes(name);
  }
  function turn(name, on) {
    const held = remembered();
    held[name] = on;
    try { window.sessionStorage.setItem(REMEMBERED, JSON.stringify(held)); } catch (closed) { /* for this page only */ }
    arrange();
  }
  function put(name, on) {
    const layer = state.layers[name];
    if (!layer || map().hasLayer(layer) === Boolean(on)) { return; }
    if (on) { layer.addTo(map()); } else { layer.remove(); }
  }
  function arrange() {
    const drawn = state.drawn, files = drawn.files;
    document.documentElement.classList.toggle('cz-areas', Boolean(drawn.areas));
    if (files.areas && (drawn.areas || isOn('areas'))) {
      load(files.areas, (shapes) => {
        if (state.areaShapes !== shapes || !state.layers.areas) { drawAreas(shapes); }
        if (drawn.areas) { paintAreas(drawn); }
        else { state.layers.areas.setStyle({fill: false, color: '#3d4b57', weight: 0.6, opacity: 0.8}); }
        map().getPane('cz-areas').style.zIndex = drawn.areas ? 390 : 405;
        map().getPane('cz-areas').style.pointerEvents = drawn.areas ? '' : 'none';
        put('areas', true);
        put('arearural', drawn.areas && isOn('rural'));
        raise();
      });
    } else { put('areas', false); put('arearural', false); }
    if (files.bases && isOn('bases')) {
      load(files.bases, (shapes) => {
        if (!state.layers.bases) {
          drawPoints(shapes, 'bases', {radius: 3.5, weight: 1.3, color: '#0b0c0c', fillColor: '#ffffff', fillOpacity: 1});
        }
        put('bases', true);
      });
    } else { put('bases', false); }
    PLACES.forEach((name) => {
      if (!files[name] || !isOn(name)) { put(name, false); return; }
      load(files[name], (shapes) => {
        if (!state.layers[name]) { drawPlaces(shapes, name); }
        put(name, true);
        window.requestAnimationFrame(tidy);
      });
    });
    if (drawn.tiles && !state.layers.tiles) { drawTiles(drawn.tiles); }
    put('tiles', drawn.tiles && isOn('tiles'));
    document.documentElement.classList.toggle('cz-tiled', Boolean(drawn.tiles) && isOn('tiles'));
    put('rural', isOn('rural') && !drawn.areas);
    put('labels', isOn('labels'));
    put('halo', true); put('chosen', true);
    raise();
    window.requestAnimationFrame(tidy);
  }
  function raise() {
    ['lines', 'halo', 'chosen'].forEach((name) => {
      if (state.layers[name] && map().hasLayer(state.layers[name])) { state.layers[name].bringToFront(); }
    });
  }

  /* Labels keep clear of each other, of buttons and of the edge: moved a little, then without their value, then not shown;
     towns take what is left. */
  const PLACES = ['towns', 'hospitals'];
  const MOVES = [[0, 0], [0, -0.55], [0, 0.55], [-0.4, 0], [0.4, 0], [-0.4, -0.5], [0.4, -0.5], [-0.4, 0.5], [0.4, 0.5]];
  function widthOf(lines) {
    const range = document.createRange();
    return Math.ceil(Math.max(...Array.from(lines, (line) => {
      range.selectNodeContents(line);
      return range.getBoundingClientRect().width;
    }))) + 8;
  }
  function clash(box, kept) {
    return kept.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  }
  function tidy() {
    if (!state.drawn) { return; }
    const edge = map().getContainer().getBoundingClientRect();
    const kept = Array.from(map().getContainer().querySelectorAll('.leaflet-control'), (one) => {
      const box = one.getBoundingClientRect();
      return [box.left - edge.left, box.top - edge.top, box.right - edge.left, box.bottom - edge.top];
    });
    if (map().hasLayer(state.layers.labels)) { tidyZones(kept); }
    tidyPlaces(kept);
  }
  function tidyPlaces(kept) {
    const shown = PLACES.filter((name) => state.layers[name] && map().hasLayer(state.layers[name]));
    const wide = map().getSize().x;
    shown.flatMap((name) => state.places[name]).forEach((place) => {
      const at = map().latLngToContainerPoint(place.at), dot = [at.x - 4, at.y - 4, at.x + 4, at.y + 4];
      place.words.parentNode.dataset.under = clash(dot, kept) ? 1 : 0;
      if (place.words.parentNode.dataset.under === '1') { return; }
      place.words.className = '';
      const width = place.words.offsetWidth, height = place.words.offsetHeight;
      const sides = {'': [at.x - 5, at.y - height / 2, at.x + width + 10, at.y + height / 2],
        'cz-left': [at.x - width - 10, at.y - height / 2, at.x + 5, at.y + height / 2]};
      const side = Object.keys(sides).find((name) => sides[name][0] > 0 && sides[name][2] < wide && !clash(sides[name], kept));
      place.words.className = side === undefined ? 'cz-none' : side;
      kept.push(side === undefined ? dot : sides[side]);
    });
  }
  function tidyZones(kept) {
    const zones = Object.values(state.zones);
    zones.forEach((zone) => { zone.label.className = ''; });
    zones.forEach((zone) => { zone.label.style.width = ''; });
    zones.forEach((zone) => { zone.full = [widthOf(zone.label.childNodes), zone.label.offsetHeight]; });
    zones.forEach((zone) => { zone.label.className = 'cz-short'; });
    zones.forEach((zone) => { zone.short = [widthOf([zone.label.firstChild]), zone.label.offsetHeight]; });
    // The chosen zone comes first, then the darkest, which are the worst or have the most.
    zones.sort((one, other) => (other.code === state.drawn.chosen) - (one.code === state.drawn.chosen)
      || one.quiet - other.quiet || lightOf(one.band.fill) - lightOf(other.band.fill));
    const wide = map().getSize();
    function placed(zone, size, name) {
      const at = map().latLngToContainerPoint(zone.at), seen = wide.x > at.x && at.x > 0 && wide.y > at.y && at.y > 0;
      return MOVES.some((move) => {
        const x = at.x + move[0] * size[0], y = at.y + move[1] * size[1];
        const box = [x - size[0] / 2 - 1, y - size[1] / 2 - 1, x + size[0] / 2 + 1, y + size[1] / 2 + 1];
        const cut = box[0] < 0 || box[1] < 0 || box[2] > wide.x || box[3] > wide.y;
        if (clash(box, kept) || (seen && cut)) { return false; }
        kept.push(box);
        zone.label.className = name;
        zone.label.style.width = size[0] + 'px';
        zone.label.style.left = x - at.x + 'px'; zone.label.style.top = y - at.y + 'px';
        return true;
      });
    }
    zones.filter((zone) => !placed(zone, zone.full, '') && !placed(zone, zone.short, 'cz-short'))
      .forEach((zone) => { zone.label.className = 'cz-none'; });
  }
  function lightOf(fill) { return [1, 3, 5].reduce((sum, at) => sum + parseInt(fill.slice(at, at + 2), 16), 0); }

  /* What was searched for: a pin with its words. */
  function find(found) {
    if (state.layers.found) { state.layers.found.remove(); delete state.layers.found; }
    if (!found) { state.foundAt = null; return; }
    const box = found.box, bounds = L.latLngBounds([box[1], box[0]], [box[3], box[2]]), at = bounds.getCenter();
    const pin = L.divIcon({className: found.point ? 'cz-found' : 'cz-found cz-found-area', iconSize: null,
      html: element('span', {}, plain(found.name))});
    state.layers.found = L.marker(at, {icon: pin, interactive: false, keyboard: false, zIndexOffset: 2000}).addTo(map());
    const place = box.join();
    if (state.foundAt !== place) {
      if (found.point) { map().setView(at, Math.max(map().getZoom(), 11), {animate: false}); }
      else { map().fitBounds(bounds, {animate: false, maxZoom: 12}); }
    }
    state.foundAt = place;
  }

  /* Controls: every zone, full screen, print, layers. */
  const SIGNS = {
    home: 'M3 11 12 4l9 7M6 9v10h4v-6h4v6h4V9',
    fill: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    print: 'M7 8V4h10v4M7 17H4V9h16v8h-3M7 14h10v6H7z'
  };
  function button(bar, sign, words, pressed) {
    const key = element('a', {href: '#', role: 'button', title: words, 'aria-label': words});
    sized(key);
    key.innerHTML = '<svg viewBox="0 0 24 24" width="17" height="17" fill="none" stroke="currentColor" stroke-width="2.2"'
      + ' aria-hidden="true"><path d="' + SIGNS[sign] + '"/></svg>';
    L.DomEvent.on(key, 'click', (event) => { L.DomEvent.stop(event); pressed(); });
    key.addEventListener('keydown', (event) => { if (event.key === ' ') { event.preventDefault(); pressed(); } });
    bar.appendChild(key);
  }
  function fill() {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
  }
  function print() {
    const drawn = state.drawn, head = document.getElementById('cz-print') || element('div', {id: 'cz-print'});
    const list = element('ul');
    head.replaceChildren(element('h1', {}, drawn.title + drawn.day), list);
    (drawn.areas ? drawn.areas.bands : drawn.bands).forEach((band) => {
      const line = element('li'), swatch = element('span');
      swatch.style.background = band.missing
        ? 'radial-gradient(#505A5F 1.2px, ' + band.fill + ' 1.6px) 0 0/5px 5px' : band.fill;
      line.append(swatch, plain(band.label));
      list.appendChild(line);
    });
    if (isOn('rural')) { list.appendChild(element('li', {class: 'cz-print-rural'}, 'Hatched: rural, by where residents live')); }
    document.body.prepend(head);
    const view = map().getBounds(), box = document.getElementById('map_div');
    const held = [box.style.width, box.style.height];
    box.style.width = '1000px'; box.style.height = '600px';
    map().invalidateSize({animate: false}); map().fitBounds(view, {animate: false}); tidy();
    window.addEventListener('afterprint', () => {
      [box.style.width, box.style.height] = held;
      map().invalidateSize({animate: false}); map().fitBounds(view, {animate: false}); tidy();
    }, {once: true});
    window.print();
  }
  const WORDS = {labels: 'Zone names', rural: 'Rural (hatched)', bases: 'Providers’ bases', areas: 'Small areas',
    towns: 'Towns', hospitals: 'Hospitals', tiles: 'Background map'};
  function layerBox() {
    const drawn = state.drawn, names = ['labels'];
    if (drawn.rural.length || (drawn.areas && drawn.areas.rural)) { names.push('rural'); }
    if (drawn.files.bases) { names.push('bases'); }
    if (drawn.files.areas && !drawn.areas) { names.push('areas'); }
    names.push(...PLACES.filter((name) => drawn.files[name]));
    if (drawn.tiles) { names.push('tiles'); }
    if (!state.box) {
      state.box = L.control({position: 'topright'});
      state.box.onAdd = () => {
        const box = element('details', {class: 'cz-layers leaflet-bar'});
        box.append(element('summary', {}, 'Layers'), element('div'));
        L.DomEvent.disableClickPropagation(box);
        return box;
      };
      state.box.addTo(map());
    }
    const inside = state.box.getContainer().lastChild;
    if (inside.dataset.held === names.join()) { return; }
    inside.dataset.held = names.join();
    inside.replaceChildren(...names.map((name) => {
      const label = element('label'), box = element('input', {type: 'checkbox', name: name});
      box.checked = isOn(name);
      box.addEventListener('change', () => turn(name, box.checked));
      label.append(box, element('span', {class: 'cz-key cz-key-' + name, 'aria-hidden': 'true'}), WORDS[name]);
      return label;
    }));
  }
  function controls() {
    const bar = L.control({position: 'topleft'});
    bar.onAdd = () => {
      const box = element('div', {class: 'leaflet-bar'});
      button(box, 'home', 'Show every zone', () => map().fitBounds(state.shapes.bounds));
      if (document.fullscreenEnabled) { button(box, 'fill', 'Full screen', fill); }
      button(box, 'print', 'Print this map', print);
      return box;
    };
    bar.addTo(map());
    document.addEventListener('fullscreenchange', () => setTimeout(() => {
      map().invalidateSize({animate: false}); map().fitBounds(state.shapes.bounds, {animate: false});
    }, 120));
  }

  /* Maps in step: one that is moved moves the others of the page, and marks the same zone there. */
  const peers = {
    go: (view) => { state.follows = true; map().setView(view[0], view[1], {animate: false}); state.follows = false; },
    light: (code) => { if (code && state.zones[code]) { show(zoneLines(code), state.zones[code].at); } else { hide(); } }
  };
  function beside(what, value) {
    if (!state.drawn || !state.drawn.step) { return; }
    try {
      const all = window.parent.czStep = (window.parent.czStep || []).filter((one) => one.frame.isConnected);
      all.filter((one) => one.frame !== window.frameElement && one.step === state.drawn.step)
        .forEach((one) => one.peers[what](value));
    } catch (outside) { /* a saved map stands alone */ }
  }
  function enter() {
    if (!state.drawn.step || state.entered) { return; }
    state.entered = true;
    try {
      (window.parent.czStep = window.parent.czStep || [])
        .push({frame: window.frameElement, step: state.drawn.step, peers: peers});
    } catch (outside) { return; }
    map().on('move', () => { if (!state.follows) { beside('go', [map().getCenter(), map().getZoom()]); } });
  }

  function begin(on) {
    state.map = on;
    document.documentElement.lang = 'en';
    controls();
    on.on('zoomend resize', tidy);
    if (L.Browser.mobile) { on.dragging.disable(); }
    document.getElementById('map_div').style.minHeight = HEIGHT;
  }

  /* Called by a run of the page: everything but the shapes. */
  window.czPaint = function (group, drawn) {
    group.on('add', () => styled(() => {
      if (!group._map) { return; }
      if (!state.map) { begin(group._map); }
      load(drawn.files.zones, (shapes) => {
        drawn.title = plain(drawn.title);
        drawn.chosen = drawn.chosen && plain(drawn.chosen);
        state.drawn = drawn;
        if (state.shapes !== shapes) { drawShapes(shapes); }
        paintZones(drawn);
        layerBox();
        arrange();
        enter();
        find(drawn.found);
        window.czPainted = (window.czPainted || 0) + 1;
      });
    }));
  };
})();
