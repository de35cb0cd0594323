"""The program of the child: limits first, then one reader; run as a script, never imported.

The packages above the reader are stood in for by empty ones, so that only what the reader names is loaded.
"""

import importlib
import json
import sys
import types
from pathlib import Path
from typing import Any

REFUSED = 3
"""Exit code: the answer is a refusal in words."""


def main() -> int:
    """Read one file as the request says, and write the answer to standard output."""
    request: dict[str, Any] = json.loads(sys.argv[1])
    here = Path(__file__).resolve().parent
    for name, folder in (("geo", here.parents[1]), ("geo.ingest", here.parent), ("geo.ingest.apart", here)):
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package
    limits = importlib.import_module("geo.ingest.apart.limits")
    limits.hold(limits.Limits(**request.pop("limits")))
    reader = importlib.import_module(request.pop("reader"))
    refused = importlib.import_module("geo.errors").InputError
    try:
        reader.read(request, sys.stdout.buffer)
    except refused as error:
        sys.stdout.buffer.seek(0)
        sys.stdout.buffer.truncate()
        sys.stdout.buffer.write(str(error).encode())
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
