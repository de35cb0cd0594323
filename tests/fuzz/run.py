"""`make fuzz`: for a bounded time any weeks through the check, then every reader in turn, fed by its coverage.

What was found is kept in .fuzz/ with the command to repeat it, and ends with exit code 1.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ROOT / "tests"
sys.path[:0] = [str(TESTS), str(TESTS / "catalogue"), str(ROOT)]

from targets import TARGETS  # noqa: E402 - found through the lines above

KEPT = ROOT / ".fuzz"
READER = Path(__file__).with_name("fuzz_reader.py")
SHARE_OF_WEEKS = 0.4
SECONDS_OF_MAKE_TEST = 40
"""What the property tests take with the examples of `make test` (s)."""
MOST_MEMORY_MB = 2_500
LONGEST_INPUT_S = 20


def main() -> int:
    """Exit code 0: nothing was found; 1: something was, or the fuzzer is not here."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], help="only these readers, and no weeks")
    asked = parser.parse_args()
    try:
        import atheris  # noqa: F401, PLC0415 - asked for, not used here
    except ImportError:
        print("Fuzzing needs atheris, which is not here: it is built for Linux (x86-64) and Python 3.11 or newer.")
        return 1
    names = asked.targets or list(TARGETS)
    of_weeks = 0.0 if asked.targets else asked.seconds * SHARE_OF_WEEKS
    found = 0 if asked.targets else _weeks(of_weeks)
    for name in names:
        found += _reader(name, max(1, round((asked.seconds - of_weeks) / len(names))))
    print(f"{found} of them found something." if found else "Nothing was found.")
    return 1 if found else 0


def _weeks(seconds: float) -> int:
    """Other examples for the property tests, so many that they take about this time."""
    times = max(1, round(seconds / SECONDS_OF_MAKE_TEST))
    print(f"any files: the examples of make test {times} times over, others each time", flush=True)
    command = [sys.executable, "-m", "pytest", str(TESTS / "fuzz"), "-q"]
    return int(
        subprocess.run(command, cwd=ROOT, env=os.environ | {"FUZZ_TIMES": str(times)}, check=False).returncode > 0
    )


def _reader(name: str, seconds: int) -> int:
    """One reader for so long; 1 where something was found."""
    corpus, crash, log = KEPT / "corpus" / name, KEPT / f"{name}-", KEPT / f"{name}.log"
    corpus.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as seeds:
        for number, content in enumerate(TARGETS[name].seeds()):
            (Path(seeds) / str(number)).write_bytes(content)
        command = [
            sys.executable, str(READER), name, str(corpus), seeds, f"-artifact_prefix={crash}", "-print_final_stats=1",
            f"-max_total_time={seconds}", f"-rss_limit_mb={MOST_MEMORY_MB}", f"-timeout={LONGEST_INPUT_S}",
        ]  # fmt: skip
        with log.open("wb") as out:
            code = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, check=False).returncode
    said = log.read_text(encoding="utf-8", errors="replace")
    runs = next((line.split()[-1] for line in said.splitlines() if "number_of_executed_units" in line), "?")
    print(f"{name}: {runs} inputs in {seconds} s{', found something' if code else ''}", flush=True)
    if code:
        lines = [line for line in said.splitlines() if not line.startswith(("#", "INFO"))]
        print("\n".join(lines[-30:]))
        saved = max(KEPT.glob(f"{name}-*"), key=lambda path: path.stat().st_mtime, default=None)
        if saved is not None:
            print(f"Repeat it: {Path(sys.executable)} {READER.relative_to(ROOT)} {name} {saved.relative_to(ROOT)}")
    return int(code > 0)


if __name__ == "__main__":
    sys.exit(main())
