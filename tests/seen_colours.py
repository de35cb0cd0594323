"""How far apart colours look, also to eyes that see colours otherwise and in a grey print."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.colours import luminance

# Matrices of linear light by which a dichromat's sight is simulated (Machado, Oliveira and Fernandes 2009, severity 1).
SIGHT: Final = {
    "normal": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def lightness(fill: str) -> float:
    """L* of CIELAB, 0 (black) to 100 (white)."""
    return 116 * luminance(fill) ** (1 / 3) - 16


def lab(fill: str, sight: str) -> NDArray[np.float64]:
    """CIELAB of a fill as an eye sees it."""
    parts = np.array([int(fill[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(SIGHT[sight] @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = np.cbrt(np.maximum(to_xyz @ seen / (0.95047, 1.0, 1.08883), 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, sight: str) -> float:
    """How far apart two fills look (CIELAB 1976; an eye tells two or three apart side by side)."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))
