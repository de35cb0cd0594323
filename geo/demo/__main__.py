"""`python -m geo.demo` writes every demo anew into data/demo."""

from geo.demo import WRITERS, write_demo
from geo.workspace import DEMOS

if __name__ == "__main__":
    for name in WRITERS:
        write_demo(name, DEMOS / name)
        print(f"{name}: written to {DEMOS / name}")
