"""Measured comparisons, run by hand: `python -m benchmarks`. Nothing here asserts a time."""
