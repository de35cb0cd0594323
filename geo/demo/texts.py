"""The two text files of the demo workspace: its settings and the note on what is invented."""

from typing import Final

SETTINGS: Final[str] = """\
# Home care in 14 zones of an open framework, five of them hard to source; people, providers and boundaries invented.
# NOTICE.md says what is from the report. Paths are relative to this folder.

[authority]
name = "Leicestershire"
model = "leicestershire-2022"       # the rules of the contract, data/models/leicestershire-2022.toml
as_at = 2022-09-05                  # the day the figures describe when no other is asked for

# Reference data: changes rarely.

[sources.zones]
file = "reference/zones.geojson"    # the 14 commissioning zones, WGS84

[sources.postcodes]
file = "reference/postcodes.csv"    # Code-Point Open shape: no header, British National Grid metres

[sources.small_areas]
file = "reference/small_areas.geojson"

# Towns on the maps, by which readers find their way; positions are approximate.

[map]
landmarks = "reference/landmarks.csv"

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
"""

NOTICE: Final[str] = """\
# What in this demo is real, and what is invented

The demo follows a public report: Leicestershire County Council, Adults and Communities Overview and
Scrutiny Committee, 5 September 2022, *Commissioning and Procurement of Home Care Services*. It is no
statement by the council and shows no real person, provider or address.

## Taken from the report

| figure | paragraph |
| --- | --- |
| 14 zones, each with at least two providers and no upper limit | 8 |
| names of eight zones: all but Blaby, Coalville, Hinckley, Loughborough, Syston, Wigston | 25, 34 |
| 49 providers won a place in the first round, 45 of them deliver, 4 have yet to mobilise | 7 |
| 42 more awarded on 17 June 2022: 27 new, 15 existing suppliers; 87 when mobilised | 14, 16, 19 |
| 11 interim suppliers do not join: 7 made no bid, 4 were unsuccessful | 17 |
| interim awards of 26 October 2021, until 31 October 2022 | 5, 12 |
| 1 April 2020: 1,778 people, 23,519 weekly hours; 1 April 2022: 2,269 people, 31,909 weekly hours | 10 |
| 86 % of the market's capacity with framework providers, 14 % not | 20 |
| Bottesford, Castle Donington and Melton depend most on suppliers not joining | 25 |
| mobilisation from 20 June, start on 1 November 2022; tenders due on 3 March 2022 | 13, 15 |

The report gives no figures later than 1 April 2022. On its own date, 5 September 2022, the demo shows
2,269 people and 31,909 weekly hours again.

## Invented

- **People, packages, waits and offers**: every row. How many people live in each zone, how long they
  wait, why, and how the thirteen weeks before went.
- **Providers**: names, bases, ratings, rates, spare hours, and who works where.
- **Postcodes**: area ZZ is used by no real postcode. Three packages have a postcode that the directory
  leaves out, and 15 lie in the city or over the border, as happens in real exports.
- **Boundaries**: illustrative. The outline was typed by hand to the kilometre; the six zones that the
  report does not name carry the names of the county's other towns. Do not use them for any decision.
- **Towns on the maps** (`reference/landmarks.csv`) are real, their positions approximate: typed by hand to the
  kilometre. The report names the towns that zones are named for; the others and Leicester orient the reader.
- **Population** of settlements and small areas: round numbers, in sum about the county's (712,000).

## Choices to know when reading the figures

- The 15 existing suppliers who join the framework still deliver on interim terms on 5 September 2022.
  Their packages count as **framework**, those of the 11 not joining as **off_framework**: so the report
  counts its 86 % and 14 % (paragraph 20, read here as weekly hours).
- No package is an **exception** yet: the report uses the word for packages started after 31 October 2022
  (paragraph 18).
- All packages are commissioned by the council (paragraph 11); people with direct payments are not shown.
- 22 people have two packages at once, so that there are more packages than people.
- Packages of before November 2021 carry the provider, rate and route of today.
- The list of people waiting begins in May 2022 and is complete from June: earlier dates show too few.
- A row of `awards.csv` without `awarded_on` is an interest in a zone that was not awarded. The day of
  first-round interest (30 June 2021) is invented.
"""
