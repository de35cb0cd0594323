"""The style and the script of a map's page; both are named to the browser by their hashes and nothing else may run."""

import base64
import hashlib
from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ink: #0b0c0c; --quiet: #3b4247; --paper: #fff; --line: #b1b4b6; --tint: #f3f5f7;
  --mark: #12436d; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f3f5f7; --quiet: #c8ced3; --paper: #14181b; --line: #59636b; --tint: #20272c; --mark: #6bace6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 Arial, Helvetica, sans-serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: clamp(1.35rem, 1rem + 1.6vw, 2rem); line-height: 1.2; margin: 0 0 .35rem; max-width: 60rem;
  overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .4rem; }
.quiet { color: var(--quiet); margin: 0 0 1rem; max-width: 52rem; overflow-wrap: anywhere; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; display: inline-block; padding: .5rem; }
a { color: inherit; }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
.map { display: grid; gap: 1.25rem; }
figure { margin: 0; }
.map svg.areas { width: 100%; height: auto; max-height: 88vh; display: block; forced-color-adjust: none; }
.area { cursor: pointer; }
.live .area { outline: none; }
.ring { fill: none; stroke: none; pointer-events: none; }
.ring.under { stroke: #fff; stroke-width: 2; }
.ring.over { stroke: #0b0c0c; stroke-width: 1.1; }
.words, .numbers { pointer-events: none; }
.words text, .numbers text, .bar text { font-family: Arial, Helvetica, sans-serif; }
.beside, .bar text { fill: var(--ink); }
.rim, .line { stroke: var(--ink); }
.edges { pointer-events: none; }
.numbers { display: none; }
.bar text { font-size: 2.9px; }
.numbers text { font-size: 6.6px; font-weight: bold; }
.key ul { list-style: none; margin: .4rem 0; padding: 0; display: grid; gap: .35rem; }
.key li { display: flex; align-items: center; gap: .6rem; }
.key svg { width: 2.4rem; height: 1.44rem; flex: none; border: 1px solid #6f777b; forced-color-adjust: none; }
.key h2, .card h2 { margin-top: 0; }
.card { border: 1px solid var(--line); border-left: 6px solid var(--mark); background: var(--tint);
  padding: .75rem 1rem; min-height: 8.5rem; margin-top: 1rem; overflow-wrap: anywhere; }
.card h2 { margin: 0 0 .3rem; }
.card dl { margin: 0; display: grid; gap: .3rem; }
.card dt { color: var(--quiet); font-size: .9rem; }
.card dd { margin: 0; font-weight: bold; }
.card p { margin: 0; }
.table { overflow-x: auto; }
table { border-collapse: collapse; max-width: 60rem; }
th, td { text-align: left; padding: .4rem 1.2rem .4rem .6rem; border-bottom: 1px solid var(--line);
  vertical-align: top; }
thead th { border-bottom: 2px solid var(--ink); min-width: 5rem; }
tbody th { font-weight: normal; min-width: 7rem; }
td.number { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1.4rem; }
th.number { text-align: right; padding-right: 1.4rem; }
tr.now { background: var(--tint); box-shadow: inset 4px 0 var(--mark); }
tr.whole th, tr.whole td { font-weight: bold; }
dl.source { display: grid; gap: .2rem; margin: 0; max-width: 52rem; overflow-wrap: anywhere; }
dl.source dt { font-weight: bold; }
dl.source dd { margin: 0 0 .5rem; }
ul.notes { padding-left: 1.2rem; max-width: 52rem; margin: 0; }
.empty { border-left: 6px solid var(--mark); padding: .75rem 1rem; background: var(--tint); max-width: 52rem; }
@media (min-width: 60rem) { .map { grid-template-columns: minmax(0, 1fr) 19rem; } }
@media (max-width: 43.75rem) {
  .words { display: none; }
  .numbers { display: inline; }
  .bar text { font-size: 6px; }
  tbody tr:not(.whole) { counter-increment: row; }
  tbody tr:not(.whole) th::before { content: counter(row) ". "; color: var(--quiet); }
  table { font-size: .9rem; }
  th, td, td.number, th.number { padding-right: .6rem; }
}
@media print {
  :root { --ink: #0b0c0c; --quiet: #3b4247; --paper: #fff; --line: #b1b4b6; --tint: #fff; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .card, .skip, .hint { display: none; }
  .words { display: inline; }
  .numbers { display: none; }
  .map { grid-template-columns: minmax(0, 1fr) 6cm; }
  .map svg.areas { max-height: 15cm; }
  tr, li, figure { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""

SCRIPT: Final = """
(function () {
  'use strict';
  var areas = Array.prototype.slice.call(document.querySelectorAll('.area'));
  var rows = document.querySelectorAll('tbody tr');
  var heads = document.querySelectorAll('thead th');
  var card = document.getElementById('card');
  var rings = document.querySelectorAll('.ring');
  var kept = null;
  if (!areas.length || !card) { return; }
  function add(parent, kind, words) {
    var made = document.createElement(kind);
    made.textContent = words;
    parent.appendChild(made);
    return made;
  }
  function row_of(area) { return area && rows[Number(area.getAttribute('data-row'))]; }
  function mark(area) {
    var now = row_of(area);
    Array.prototype.forEach.call(rows, function (row) { row.classList.toggle('now', row === now); });
    Array.prototype.forEach.call(rings, function (ring) {
      ring.setAttribute('href', area ? '#shape-' + area.getAttribute('data-row') : '#none');
    });
  }
  function show(area) {
    var cells = row_of(area).children;
    card.textContent = '';
    add(card, 'h2', cells[0].textContent).dir = 'auto';
    var list = add(card, 'dl', '');
    for (var at = 1; at < cells.length; at += 1) {
      add(list, 'dt', heads[at].textContent);
      add(list, 'dd', cells[at].textContent);
    }
    mark(area);
  }
  function empty() {
    card.textContent = '';
    add(card, 'p', card.getAttribute('data-hint'));
    mark(null);
  }
  function back() { if (kept) { show(kept); } else { empty(); } }
  function go(at) {
    var next = areas[(at + areas.length) % areas.length];
    areas.forEach(function (one) { one.setAttribute('tabindex', one === next ? '0' : '-1'); });
    next.focus();
  }
  areas.forEach(function (area, at) {
    area.addEventListener('mouseenter', function () { show(area); });
    area.addEventListener('mouseleave', back);
    area.addEventListener('focus', function () { kept = area; show(area); });
    area.addEventListener('click', function () { go(at); });
    area.addEventListener('keydown', function (event) {
      var steps = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
        Home: 0, End: areas.length - 1 };
      if (event.key === 'Escape') { kept = null; empty(); return; }
      if (!Object.prototype.hasOwnProperty.call(steps, event.key)) { return; }
      event.preventDefault();
      go(steps[event.key]);
    });
  });
  document.querySelector('svg.areas').classList.add('live');
  empty();
})();
"""


def policy() -> str:
    """What the browser may do with the page: this style and this script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_hash(STYLE)}'; script-src '{_hash(SCRIPT)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(content: str) -> str:
    """The hash of an inline style or script as a content security policy names it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
