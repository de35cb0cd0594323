"""The tables of a page as frames of text, as a reader sees them."""

from html.parser import HTMLParser

import pandas as pd
from streamlit.testing.v1 import AppTest


class _Cells(HTMLParser):
    """Rows of cells of one table."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - named by the parser
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


def tables_of(page: AppTest) -> list[pd.DataFrame]:
    """Every table of the page, in order."""
    return [_frame(part.proto.body) for part in page.get("html") if 'class="cz-table"' in part.proto.body]


def table_with(page: AppTest, column: str) -> pd.DataFrame:
    """The first table that has a column."""
    return next(table for table in tables_of(page) if column in table.columns)


def _frame(body: str) -> pd.DataFrame:
    cells = _Cells()
    cells.feed(body)
    head, *rows = cells.rows
    return pd.DataFrame(
        [row[1:] for row in rows], index=pd.Index([row[0] for row in rows], name=head[0]), columns=head[1:]
    )


def text_of(page: AppTest) -> str:
    """Everything a page says outside its tables, without the marks that keep text from being formatted."""
    said = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption]
    boxes = [*page.info, *page.warning, *page.error, *page.success]
    return "\n".join(part.value for part in [*said, *boxes]).replace("\\", "")
