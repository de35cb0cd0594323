"""The page on which a pack opens: what each file is, how large it is, and what protects people."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from geo.exports.notes import dated, left_out, marker_notes, method, title_of, whom_to_ask
from geo.release import Release
from geo.text import number, plain

INDEX: Final = "index.html"
MAPS: Final = "maps/"
"""Folder of the maps within a pack."""

_HEAD: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
body {{ font: 1.06rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; margin: 0; }}
main {{ max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; border-top: .4rem solid #12436D; }}
h1 {{ font-size: 1.9rem; line-height: 1.2; color: #12436D; }}
h2 {{ font-size: 1.3rem; color: #12436D; margin-top: 2rem; }}
.wide {{ overflow-x: auto; position: relative; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .45rem .9rem .45rem 0; border-bottom: 1px solid #b1b4b6; }}
th {{ font-weight: normal; }}
thead th {{ font-weight: bold; }}
th:last-child, td:last-child {{ text-align: right; white-space: nowrap; padding-right: 0; }}
.hidden {{ position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }}
a {{ color: #12436D; }}
a:focus {{ outline: 3px solid #0b0c0c; outline-offset: 2px; }}
</style>
</head>
<body>
<main>
"""


@dataclass(frozen=True)
class Filed:
    """One file of a pack."""

    name: str
    title: str
    description: str
    size: int
    """Bytes."""
    sha256: str


def index_of(release: Release, label: str, files: Sequence[Filed], contact: str = "") -> bytes:
    """The page; the same release and files are the same bytes.

    Args:
        release: The week.
        label: Of the release in the ledger, such as `2022-W36-3f2a9c1b`.
        files: What stands beside it.
        contact: Whom a reader may ask; left out where empty.
    """
    title = escape(plain(title_of(release)))
    parts = [
        _HEAD.format(title=title),
        f"<h1>{title}</h1>\n<p>{escape(dated(release))}. Release {escape(label)}.</p>\n",
        _documents(file for file in files if not file.name.startswith(MAPS)),
        _maps(file for file in files if file.name.startswith(MAPS)),
        _section("How people are protected", [f"{release.protection.label}.", *release.protection.sentences]),
        _section("What the marks mean", marker_notes(release)),
        _section("What is left out, and why", left_out(release)),
        _section("Notes", release.notes),
        _section("Sources, licence and method", [release.source, release.licence, method(release)]),
        f"<p>{escape(whom_to_ask(contact))}</p>\n" if contact else "",
        "<p>SHA256SUMS lists a checksum of every file: <code>sha256sum --check SHA256SUMS</code> compares them.</p>\n",
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode()


def _documents(files: Iterable[Filed]) -> str:
    """Files that are alone of their kind."""
    rows = [
        [f"{_link(file.name, file.name)}", escape(plain(file.title)), escape(plain(file.description)), _size(file.size)]
        for file in files
    ]
    return _table("Documents and data", ("File", "What it holds", "For", "Size"), rows)


def _maps(files: Iterable[Filed]) -> str:
    """The maps, each with all the forms it has."""
    titles: dict[str, str] = {}
    forms: dict[str, list[str]] = {}
    for file in files:
        stem, _, ending = file.name.partition(".")
        titles[stem] = escape(plain(file.title))
        name = f'{ending.upper()}<span class="hidden"> of the map: {titles[stem]}</span>'
        forms.setdefault(stem, []).append(f"{_link(file.name, name)} ({_size(file.size)})")
    return _table("Maps", ("What it shows", "Files"), [[titles[stem], ", ".join(forms[stem])] for stem in forms])


def _table(title: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table of files under a heading; nothing where there are none."""
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>\n'
        for first, *others in rows
    )
    table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
    frame = f'<div class="wide" tabindex="0" role="region" aria-label="{title}">\n{table}</div>\n'
    return f"<h2>{title}</h2>\n{frame}"


def _link(name: str, text: str) -> str:
    """A link to a file of the pack."""
    return f'<a href="{escape(name)}">{text}</a>'


def _section(title: str, sentences: Sequence[str]) -> str:
    """Sentences under a heading; nothing where there are none."""
    if not sentences:
        return ""
    items = "".join(f"<li>{escape(plain(sentence))}</li>\n" for sentence in sentences)
    return f"<h2>{title}</h2>\n<ul>\n{items}</ul>\n"


def _size(size: int) -> str:
    """Bytes as a reader says them."""
    return f"{number(size / 1e6, 1)} MB" if size >= 1e6 else f"{max(round(size / 1000), 1)} kB"
