"""What the tests with made-up files need: the builders of the catalogue, and how many examples each test tries."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "catalogue"))
