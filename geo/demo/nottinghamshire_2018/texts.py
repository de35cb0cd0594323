"""The texts of the demo workspace: its settings, the note on what is invented, and the published figures.

The report of 12 March 2018 is the file 004_f288f57ae75ab6a5.txt.
"""

from typing import Final

SETTINGS: Final[str] = """\
# A lead and additional providers in six lots: referrals accepted and passed on, hours paid; all people invented.
# NOTICE.md says what is from the report. Paths are relative to this folder.

[authority]
name = "Nottinghamshire"
model = "nottinghamshire-2018"      # the rules of the contract, data/models/nottinghamshire-2018.toml
as_at = 2018-10-29                  # the day the figures describe when no other is asked for

# Reference data: changes rarely.

[sources.zones]
file = "reference/zones.geojson"    # the six lots, WGS84

[sources.postcodes]
file = "reference/postcodes.csv"    # Code-Point Open shape: no header, British National Grid metres

[sources.small_areas]
file = "reference/small_areas.geojson"

# This week's exports. The column names are the program's own, so that no [sources.*.columns] is needed.

[sources.providers]
file = "incoming/providers.csv"

[sources.awards]
file = "incoming/awards.csv"

[sources.packages]
file = "incoming/packages.csv"

[sources.awaiting]
file = "incoming/awaiting.csv"

[sources.offers]
file = "incoming/offers.csv"

[sources.performance]
file = "incoming/performance.csv"   # hours commissioned and delivered by month, and outcomes met

[sources.published]
file = "incoming/published.csv"     # figures of the report as it labels them
"""

REPORT: Final[str] = "Report of 12 March 2018"

HOME_FIRST: Final[str] = "Home First Response Service, people supported in a month"

PUBLISHED: Final[tuple[tuple[str, str, str, str, str, str, str], ...]] = (
    (HOME_FIRST, "first month", "2017-12-11", "2018-01-10", "137", "people", f"{REPORT}, 17 and 18"),
    (HOME_FIRST, "January 2018", "2018-01-01", "2018-01-31", "210", "people", f"{REPORT}, 18"),
    ("Indicative rate", "tender of 2018", "", "", "17.00", "GBP an hour", f"{REPORT}, 7"),
)
"""series, period, period_start, period_end, value, unit, source. The first month began on 11 December 2017, so that
the two periods overlap by ten days; the last day of the first is ours."""

NOTICE: Final[str] = """\
# What in this demo is real, and what is invented

The demo follows a public report: Nottinghamshire County Council, Adult Social Care and Public Health
Committee, 12 March 2018, *Update on Tender for Home Based Care and Support Services*. It is no statement by
the council and shows no real person, provider or address. The report was written before the contracts were
awarded, so **all figures of people, offers and hours are invented**.

## Taken from the report

| figure | paragraph |
| --- | --- |
| six lots, in this order | 6 |
| one lead provider in each lot, and between five and ten additional providers | 5, 9 |
| the lead accepts at least 75 % of general referrals and 100 % in extra care | 9 |
| what it does not take goes to the additional providers | 9 |
| payment of 95 % of commissioned hours, 5 % more when both outcomes are met, never above 100 % | 8 |
| indicative rate of £17.00 an hour (`published.csv`; rates in the demo lie around it) | 7 |
| award on 22 June 2018, contracts from 1 July, transition until October | 15 |
| former contracts extended to the end of September 2018 | 15 |
| Home First Response Service from 11 December 2017: 137 people in its first month (`published.csv`) | 17, 18 |
| the same service: 210 people in January 2018 (`published.csv`) | 18 |

## Invented

- **The market**: names, bases, ratings and rates of all providers; how many additional providers a lot has
  within five to ten; which of them mobilised and when; the bids of 29 March 2018 and who was unsuccessful;
  four core providers, their lots and rates, and the beginning of their contracts; four providers off the
  framework.
- **Referrals and offers**: every row. The lead of Gedling accepts 204 of 272 general referrals, exactly 75 %,
  and that of Bassetlaw 203 of 271, just below, so that both sides of the limit are seen. In Broxtowe the
  lead declined one person in extra care, and Rushcliffe has no extra care scheme, so no figure.
- **Slips to be found**: in Newark and Sherwood three referrals were declined by the lead and never passed
  on; in Bassetlaw two were offered to an additional provider before the lead.
- **Performance**: hours commissioned follow from the packages; hours delivered and outcomes are invented. The
  lead of Bassetlaw has no row for September, and the outcomes of Newark and Sherwood are not known yet.
- **People, packages and waits**: every row, and that it is harder to find care in Bassetlaw and in Newark and
  Sherwood.
- **Boundaries**: illustrative, typed by hand to the kilometre. Do not use them for any decision. The hole is the
  city of Nottingham, another authority.
- **Postcodes**: area ZZ is used by no real postcode.
- **Population** of settlements and small areas: round numbers.

## Choices to know when reading the figures

- The day shown, 29 October 2018, is a Monday at the end of the transition; the report only plans that far.
- A person with a core provider is referred like a new one: first to the lead. When it is accepted, the
  package with the core provider ends on the day on which one with the new provider begins.
- Core providers have two rows in `awards.csv`: their contract until 30 June 2018, and its extension to the
  end of September as interim.
- `awaiting.csv` holds new people only. Since July they have the case of their referral (R and a number), and
  their care starts on the day on which a provider accepts; cases with H ended before, and no offers are on
  record for them.
- A row of `awards.csv` without `awarded_on` is a bid without success.
- Packages and waits that ended before 1 April 2018 are left out, so that figures of earlier days are too
  low.
- The two periods of the Home First Response Service overlap by ten days; the report does not say whom it
  counts in both. The last day of its first month is ours.
"""
