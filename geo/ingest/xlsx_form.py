"""The text of a sheet in the form in which spreadsheet programs write it, whatever program wrote it.

Export programs put a prefix before every element, leave the places of cells out, or write attributes in another order;
all of it is the same workbook (ECMA-376, part 1, 18.3.1).
"""

import re
from typing import Final
from xml.parsers import expat

from geo.ingest.ods_cells import place_name

_BEFORE_PLACE: Final = (b"c", b"row", b"mergeCell")
"""Elements whose place is their first attribute in the usual form."""
_NEXT: Final = (b" ", b">", b"/", b"\t", b"\n", b"\r")
_UNUSUAL: Final = (b":sheetData", b"='", b"= '", b'= "', b' ="', b"=\n", b"=\r", b"=\t", b"\n=", b"\t=")
"""A prefix, other quotation marks, or space round the sign; in a text they cost time and no more."""
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,10})")
_BAD_PLACE: Final = "a cell stands at no place, or the text is no XML"


def usual_form(xml: bytes) -> bytes:
    """A sheet's text as it is where it has the usual form, else its rows, cells and merges anew in that form.

    Args:
        xml: The part with the sheet, which declares no document type.

    Raises:
        ValueError: It is no XML, or a cell or a row stands at no place that a sheet has.
    """
    if not any(piece in xml for piece in _UNUSUAL) and all(_is_placed(xml, name) for name in _BEFORE_PLACE):
        return xml
    written = _Written()
    try:
        written.parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(_BAD_PLACE) from error
    return "".join(written.out).encode()


def _is_placed(xml: bytes, name: bytes) -> bool:
    """Whether every such element begins with its place."""
    placed = b' ref="' if name == b"mergeCell" else b' r="'
    return xml.count(b"<" + name + placed) == sum(xml.count(b"<" + name + after) for after in _NEXT)


class _Written:
    """Writes down again what a parser meets, as far as `xlsx_cells` looks at it."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self._row, self._column = 0, -1
        self._value: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, said: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            self._row, self._column = int(said.get("r", self._row + 1)), -1
            hidden = ' hidden="1"' if said.get("hidden") in ("1", "true") else ""
            self.out.append(f'<row r="{self._row}"{hidden}>')
        elif local == "c":
            self._start_cell(said)
        elif local in ("f", "is", "v"):
            self.out.append(f"<{local}>")
            self._value = [] if local == "v" else None
        elif local == "mergeCell":
            corners = said.get("ref", "").split(":")
            if len(corners) == 2 and all(map(_PLACE.fullmatch, corners)):
                self.out.append(f'<mergeCell ref="{":".join(corners)}"/>')

    def _start_cell(self, said: dict[str, str]) -> None:
        place = said.get("r") or place_name(self._row, self._column + 1)
        parts = _PLACE.fullmatch(place)
        if parts is None:
            raise ValueError(_BAD_PLACE)
        self._column = -1
        for letter in parts[1]:
            self._column = (self._column + 1) * 26 + ord(letter) - ord("A")
        kind = f' t="{said["t"]}"' if said.get("t") in ("e", "str") else ""
        self.out.append(f'<c r="{place}"{kind}>')

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text.replace("<", ""))

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "v" and self._value is not None:
            self.out += ["".join(self._value), "</v>"]
            self._value = None
        elif local in ("f", "is", "c", "row"):
            self.out.append(f"</{local}>")
