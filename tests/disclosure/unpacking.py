"""Everything that a file holds: archives, PDF objects, image chunks, databases and embedded data, opened to the end."""

import base64
import html
import io
import re
import sqlite3
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf

Piece = tuple[str, bytes]
"""Where it was found, and the bytes."""
DATA_URI = re.compile(rb"base64,([A-Za-z0-9+/=\s]{8,})")
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
DRAWN = re.compile(r'(?s)\s(?:d|points|viewBox|transform|style)="[^"]*"|<style.*?</style>')
TAG = re.compile(r"(?s)<[^>]*>")


def pieces(place: str, content: bytes) -> Iterator[Piece]:
    """The bytes of a file and of all that it holds, however deep."""
    yield place, content
    for name, inner in _inside(place, content):
        yield from pieces(f"{place} > {name}", inner)


def _inside(place: str, content: bytes) -> Iterator[Piece]:
    """What a file holds, one step down."""
    if content.startswith(b"PK\x03\x04"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        yield "comment", archive.comment
        for info in archive.infolist():
            yield f"{info.filename} (name and extra field)", info.filename.encode() + b" " + info.extra + info.comment
            yield info.filename, archive.read(info)
    elif content.startswith(b"%PDF"):
        yield from _of_pdf(content)
    elif content.startswith(b"\x89PNG"):
        yield from _of_png(content)
    elif content.startswith(b"SQLite format 3"):
        yield from _of_database(content)
    else:
        yield from _of_text(place, content)


def _of_pdf(content: bytes) -> Iterator[Piece]:
    """Every object, every stream inflated, every string, the text of each page as its fonts say it, and what lies in
    the file without belonging to it."""
    for at, found in enumerate(re.finditer(rb"stream\r?\n(.*?)endstream", content, re.S)):
        yield f"raw stream {at}", _inflated(found[1])
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for at, thing in enumerate(pdf.objects):
            if isinstance(thing, pikepdf.Stream):
                yield f"stream {at}", thing.read_bytes()
            yield f"object {at}", _strings(thing)
    reader = pypdf.PdfReader(io.BytesIO(content))
    for at, page in enumerate(reader.pages):
        yield f"text of page {at + 1}", page.extract_text().encode()


def _strings(thing: object) -> bytes:
    """The strings and names of one PDF object, as text."""
    if isinstance(thing, pikepdf.String):
        return bytes(thing) + b"\n" + str(thing).encode() + b"\n"
    if isinstance(thing, pikepdf.Array):
        return b"".join(_strings(part) for part in thing if not getattr(part, "is_indirect", False))
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        parts = thing.items()
        return b"".join(
            str(name).encode() + b" " + (b"" if getattr(part, "is_indirect", False) else _strings(part))
            for name, part in parts
        )
    return str(thing).encode() + b"\n" if isinstance(thing, pikepdf.Name) else b""


def _of_png(content: bytes) -> Iterator[Piece]:
    """Every chunk of text or colour, inflated where it is packed; pixels hold what the drawing holds."""
    at = 8
    while at < len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        body = content[at + 8 : at + 8 + size]
        for start in range(min(len(body), 120)) if kind in (b"zTXt", b"iTXt", b"iCCP") else ():
            yield f"{kind.decode()} from {start}", _inflated(body[start:])
        at += 12 + size


def _of_database(content: bytes) -> Iterator[Piece]:
    """Every row of every table, as text and as bytes."""
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        try:
            rows = base.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608 - a name of the file itself
        except sqlite3.OperationalError:
            continue
        cells = [cell for row in rows for cell in row]
        yield f"text of {table}", "\n".join(str(cell) for cell in cells if not isinstance(cell, bytes)).encode()
        for at, cell in enumerate(cell for cell in cells if isinstance(cell, bytes)):
            yield f"blob {at} of {table}", cell
    base.close()


def _of_text(place: str, content: bytes) -> Iterator[Piece]:
    """Embedded data, and text as a browser or a program reads it."""
    for at, found in enumerate(DATA_URI.finditer(content)):
        yield f"embedded {at}", base64.b64decode(re.sub(rb"\s", b"", found[1]) + b"==")
    if place.endswith("(read)"):
        return
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return
    read = ESCAPED.sub(lambda found: chr(int(found[1], 16)), urllib.parse.unquote(html.unescape(text)))
    if read != text:
        yield "(read)", read.encode()


def _inflated(content: bytes) -> bytes:
    """A packed stream as far as it can be inflated; nothing where it is not packed."""
    try:
        return zlib.decompressobj().decompress(content)
    except zlib.error:
        return b""


def pieces_of_folder(folder: Path) -> Iterator[Piece]:
    """Of every file, and the names of files and folders."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield f"name of {name}", name.encode()
        if path.is_file():
            yield from pieces(name, path.read_bytes())


def words(piece: Piece) -> str:
    """What a reader reads in a piece: text without tags, drawings and styles; nothing of bytes that are no text."""
    place, content = piece
    if "stream" in place or "blob" in place:
        return ""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    return TAG.sub(" ", DRAWN.sub(" ", text)) if "<" in text else text
