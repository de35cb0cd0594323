"""What an operator needs to know when a reader reports a fault: versions and dates, and nothing of any person."""

from importlib.metadata import version

from geo.metrics import METHOD_VERSION
from geo.snapshot import week_of
from geo.week import Week
from geo.words.text import clean_text


def feedback(week: Week, page: str = "") -> str:
    """Version, method, model, week, zones, the verdict on the files and the page looked at, one line each.

    Args:
        week: The week that is shown.
        page: Title of the page the reader came from; empty where there is none.
    """
    zones = week.other_zones.name if week.other_zones else "areas of the contract"
    lines = {
        "Care Zones": version("carezones"),
        "Method": str(METHOD_VERSION),
        "Model": clean_text(week.model.title),
        "Council": clean_text(week.settings.authority_name),
        "Week": week_of(week.as_at),
        "As at": week.as_at.isoformat(),
        "Counted on": clean_text(zones),
        "Data": clean_text(week.report.verdict),
        "Page": page or "Help",
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())
