"""Runs the benchmarks named on the command line, or all of them one after the other."""

import sys

from benchmarks import (
    browser,
    catchment,
    check_command,
    cqc_directory,
    disclosure,
    growth,
    many_zones,
    metrics_command,
    pack,
    points_into_zones,
    postcode_directory,
    processes,
    sessions,
    travel_time,
)
from benchmarks.measure import Absent

ALL = {
    "browser": browser.main,
    "metrics_command": metrics_command.main,
    "check_command": check_command.main,
    "points_into_zones": points_into_zones.main,
    "growth": growth.main,
    "many_zones": many_zones.main,
    "catchment": catchment.main,
    "travel_time": travel_time.main,
    "postcode_directory": postcode_directory.main,
    "cqc_directory": cqc_directory.main,
    "disclosure": disclosure.main,
    "pack": pack.main,
    "sessions": sessions.main,
    "processes": processes.main,
}


def main(names: list[str]) -> None:
    """Run each benchmark; one whose data or tool is absent says so and is skipped."""
    unknown = [name for name in names if name not in ALL]
    if unknown:
        sys.exit(f"No benchmark {', '.join(unknown)}. There are: {', '.join(ALL)}.")
    for name in names or ALL:
        sys.stdout.write(f"\n== {name}\n")
        try:
            ALL[name]()
        except Absent as absent:
            sys.stdout.write(f"Skipped: {absent}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
