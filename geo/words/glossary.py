"""The words of the field and how a reader finds the way: what the Help page says."""

from typing import Final

FIRST_STEPS: Final = (
    "**The top of the Overview** answers which {area} is worst, why, and whether it is getting better.",
    "**The map** shows how hard each {area} is to source. Press one, or choose it in the sidebar: the pages follow.",
    "**The headline of the Overview** stays on the worst {area} when another is chosen; below the map a link leads on.",
    "**Hard to source** says why it is where it is, how sure that is, and what would change it.",
    "**Providers** shows who delivers there and next door; **Waiting** shows how long people wait.",
    "**Trends** tells whether a change is more than the usual ups and downs; **Compare weeks** what happened between.",
    "**The address** in the browser holds what you chose: send it to a colleague to show the same.",
    "**A search** above a map is not in the address, so that no postcode is passed on; choose the {area} it found.",
)
"""One screen for somebody who opens the dashboard for the first time, step by step."""

TERMS: Final = {
    "Additional provider": "Takes what the lead provider of a lot declines.",
    "As-at date": "The day for whose end every figure is worked out.",
    "Awaiting care": "Assessed as needing care at home, which has not started.",
    "Brokerage": "The team that finds a provider for each package.",
    "CHC": "NHS continuing healthcare: care that the NHS pays for in full.",
    "Close to a threshold": "A status that one or two people, or one provider, could change.",
    "Contingency, interim or exception provider": "Covers off the framework on temporary terms.",
    "Delayed discharge": "Ready to leave hospital, and cannot, because care is not in place.",
    "Direct payment": "Money to the person, who arranges the care.",
    "Double-up": "Two carers at the same visit.",
    "Extra care": "Housing with care on site.",
    "Firm": "A status that one or two people more or fewer, or one provider, would not change.",
    "Framework": "The council's standing contract. Off the framework, or spot, is bought outside it, one by one.",
    "Hand-back": "A provider gives notice on a package.",
    "Hard to source": "A zone or a case that persistently gets no offers.",
    "Interim cover": "Needs met in another way while a person waits, such as reablement or family.",
    "Lead provider": "Has first refusal of the packages of a lot.",
    "LSOA": "A small census area of about 1,500 residents; an MSOA holds about five of them.",
    "Median": "Half of the people or zones have less, and half have more.",
    "Mobilisation": "The time from the award of a contract until the provider delivers.",
    "Package of care": "The visits or hours commissioned for one person.",
    "Reablement": "Short-term help to regain independence.",
    "Recorded week": "Figures as they were known that week, kept as they are; a correction is a new version.",
    "Release": "Figures of a recorded week for everybody, in which nobody can be found.",
    "RUC": "The rural-urban classification of small areas by the Office for National Statistics.",
    "Self-funder": "Pays for care privately, and is in no figure here.",
    "Signal": "A change that is more than the usual ups and downs of a weekly figure.",
    "TUPE": "Law that protects staff whose work passes to another employer.",
    "Undelivered hours": "Commissioned, without a provider that has room for them.",
    "Zone or lot": "The area that is contracted.",
}
"""What the words of home care mean, in alphabetical order."""

KEYBOARD: Final = (
    "Tab and Shift+Tab go to the next and the last control; Enter or Space presses it; arrow keys choose in a list.",
    "On a map, Tab goes from zone to zone and shows the same card as the mouse; Enter chooses the zone; + and - zoom.",
    "Everything a map or a chart shows stands in the table beside or below it.",
    "Care Zones adds no shortcuts of its own, so there is none to switch off.",
    "Streamlit, on which it runs, has one: R, pressed outside a box, shows the page anew. It changes nothing.",
)
"""How to use the dashboard without a mouse."""


def first_steps(area: str) -> list[str]:
    """The steps, as Markdown, with the council's word for an area."""
    return [step.format(area=area) for step in FIRST_STEPS]
