"""What an operator needs to know when a reader reports a fault: versions and dates, and nothing of any person."""

from importlib.metadata import version

from geo.metrics import METHOD_VERSION
from geo.week import Week
from geo.words.text import clean_text


def feedback(week: Week) -> str:
    """Version, method, model, date, zones and the verdict on the files, one line each."""
    zones = week.other_zones.name if week.other_zones else "areas of the contract"
    lines = {
        "Care Zones": version("carezones"),
        "Method": str(METHOD_VERSION),
        "Model": clean_text(week.model.title),
        "Council": clean_text(week.settings.authority_name),
        "As at": week.as_at.isoformat(),
        "Counted on": clean_text(zones),
        "Data": clean_text(week.report.verdict),
    }
    return "\n".join(f"{name}: {value}" for name, value in lines.items())
