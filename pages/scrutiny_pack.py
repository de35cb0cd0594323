"""The scrutiny pack: what is released to take away, and for commissioners and analysts the release of a week."""

from geo.access import DetailAccess
from pages.common import packs, released

shelf = released.open_shelf()
packs.heading(shelf)
if isinstance(shelf.reader, DetailAccess):
    from pages.common import releasing  # detail: never imported for anybody else

    releasing.release(shelf)
if shelf.all:
    packs.pack(shelf)
    packs.releases(shelf)
elif not isinstance(shelf.reader, DetailAccess):
    released.nothing_yet(shelf)
