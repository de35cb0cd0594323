"""Files of rich formats are read in a process of their own, under limits: what they do to it, they do to it alone.

The child gets a request as JSON and answers with bytes in a file that both hold open; nothing it says is ever run.
"""

from geo.ingest.apart.limits import MOST, Limits
from geo.ingest.apart.parent import Apart, begin

__all__ = ["MOST", "Apart", "Limits", "begin"]
