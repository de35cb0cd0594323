"""What a process that reads one file may use."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Limits:
    """Limits of one child; where the system has no such limits (Windows) only the time on the clock holds."""

    memory_bytes: int = 1_500_000_000
    """Address space: a sheet of 5,000,000 cells needs about half."""
    cpu_seconds: int = 60
    """Time of the processor: the largest sheet that is let in takes about 20 s."""
    wall_seconds: float = 120.0
    """Time on the clock, for a machine that is busy or a drive that is slow."""
    answer_bytes: int = 512_000_000
    """Longest answer, and so any file that the child writes to."""
    open_files: int = 64


MOST: Final = Limits()


def hold(limits: Limits) -> None:
    """Put the limits on this process, for good."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    wanted = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.cpu_seconds,
        resource.RLIMIT_FSIZE: limits.answer_bytes,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (value, value))
