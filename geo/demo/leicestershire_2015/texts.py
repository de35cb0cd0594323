"""The two text files of the demo workspace: its settings and the note on what is invented."""

from typing import Final

SETTINGS: Final[str] = """\
# A crowded market in seven areas, social care and health together, countable on seven health localities instead.
# NOTICE.md says what is from the report and what is invented. Paths are relative to this folder.

[authority]
name = "Leicestershire"
model = "leicestershire-2015"       # the review panel's model, data/models/leicestershire-2015.toml
as_at = 2015-06-02                  # the day of the report

# Reference data: changes rarely.

[sources.zones]
file = "reference/areas.geojson"    # seven areas of the council, WGS84

[sources.postcodes]
file = "reference/postcodes.csv"    # Code-Point Open shape: no header, British National Grid metres

[sources.small_areas]
file = "reference/small_areas.geojson"

# The same people can be counted on the areas of the community health teams.

[other_zones.localities]
name = "Community health localities"
area_term = "locality"
file = "reference/localities.geojson"

# This week's exports. The column names are the program's own, so that no [sources.*.columns] is needed.

[sources.providers]
file = "incoming/providers.csv"

[sources.awards]
file = "incoming/awards.csv"

[sources.packages]
file = "incoming/packages.csv"      # rows of social care and of health; four of health's have an unknown postcode

[sources.awaiting]
file = "incoming/awaiting.csv"
"""

NOTICE: Final[str] = """\
# What in this demo is real, and what is invented

The demo follows a public report: Leicestershire County Council, Adults and Communities Overview and
Scrutiny Committee, 2 June 2015, *Final Report of the Scrutiny Review Panel on Help to Live at Home*. It is
no statement by the council or the health service and shows no real person, provider or address.

## Taken from the report

| figure | paragraph |
| --- | --- |
| more than one provider in each area, with a fixed upper limit whose number is left open | 2 (c), 26 |
| contracts since April 2011 | 8 |
| supply problems in some rural parts | 9 |
| stepped unit cost: a higher rate for a fixed initial period, then a lower one | 24 |
| 61 providers, and well over 100 across social care and health | 27 |
| seven localities of the community health teams | 29 |
| the east is more rural, and a differential rate is paid in Melton and Harborough | 30 |
| concerns about the quality of data across the health service and social care | 34 |
| about half of the providers are commissioned by both | 35 |

## Invented

- **People, packages and waits**: every row, and how many there are in each area.
- **Providers**: names, bases, sizes and where they work. The demo has 112 in all: 56 that both commission,
  5 that only social care does and 51 that only health does. The report gives no number but the 61.
- **Areas**: the report names only Melton and Harborough; the demo has seven areas named as the county's
  districts. The council's upper limit of providers is not known, so none is set; 6 to 20 have a place here.
- **Localities**: the report gives their number only. Names and boundaries are ours.
- **Rates**: £16.50 an hour for the first six weeks and £14.00 after them, in Melton and Harborough £18.00
  and £15.50. The report gives no amounts and no length of the period; in 2015 the stepped rate was proposed,
  not paid. The demo shows what following it would look like.
- **Postcodes**: area ZZ is used by no real postcode.
- **Boundaries**: illustrative, typed by hand to the kilometre. Do not use them for any decision.
- **Population** of small areas: round numbers.

## Slips that are in the files on purpose

- Nine packages in Charnwood and four in Melton are older than six weeks and still paid the first rate.
- Three packages in Blaby have no rate.
- Four of health's packages have a postcode that the directory leaves out: they are counted, but not on the
  map, and `carezones check` says so and ends with 1.
- Seven of health's packages write the provider in small letters (dp017 for DP017), which is repaired and said.

## Choices to know when reading the figures

- A provider delivers for social care where it has a package that social care pays for, alone or jointly;
  for health likewise. Joint packages count for both.
- What health commissions is not on the council's contract: such packages have no contract route, and the
  providers that only health commissions have no row in `awards.csv`.
- A package carries the rate of 2 June 2015, or of its last day; earlier weeks show the same rate.
- Counted on the localities nothing is said of awards, which name the council's areas.
"""
