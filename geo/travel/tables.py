"""Roads as a table of links: what each takes in minutes, and which links cannot be used."""

from dataclasses import replace

import pandas as pd

from geo.errors import InputError
from geo.ingest import RawLayer, RawTable, read_table
from geo.report import Problem, TableReport
from geo.settings import Source
from geo.travel.links import Links, links_of_table
from geo.travel.terms import TravelTerms
from geo.validate import Context, validate

_NO_TIME = "there is no time: neither minutes, nor length_km with speed_kmh or road_class."


def read_link_table(source: Source, terms: TravelTerms) -> tuple[Links, str, TableReport]:
    """Read a table of links.

    Args:
        source: `[sources.roads]`.
        terms: Speeds of the model, for links that give their length and class.

    Returns:
        The links that can be used, what their minutes rest on, and the account of every row.

    Raises:
        InputError: The table cannot be used, or more than a tenth of its links; figures would mislead.
    """
    label = ", ".join(source.labels)
    raw = read_table(source)
    if isinstance(raw, RawLayer):
        raise InputError(f"{label}: this is a layer, not a table of links. Give a .osm.pbf extract, CSV or XLSX.")
    trusted = validate(raw, source, Context())
    minutes = minutes_of(trusted.rows, terms)
    report = _with_timeless(trusted.report, raw, minutes.index[minutes.isna()])
    timed = trusted.rows[minutes.notna()]
    if report.is_mostly_lost or timed.empty:
        first = next((problem.sentence() for problem in report.problems if problem.severity == "set_aside"), "")
        raise InputError(
            f"{label}: {report.rows_set_aside} of {report.rows_read - report.rows_not_data} links cannot be used, the "
            f"first of them: {first} Without them journeys would seem longer than they are. Mend the links."
        )
    return links_of_table(timed, minutes.loc[timed.index], label), _basis(label, trusted.rows, minutes), report


def minutes_of(rows: pd.DataFrame, terms: TravelTerms) -> pd.Series:
    """Time along each link: the minutes given, else length_km / speed_kmh x 60, else by the speed of its class.

    Args:
        rows: Trusted rows of `Roads`.
        terms: Speeds of the model (km/h).

    Returns:
        Minutes on the index of `rows`; missing where nothing gives them.
    """
    blank = pd.Series(float("nan"), index=rows.index)
    speed = rows.get("speed_kmh", blank).fillna(rows.get("road_class", blank).map(dict(terms.speeds_kmh)))
    by_length = rows.get("length_km", blank) / speed.astype("float64") * 60.0
    return rows.get("minutes", blank).fillna(by_length).rename("minutes")


def _with_timeless(report: TableReport, raw: RawTable, timeless: pd.Index) -> TableReport:
    """The account with the links that give no time set aside."""
    problems = [
        Problem(
            "roads", str(place["file"]), "set_aside", _NO_TIME, "Fill in the minutes.", row=int(place["row"]),
            sheet=place["sheet"],
        )
        for _, place in raw.places.loc[timeless].iterrows()
    ]  # fmt: skip
    whole = replace(report, rows_loaded=report.rows_loaded - len(problems), problems=(*report.problems, *problems))
    whole.check_adds_up()
    return whole


def _basis(label: str, rows: pd.DataFrame, minutes: pd.Series) -> str:
    """What the minutes rest on."""
    given = rows["minutes"].notna().sum() if "minutes" in rows else 0
    if given == minutes.notna().sum():
        return f"By road ({label}), minutes as the file gives them."
    if given:
        return f"By road ({label}), minutes as the file gives them, else at average speeds by link or class of road."
    return f"By road ({label}), at average speeds by link or class of road."
