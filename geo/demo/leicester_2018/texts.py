"""The two text files of the demo workspace: its settings and the note on what is invented."""

from typing import Final

SETTINGS: Final[str] = """\
# A city's joint framework with health: open waits by reason, ratings, published figures; all people invented.
# NOTICE.md says what is from the report. Paths are relative to this folder.

[authority]
name = "Leicester"
model = "leicester-2018"            # the rules of the contract, data/models/leicester-2018.toml
as_at = 2018-02-01                  # the day the figures describe when no other is asked for

# Reference data: changes rarely.

[sources.zones]
file = "reference/zones.geojson"    # six areas, WGS84

[sources.postcodes]
file = "reference/postcodes.csv"    # Code-Point Open shape: no header, British National Grid metres

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

[sources.published]
file = "incoming/published.csv"     # figures of the report as it labels them
"""

NOTICE: Final[str] = """\
# What in this demo is real, and what is invented

The demo follows a public report: Leicester City Council, Adult Social Care Scrutiny Commission, 20 March
2018, *Joint Commissioning of Domiciliary Care Support Services*. It is no statement by the council and
shows no real person, provider or address.

## Taken from the report

| figure | paragraph |
| --- | --- |
| 1,498 people with a package bought by the Council on 1 February 2018 | 4.1 |
| 1,636 people with one on some day from 1 April 2017 to 1 February 2018 | 4.1 |
| 2,745, 2,583 and 2,502 people in the three years before (`published.csv`) | 4.1 |
| average hourly rate £13.50 on the old framework, £14.30 now | 4.2 |
| yearly spends of £12.8m and £12.2m, both labelled 2016/17 in the report and here (`published.csv`) | 4.2 |
| regional rates £12.35 to £16.86, mean £14.78 (`published.csv`) | 4.3 |
| minimum price of the UKHCA £18.01, which is for 2018/19 (`published.csv`) | 4.3 |
| 110 registered providers, of which 25 are contracted | 4.4 |
| the 25: 0 outstanding, 14 good, 5 requires improvement, 0 inadequate, 6 not yet inspected | 4.4 |
| 13 providers held the contract that ended in October 2017 | 4.6 |
| new contracts from 9 October 2017, all but 2 organisations ready that day | 2.4, 4.10 |
| of these two one awaits its registration, the other was removed | 4.10 |
| about 500 people moved to another provider (here exactly 500); others took a direct payment | 2.5, 4.9 |
| 11 people waiting on 31 January 2018, all with other services meanwhile, none delaying a discharge | 4.13 |
| reasons: language (a Russian speaker), gender of the worker, two male carers at once | 4.13 |
| on 9 January 2018 the open waits were 9.6 days on average, 2 at the shortest and 21 at the longest | 4.14 |
| the health service buys for about 900 people a year, at about £10m (`published.csv`) | 4.7 |

## Invented

- **People, packages, waits and offers**: every row. Where people live, how many hours they have, who waits
  for what, and the history of waits since October 2017.
- **The list of 9 January 2018 has ten people**: the report does not say how many there were.
- **Providers**: names, bases, ratings of the 85 that are not contracted, single rates, spare hours, and who
  works where. That 9 of the 13 old providers were awarded the new contract is invented, and so are the days
  of award (14 July 2017) and removal (15 December 2017) and the dates of the old contract's beginning.
- **Areas and boundaries**: the report names no areas. The six are illustrative, typed by hand to the
  kilometre. Do not use them for any decision.
- **Postcodes**: area ZZ is used by no real postcode.
- 45 people took a direct payment on 9 October 2017; 162 people started after 1 April 2017.

## Choices to know when reading the figures

- All packages are those the Council buys (4.1). People with direct payments and those whose care the health
  service buys are not in `packages.csv`.
- Each person has one package at a time. Packages that ended before 1 April 2017 are left out, so that figures
  of earlier days are too low. That care ended for only 138 people in ten months follows from the two counts
  of paragraph 4.1.
- A package has one rate. **Every** package that ran on 8 October 2017 therefore ended the next day with the
  old contract, and a new one began that day at the new rate: 500 with another provider, the rest with the
  same. The averages £13.50 (on 1 October 2017) and £14.30 (on 1 February 2018) are means over packages,
  each counting once; every provider has one rate on each contract.
- 26 organisations were awarded the new contract, so that one removed leaves the 25 of paragraph 4.4. The one
  awaiting registration of its offices is counted among the 25, among the 6 not inspected and among the 110.
- The framework covers the whole city: a provider has a row in `awards.csv` for each area. Who showed interest
  is not known, so there is no such column.
- Days of periods in `published.csv` are ours; the words of a period are the report's where it has any.
"""
