"""Other thresholds than the model's, tried on one page: the session alone holds them, and no other page uses them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from geo.metrics.waits import open_waits
from geo.status import Limit, limits_of, with_limits, with_status
from geo.week import Week
from geo.words.tables import markdown_text
from geo.words.thresholds import amount, differing, label_of
from pages.common import cache, show
from pages.common.view import View

HELD: Final = "tried_limits"
"""Where the session holds the limits that are tried, by workspace."""
_STATUS: Final = ["status", "reasons", "status_certainty"]
_FINE_STEP: Final = 0.5
"""Step of a rate for every 100 people; other limits move by 1."""
_COLUMNS: Final = 2


def tried_limits(view: View) -> dict[Limit, float]:
    """The limits that are tried and differ from the model's."""
    own = limits_of(view.week.model)
    held: Mapping[Limit, float] = st.session_state.get(HELD, {}).get(_place(view), {})
    return {limit: held[limit] for limit in own if limit in held and held[limit] != own[limit]}


def with_tried(view: View, limits: Mapping[Limit, float]) -> View:
    """The page's view with the status worked out by other limits; the view itself where there are none."""
    if not limits:
        return view
    week: Week = _tried(
        _week=view.week, limits=tuple(limits.items()), key=cache.key_of(view.week), as_at=view.week.as_at.isoformat()
    )
    return replace(view, week=week)


def mark(view: View, limits: Mapping[Limit, float]) -> None:
    """Say that the thresholds are not the model's, which they are, and that nothing keeps them."""
    # The place is always taken, so that nothing below is built anew: the map keeps its zoom, the boxes stay open.
    with st.container():
        if not limits:
            return
        with st.container(border=True):
            st.markdown(":orange-badge[:material/tune: Thresholds differ from the model]")
            show.points(differing(view.week.model, limits), "")
            st.caption("Map, tables and evidence on this page use them. No other page does, and nothing is stored.")


def boxes(view: View) -> None:
    """A box for each limit of the model, in an expander, and a button that sets them back."""
    own, held = limits_of(view.week.model), tried_limits(view)
    with st.expander("Try other thresholds", key="try_thresholds", icon=":material/tune:"):
        st.caption("See what other thresholds would do. They are for this page and this visit only.")
        for tier in view.week.model.tiers:
            limits = [limit for limit in own if limit[0] == tier.code]
            if not limits:
                continue
            show.badge(view, tier.code)
            columns = st.columns(_COLUMNS)
            for place, limit in enumerate(limits):
                with columns[place % _COLUMNS]:
                    _box(view, limit, own[limit], held.get(limit, own[limit]))
        st.button("Back to the model's thresholds", on_click=_reset, args=(_place(view),), disabled=not held)


def _box(view: View, limit: Limit, own: float, now: float) -> None:
    """The box of one limit."""
    key, is_share = f"limit_{'_'.join(limit)}", limit[1].endswith("_pct")
    st.session_state[key] = float(now)
    st.number_input(
        markdown_text(label_of(limit)),
        min_value=min(0.0, own),
        max_value=max(100.0, own) if is_share else None,
        step=_FINE_STEP if limit[1].endswith("_per_100") else 1.0,
        format="%g",
        key=key,
        help=f"The model: {markdown_text(amount(limit[1], own))}",
        on_change=_take,
        args=(_place(view), limit, key),
    )


def _take(place: str, limit: Limit, key: str) -> None:
    """Hold a limit that was typed."""
    st.session_state.setdefault(HELD, {}).setdefault(place, {})[limit] = st.session_state[key]


def _reset(place: str) -> None:
    """Forget the limits of a workspace."""
    st.session_state.get(HELD, {}).pop(place, None)


def _place(view: View) -> str:
    """The workspace and its zones, as a plain key."""
    return f"{view.week.settings.folder}|{view.week.settings.zones_key}"


@st.cache_resource(max_entries=32, show_spinner=False)
def _tried(_week: Week, limits: tuple[tuple[Limit, float], ...], key: str, as_at: str) -> Any:  # noqa: ARG001
    model = with_limits(_week.model, dict(limits))
    waits = open_waits(_week.tables["awaiting"], _week.as_at)
    return replace(_week, model=model, figures=with_status(_week.figures.drop(columns=_STATUS), waits, model))
