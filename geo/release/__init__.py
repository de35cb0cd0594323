"""What anyone may see of a week: values that were rounded or hidden before they came here, and public boundaries.

Only `geo.disclosure` makes a release. Every export, and everything a scrutiny member sees, is made from it alone.
"""

from geo.release.released import BANDS, Area, Kind, Marker, Measure, Protection, Release, Split, Value

__all__ = ["BANDS", "Area", "Kind", "Marker", "Measure", "Protection", "Release", "Split", "Value"]
