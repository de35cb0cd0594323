"""By which script a map follows the page around it."""

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


NAMED: Final = """
  function named(layer, name) {
    var box = document.createElement('textarea');
    box.innerHTML = name;
    layer.bindTooltip(name, {sticky: true});
    layer.on('add', function () {
      layer.getElement().setAttribute('role', 'img');
      layer.getElement().setAttribute('aria-label', box.value);
    });
  }
"""
"""Gives a shape its words for the mouse and, under the same name, for the keyboard and those who hear it."""


def following(title: str) -> str:
    """A script by which a map follows the theme of the page around it and its frame is named; a saved map has neither.

    Args:
        title: The name of the frame, read aloud.
    """
    return _THEME % json.dumps(safe_text(title))
