"""How sure a status is, what would change it, and whether the officers agree: worked out by hand on made-up figures."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from geo.errors import RuleError
from geo.model import Model, load_model
from geo.schemas import ZoneFigures, columns_of
from geo.status import (
    agreement_of,
    certainty_of,
    indicators_of,
    steadier_per_100,
    unknown_of,
    ways_out,
    with_limits,
    with_status,
)

MODEL = load_model("leicestershire-2022", Path())


def figures(**zones: dict[str, float]) -> pd.DataFrame:
    names = [column.name for column in columns_of(ZoneFigures).values() if column.kind in ("number", "whole")]
    plain = dict.fromkeys(names, np.nan) | {"people_receiving": 100, "people_awaiting": 0, "providers_delivering": 9}
    return pd.DataFrame({code: {"zone_name": f"Zone {code}", **plain, **said} for code, said in zones.items()}).T


def waits(**zones: list[int]) -> pd.DataFrame:
    rows = [(code, days) for code, lengths in zones.items() for days in lengths]
    return pd.DataFrame(rows, columns=["zone_code", "wait_days"])


def nearby(said: dict[str, float], lengths: list[int], shrunken: pd.Series | None = None) -> dict[str, str]:
    known = {"people_awaiting": len(lengths), "wait_median_days": float(np.median(lengths)) if lengths else np.nan}
    found = certainty_of("A", figures(A=said | known), waits(A=lengths, B=[90, 90]), MODEL, shrunken)
    return {near.change: near.status for near in found.nearby}


def test_a_status_far_from_every_threshold_is_firm() -> None:
    assert nearby({}, []) == {}
    assert certainty_of("A", figures(A={}), waits(), MODEL).word == "firm"


def test_one_person_more_reaches_a_threshold() -> None:
    # 2 of 100 waiting is below 3, the threshold of monitor.
    assert nearby({}, [1, 1]) == {"1 person more waiting": "monitor", "2 people more waiting": "monitor"}


def test_two_people_fewer_leave_a_tier() -> None:
    # 5 of 100 is the threshold of support; with 4 or 3 it is monitor. Nobody waits 11 days or more.
    assert nearby({}, [1, 2, 3, 4, 5]) == {
        "1 person fewer waiting (longest waits)": "monitor",
        "1 person fewer waiting (shortest waits)": "monitor",
        "2 people fewer waiting (longest waits)": "monitor",
        "2 people fewer waiting (shortest waits)": "monitor",
    }


def test_who_leaves_matters_for_the_median() -> None:
    # Median of 1 and 30 is 15.5: monitor. Left alone, 1 is below 11 and 30 above 18; two new ones make it 0.5, but
    # then 4 of 100 wait, which is monitor too.
    assert nearby({}, [1, 30]) == {
        "1 person fewer waiting (longest waits)": "meeting_demand",
        "1 person fewer waiting (shortest waits)": "support",
        "2 people fewer waiting (longest waits)": "meeting_demand",
        "2 people fewer waiting (shortest waits)": "meeting_demand",
    }


def test_one_provider_fewer_matters_where_two_deliver() -> None:
    assert nearby({"providers_delivering": 2}, []) == {"1 provider fewer delivering": "support"}
    assert nearby({"providers_delivering": 1}, []) == {"1 provider more delivering": "meeting_demand"}


def test_a_steadier_rate_that_gives_another_status_is_said() -> None:
    found = certainty_of("A", figures(A={"people_awaiting": 6}), waits(A=[1] * 6), MODEL, pd.Series({"A": 4.0}))
    assert found.shrunken is not None
    assert (found.shrunken.status, found.word) == ("monitor", "close")
    assert "4.0 people wait for every 100" in found.shrunken.change


def test_a_zone_without_people_has_no_certainty() -> None:
    empty = figures(A={"people_receiving": 0})
    found = certainty_of("A", empty, waits(), MODEL)
    assert (found.status, found.word) == ("no_data", None)
    table = with_status(empty, waits(), MODEL)
    assert pd.isna(table.loc["A", "status_certainty"])


def test_a_steadier_rate_that_is_not_known_says_nothing() -> None:
    # 5 of 100 waiting is support; a missing rate would reach no threshold and look like meeting demand.
    zone = figures(A={"people_awaiting": 5, "wait_median_days": 3.0})
    assert certainty_of("A", zone, waits(A=[3] * 5), MODEL, pd.Series({"A": np.nan})).shrunken is None
    assert certainty_of("A", zone, waits(A=[3] * 5), MODEL, pd.Series({"B": 1.0})).shrunken is None


def test_the_steadier_rate_is_of_zones_alone() -> None:
    table = figures(A={"people_awaiting": 3}, B={"people_awaiting": 9}, C={}, outside={"people_awaiting": 90})
    assert list(steadier_per_100(table).index) == ["A", "B", "C"]


def test_the_way_out_names_the_one_figure_that_would_do() -> None:
    zone = indicators_of(figures(A={"people_awaiting": 7, "off_framework_hours_pct": 40.0})).loc["A"]
    found = {way.condition.indicator: (way.condition.limit, way.status) for way in ways_out(zone, MODEL)}
    # Fewer than 5 of 100 waiting leaves support too, but the off-framework share keeps it at monitor; the share alone
    # below 25 % leaves it at support.
    assert found == {"awaiting_per_100": (5.0, "monitor"), "off_framework_hours_pct": (25.0, "support")}


def test_where_two_figures_hold_a_zone_no_single_one_is_a_way_out() -> None:
    zone = indicators_of(figures(A={"people_awaiting": 7, "wait_median_days": 20.0})).loc["A"]
    assert ways_out(zone, MODEL) == []


def test_an_unknown_figure_is_no_way_out_and_is_named() -> None:
    zone = indicators_of(figures(A={"people_awaiting": 7})).loc["A"]
    assert unknown_of(zone, MODEL) == ["off_framework_hours_pct", "wait_median_days"]
    assert unknown_of(indicators_of(figures(A={})).loc["A"], MODEL) == ["off_framework_hours_pct"]


def test_other_limits_leave_the_model_as_it_is() -> None:
    other = with_limits(MODEL, {("monitor", "awaiting_per_100", "at_least"): 1.0})
    zone = figures(A={"people_awaiting": 1})
    assert with_status(zone, waits(A=[1]), other).loc["A", "status"] == "monitor"
    assert with_status(zone, waits(A=[1]), MODEL).loc["A", "status"] == "meeting_demand"


def test_the_officers_list_is_held_against_the_status() -> None:
    table = figures(A={"people_awaiting": 7}, B={}, C={"people_awaiting": 7}).assign(status="support")
    table.loc["B", "status"] = "meeting_demand"
    assert MODEL.officers is not None
    listed = replace(MODEL.officers, tiers={"support": ("Zone A", "Zone B", "Zone Z")})
    found = agreement_of(table, replace(MODEL, officers=listed))
    assert found is not None
    assert found.agree == ("Zone A",)
    assert found.differ == (("Zone B", "support", "meeting_demand"),)
    assert found.unknown == ("Zone Z",)
    assert found.not_listed == ("Zone C",)
    assert agreement_of(table, replace(MODEL, officers=None)) is None


HEAD = 'title = "Ours"\narea_term = "zone"\nsource = "Cabinet, 1 May 2024"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("officers_list = 3", "must be written as [officers_list]"),
        ('[officers_list]\non = "soon"\nsource = "x"\nzones.monitor = ["A"]', "needs on, the date"),
        ('[officers_list]\non = 2024-05-01\nzones.monitor = ["A"]', "needs source"),
        ('[officers_list]\non = 2024-05-01\nsource = "x"', "needs zones by tier"),
        ('[officers_list]\non = 2024-05-01\nsource = "x"\nzones.bad = ["A"]', "'bad' is no tier of the model"),
        ('[officers_list]\non = 2024-05-01\nsource = "x"\nzones.monitor = "A"', "must be a list of names"),
        ('[officers_list]\non = 2024-05-01\nsource = "x"\nzones.monitor = ["A", "A"]', "names 'A' twice"),
        ('[officers_list]\non = 2024-05-01\nsource = "x"\nwhy = 1\nzones.monitor = ["A"]', "has why"),
    ],
)
def test_a_wrong_list_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "ours.toml").write_text(HEAD + text + "\n")
    with pytest.raises(RuleError, match="line ") as error:
        load_model("ours.toml", tmp_path)
    assert said in str(error.value)


def test_a_model_without_a_list_has_none() -> None:
    loaded: Model = load_model("leicester-2018", Path())
    assert loaded.officers is None
