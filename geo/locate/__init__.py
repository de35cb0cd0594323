"""Where a row is: coordinates, grid reference or postcode, as a point in British National Grid metres."""

from geo.locate.coordinates import Box, has_official_grid, to_metres
from geo.locate.opening import open_directory
from geo.locate.points import Located, locate
from geo.locate.postcodes import Floats, Ints, PostcodeDirectory, directory, look_up, postcode_keys

__all__ = [
    "Box",
    "Floats",
    "Ints",
    "Located",
    "PostcodeDirectory",
    "directory",
    "has_official_grid",
    "locate",
    "look_up",
    "open_directory",
    "postcode_keys",
    "to_metres",
]
