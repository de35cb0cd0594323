"""The rows of an OpenDocument spreadsheet from what a parser meets; the standard library alone."""

from collections.abc import Callable
from typing import Any, Final
from xml.parsers import expat

from geo.errors import InputError
from geo.ingest.names import HEADER_SEARCH_ROWS, normalised
from geo.ingest.ods_cells import cell_value, count_of, place_name

MOST_CELLS: Final = 5_000_000
"""Rows times columns that are kept of a sheet (cells), as for other workbooks."""
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""Rows and columns that a spreadsheet can have (count)."""
REMEDY: Final = "Save only the sheet with the table, or export it as CSV."
_LONGEST_CELL: Final = 1_000_000
"""Text of one cell at most (characters)."""
_MOST_SPACES: Final = 100
_GAPS: Final = {"text:tab": "\t", "text:line-break": "\n"}


class Sheets:
    """Takes what a parser meets in the content part, and hands on the rows of each sheet."""

    def __init__(self, request: dict[str, Any], emit: Callable[[Any], None]) -> None:
        self.names: list[str] = []
        self._wanted_sheet: str | None = request["sheet"]
        self._layouts = [(set(known_by), set(wanted)) for known_by, wanted in request["layouts"]]
        self._label = str(request["label"])
        self._emit = emit
        self._sheet: str | None = None
        self._in_row = self._in_cell = self._is_wanted = self._is_text = False
        self._at = self._place = self._depth = 0
        self._taken: dict[int, int] | None = None
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse_declaration
        self._parser.EntityDeclHandler = self._refuse_declaration

    def take(self, xml: bytes, *, is_last: bool = False) -> None:
        """Parse a piece of the part."""
        self._parser.Parse(xml, is_last)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._in_cell:
            self._depth += 1
            if self._is_wanted:
                self._start_inside(name, attributes)
        elif self._in_row:
            if name in ("table:table-cell", "table:covered-table-cell"):
                self._start_cell(name, attributes)
        elif name == "table:table-row":
            if self._sheet is not None:
                self._start_row(attributes)
        elif name == "table:table" and self._sheet is None:
            self._start_sheet(attributes.get("table:name", ""))

    def _end(self, name: str) -> None:
        if self._in_cell:
            if self._depth:
                self._depth -= 1
                if self._is_text and not self._depth:
                    self._is_text = False
                    self._parser.CharacterDataHandler = None
            else:
                self._end_cell()
        elif self._in_row:
            if name == "table:table-row":
                self._end_row()
        elif name == "table:table" and self._sheet is not None:
            self._end_sheet()

    def _start_inside(self, name: str, attributes: dict[str, str]) -> None:
        """What stands in a cell: its own paragraphs are its text, a comment or a drawing is not."""
        if self._depth == 1:
            if name == "text:p":
                self._is_text = True
                self._parser.CharacterDataHandler = self._text.append
                if self._text:
                    self._text.append("\n")
        elif self._is_text:
            if name == "text:s":
                self._text.append(" " * min(count_of(attributes, "text:c"), _MOST_SPACES))
            elif name in _GAPS:
                self._text.append(_GAPS[name])

    def _start_sheet(self, name: str) -> None:
        self.names.append(name)
        if self._wanted_sheet in (None, name):
            self._sheet = name
            self._at = self._kept = self._last = self._width = 0
            self._taken = None
            self._merged: list[tuple[int, int]] = []
            self._hidden: list[int] = []
            self._without_result: list[str] = []

    def _end_sheet(self) -> None:
        said = {"merged_rows": self._merged, "hidden_rows": self._hidden, "without_result": self._without_result}
        self._emit({"sheet": self._sheet, "rows": self._last, "columns": self._width, **said})
        self._sheet = None

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._in_row = True
        self._place = 0
        self._cells: dict[int, str] = {}
        self._repeats = count_of(attributes, "table:number-rows-repeated")
        self._is_hidden = attributes.get("table:visibility", "visible") != "visible"

    def _end_row(self) -> None:
        self._in_row = False
        first, self._at = self._at + 1, self._at + self._repeats
        if not self._cells:
            return
        if self._at > MOST_ROWS:
            raise self._refusal(f"it repeats a row beyond the last that a spreadsheet has ({MOST_ROWS:,})")
        if self._taken is None and self._layouts and first <= HEADER_SEARCH_ROWS:
            self._take_wanted()
        self._last = self._at
        self._width = max(self._width, 1 + max(self._cells, default=0))
        if self._last * self._width > MOST_CELLS:
            far = (
                f"its cells reach over {self._last:,} rows and {self._width:,} columns, more than {MOST_CELLS:,} cells"
            )
            remedy = "Delete the rows and columns beyond the table and save it again."
            raise self._refusal(far, remedy)
        for row in range(first, self._at + 1):
            self._emit([row, list(self._cells), list(self._cells.values())])
        if self._is_hidden:
            self._hidden += range(first, self._at + 1)

    def _take_wanted(self) -> None:
        """From a header that is known on, keep only the columns that are wanted, side by side."""
        names = {place: normalised(text) for place, text in self._cells.items()}
        for known_by, wanted in self._layouts:
            if known_by <= set(names.values()):
                places = [place for place, name in names.items() if name in wanted]
                self._taken = {place: new for new, place in enumerate(places)}
                self._cells = {self._taken[place]: self._cells[place] for place in places}
                self._width = 0
                return

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        self._in_cell = True
        self._attributes = attributes
        self._columns = (
            count_of(attributes, "table:number-columns-repeated")
            if "table:number-columns-repeated" in attributes
            else 1
        )
        if self._taken is not None:
            place = self._place
            self._is_wanted = (
                place in self._taken
                if self._columns == 1
                else any(place <= other < place + self._columns for other in self._taken)
            )
        else:
            self._is_wanted = True
        if name == "table:covered-table-cell":
            self._is_wanted = False
        self._text: list[str] = []

    def _end_cell(self) -> None:
        self._in_cell = False
        first, self._place = self._place, self._place + self._columns
        if not self._is_wanted:
            return
        attributes, row = self._attributes, self._at + 1
        if "table:number-rows-spanned" in attributes:
            spanned = count_of(attributes, "table:number-rows-spanned")
            if spanned > 1:
                self._merged.append((row, row + spanned - 1))
        value = cell_value(attributes, "".join(self._text))
        if value:
            self._keep(value, first)
        elif "table:formula" in attributes and "office:value-type" not in attributes:
            self._without_result.append(place_name(row, first))

    def _keep(self, value: str, first: int) -> None:
        """A filled cell, once for each column that it stands in."""
        if self._place > MOST_COLUMNS:
            raise self._refusal(f"it has values beyond the last column that a spreadsheet has ({MOST_COLUMNS:,})")
        if len(value) > _LONGEST_CELL:
            raise self._refusal(f"a cell of row {self._at + 1:,} has more than {_LONGEST_CELL:,} letters")
        for place in range(first, self._place):
            if self._taken is None:
                self._cells[place] = value
            elif place in self._taken:
                self._cells[self._taken[place]] = value

    def _refuse_declaration(self, *_said: object) -> None:
        """Called by the parser at a document type or an entity."""
        raise self._refusal(
            "the workbook declares XML entities or a document type, which no spreadsheet program writes",
            "Do not open it, and ask for a new export.",
        )

    def _refusal(self, cause: str, remedy: str = REMEDY) -> InputError:
        """A refusal with the sheet."""
        sheet = f", sheet {self._sheet}" if self._sheet else ""
        return InputError(f"{self._label}{sheet}: {cause}. {remedy}")
