"""What `carezones serve` starts: the dashboard is served, and the settings of every workspace are looked at."""

import gc
import sys


def main(port: int, address: str) -> None:
    """Serve the workspaces that the environment names until it is stopped.

    Args:
        port: Port on this machine.
        address: Where a reader opens it.
    """
    # While libraries load, looking for cyclic garbage among their objects only costs time; see `read_ahead`.
    gc.disable()
    # The table library loads hypothesis where it is installed, to make test data, which no page does.
    sys.modules.setdefault("hypothesis", None)  # type: ignore[arg-type]
    from geo.errors import GeoError  # noqa: PLC0415
    from pages.signin.server import serve  # noqa: PLC0415

    try:
        serve(port, address)
    except GeoError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
