"""Charts as Plotly figures, each drawn from a small table that is also shown beside it."""

from geo.charts.drawing import bars
from geo.charts.people import (
    FIRST_LONG_BAND,
    NOT_STATED,
    cqc_counts,
    wait_bands,
    wait_bars,
)
from geo.charts.providers import PROVIDER_STEPS, provider_steps
from geo.charts.reach import coverage_chart
from geo.charts.transition import transition_chart
from geo.charts.trends import small_multiples, xmr_chart
from geo.charts.waits import waiting_curve

__all__ = [
    "FIRST_LONG_BAND",
    "NOT_STATED",
    "PROVIDER_STEPS",
    "bars",
    "coverage_chart",
    "cqc_counts",
    "provider_steps",
    "small_multiples",
    "transition_chart",
    "wait_bands",
    "wait_bars",
    "waiting_curve",
    "xmr_chart",
]
