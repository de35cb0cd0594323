"""One reader fed by libFuzzer, which looks for bytes that reach new lines: `fuzz_reader.py TARGET [options]`."""

import sys
from pathlib import Path

import atheris

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS), str(TESTS / "catalogue"), str(TESTS.parent)]

with atheris.instrument_imports(include=["geo"]):
    from targets import TARGETS

if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()
