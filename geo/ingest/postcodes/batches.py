"""The files of a postcode directory as batches of text columns: never more than a piece of a file is in memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.csv as pacsv

from geo.errors import InputError
from geo.ingest.kinds import MOST_DIRECTORY_BYTES, kind_of
from geo.ingest.postcodes.columns import Columns, columns_of_text, named
from geo.settings import Source

_BLOCK_BYTES: Final = 1 << 20
"""Bytes of text taken at a time: 8 times as many took four times the memory and no less time."""
_AREA_TYPE: Final = pa.dictionary(pa.int32(), pa.string())


def batches(path: Path, label: str, source: Source) -> Iterator[tuple[int, pa.RecordBatch]]:
    """Read one file piece by piece.

    Args:
        path: The file.
        label: Its name in messages.
        source: Its section of carezones.toml.

    Yields:
        The row number of the first row, as a spreadsheet shows it, and text columns under our names: postcode,
        easting, northing and, where the file has them, terminated_on and area_code.

    Raises:
        InputError: The file is missing, damaged or of no shape that is known.
    """
    if path.is_dir():
        raise InputError(f"{label}: there is no .csv file in this folder. Name the folder that holds them.")
    kind = kind_of(path, label, most_bytes=MOST_DIRECTORY_BYTES)
    if kind == "parquet":
        yield from _parquet(path, label, source)
    elif kind == "text":
        yield from _text(path, label, columns_of_text(path, label, source))
    else:
        raise InputError(
            f"{label}: a postcode directory is a CSV or Parquet file. Name Code-Point Open, ONSPD or NSPL."
        )


def _text(path: Path, label: str, columns: Columns) -> Iterator[tuple[int, pa.RecordBatch]]:
    """A text file, of which only the columns that are needed are kept."""
    theirs = list(columns.names.values())
    types = {name: pa.string() for name in theirs}
    if "area_code" in columns.names:
        types[columns.names["area_code"]] = _AREA_TYPE
    row = 2 if columns.has_header else 1
    try:
        reader = pacsv.open_csv(
            path,
            read_options=pacsv.ReadOptions(autogenerate_column_names=not columns.has_header, block_size=_BLOCK_BYTES),
            parse_options=pacsv.ParseOptions(delimiter=columns.separator),
            convert_options=pacsv.ConvertOptions(include_columns=theirs, column_types=types, strings_can_be_null=False),
        )
        for batch in reader:
            yield row, batch.rename_columns(list(columns.names))
            row += len(batch)
    except (pa.ArrowException, OSError) as error:
        why = re.search(r"Expected \d+ columns, got \d+", str(error))
        cause = f" ({why[0]} in a row)" if why else ""
        raise InputError(f"{label}: the file cannot be read as a table{cause}. Export it again.") from None


def _parquet(path: Path, label: str, source: Source) -> Iterator[tuple[int, pa.RecordBatch]]:
    """A Parquet file, its numbers as text like those of any other."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - few directories are Parquet

    row = 2
    try:
        names = named(pq.read_schema(path).names, label, source)
        for batch in pq.ParquetFile(path).iter_batches(columns=list(names.values())):
            texts = [batch.column(theirs).cast(pa.string()).fill_null("") for theirs in names.values()]
            if "area_code" in names:
                texts[list(names).index("area_code")] = texts[list(names).index("area_code")].dictionary_encode()
            yield row, pa.record_batch(texts, names=list(names))
            row += len(batch)
    except (pa.ArrowException, OSError):
        raise InputError(f"{label}: the Parquet file is incomplete or damaged. Write it again.") from None
