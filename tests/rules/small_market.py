"""A market of three lots and five providers in tables of a few rows, typed as trusted tables are."""

import datetime as dt
from typing import Any

import pandas as pd

from geo.model import KINDS, Model, Rule
from geo.model.reading import Head
from geo.rules import Facts, evaluate
from geo.schemas import TABLES, columns_of
from geo.schemas.outcomes import RuleOutcomes

TODAY = dt.date(2018, 9, 1)
LOTS = {"1": "Ashfield", "2": "Beeston", "10": "Calverton"}
NAMES = {
    "A": "Demo Ash Care",
    "B": "Demo Beech Care",
    "C": "Demo Cedar Care",
    "D": "Demo Dogwood Care",
    "E": "Demo Elder Care",
}
_DTYPES = {"date": "datetime64[s]", "number": "float64", "whole": "Int64", "flag": "boolean"}


def table(name: str, columns: str, *rows: tuple[Any, ...]) -> pd.DataFrame:
    """A table as the checks hand it on: text as str, dates as datetime64[s], only the columns that are named."""
    frame = pd.DataFrame(list(rows), columns=columns.split())
    kinds = {column: known.kind for column, known in columns_of(TABLES[name]).items()}
    return frame.astype({column: _DTYPES.get(kinds.get(column, "code"), "str") for column in frame})


def awards(*rows: tuple[Any, ...], columns: str = "provider_id zone_code role awarded_on") -> pd.DataFrame:
    return table("awards", columns, *rows)


def packages(*rows: tuple[Any, ...], columns: str = "") -> pd.DataFrame:
    """Packages with a number each; rows begin with provider, zone, hours a week and first day."""
    named = f"package_id provider_id zone_code hours_per_week started_on {columns}"
    return table("packages", named, *[(f"K{at}", *row) for at, row in enumerate(rows)])


def offers(*rows: tuple[Any, ...], columns: str = "") -> pd.DataFrame:
    """Offers with a number each; rows begin with provider, zone, day and response."""
    named = f"offer_id provider_id zone_code offered_on response {columns}"
    return table("offers", named, *[(f"O{at}", *row) for at, row in enumerate(rows)])


def week(as_at: str | dt.date = TODAY, *, lots: dict[str, str] = LOTS, apart: str | None = None, **tables) -> Facts:
    """The week as the rules see it; providers, packages and awaiting are always there."""
    register = table("providers", "provider_id provider_name", *NAMES.items())
    waits = table("awaiting", "case_id waiting_since zone_code")
    always = {"providers": register, "packages": packages(), "awaiting": waits}
    day = dt.date.fromisoformat(as_at) if isinstance(as_at, str) else as_at
    names = pd.Series(lots, name="zone_name", dtype="str")
    return Facts(day, names, always | tables, "lot", apart)


def rule(kind: str, **said: Any) -> Rule:
    """A rule of a kind."""
    return KINDS[kind](**{"code": kind, "sentence": "It is so.", "source": "Cabinet, paragraph 1"} | said)


def model(*rules: Rule) -> Model:
    """A model of nothing but rules."""
    return Model(Head(title="Ours", area_term="lot", source="Cabinet"), rules, (), ())


def held(held_rule: Rule, facts: Facts) -> pd.DataFrame:
    """Outcomes of one rule by subject; whatever comes out is a table of `RuleOutcomes`."""
    found = evaluate(model(held_rule), facts)
    assert len(found)
    RuleOutcomes.validate(found, lazy=True)
    return found.set_index("subject")


def said_of(found: pd.DataFrame, subject: str) -> tuple[str, float | None]:
    """Outcome and value of one subject; None for no value."""
    row = found.loc[subject]
    return row["outcome"], None if pd.isna(row["value"]) else row["value"]


def asked_for(found: pd.DataFrame) -> tuple[str, str]:
    """Limit and unit of every row, which must all be the same."""
    [pair] = set(zip(found["limit"], found["unit"], strict=True))
    return pair


def no_data(found: pd.DataFrame, reason: str, remedy: str | None = None) -> None:
    """Every row is no data, without a value, for this reason."""
    assert set(found["outcome"]) == {"no_data"}
    assert found["value"].isna().all()
    assert set(found["reason"]) == {reason}
    assert remedy is None or set(found["remedy"]) == {remedy}
