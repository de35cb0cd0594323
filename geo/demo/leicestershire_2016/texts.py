"""The two text files of the demo workspace: its settings and the note on what is invented."""

from collections.abc import Mapping
from typing import Final

_FUNDERS: Final[dict[str, str]] = {"social_care": "ASC", "health": "CHC"}
CODES: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "packages": {
        "funder": _FUNDERS,
        "delivery_mechanism": {"commissioned": "C", "direct_payment": "DP"},
        "contract_route": {"framework": "F", "exception": "X"},
    },
    "transitions": {
        "funder": _FUNDERS,
        "destination": {"contract_provider": "HTLAH", "direct_payment": "DP", "private": "Private"},
    },
}
"""Codes of the files, ours -> theirs, as `SETTINGS` maps them back."""

SETTINGS: Final[str] = """\
# Help to Live at Home on its first day: 18 lots with one contract holder each, and 2,830 people whose care passes over.
# NOTICE.md says what is from the report and what is invented. Paths are relative to this folder.

[authority]
name = "Leicestershire"
model = "leicestershire-2016"       # the rules of the contract, data/models/leicestershire-2016.toml
as_at = 2016-11-07                  # the day the contracts began

# Reference data: changes rarely.

[sources.zones]
file = "reference/lots.geojson"     # number and name share a cell, and the lots are in no order
columns = { zone_code = "Lot", zone_name = "Lot" }
patterns = { zone_code = 'Lot (\\d+) ', zone_name = 'Lot (\\d+ .+)' }

[sources.postcodes]
file = "reference/postcodes.csv"    # Code-Point Open shape: no header, British National Grid metres

[sources.small_areas]
file = "reference/small_areas.geojson"

# This week's exports.

[sources.providers]
file = "incoming/providers.csv"

[sources.awards]
file = "incoming/awards.csv"
columns = { zone_code = "Lot" }
patterns = { zone_code = 'Lot (\\d+) ' }

[sources.packages]
file = "incoming/packages.csv"
values.funder = { "ASC" = "social_care", "CHC" = "health" }
values.delivery_mechanism = { "C" = "commissioned", "DP" = "direct_payment" }
values.contract_route = { "F" = "framework", "X" = "exception" }

[sources.awaiting]
file = "incoming/awaiting.csv"

[sources.offers]
file = "incoming/offers.csv"

[sources.transitions]
file = "incoming/transitions.csv"   # who passes over on 7 November, and to whom
values.funder = { "ASC" = "social_care", "CHC" = "health" }
values.destination = { "HTLAH" = "contract_provider", "DP" = "direct_payment", "Private" = "private" }
"""

NOTICE: Final[str] = """\
# What in this demo is real, and what is invented

The demo follows a public report: Leicestershire County Council, Adults and Communities Overview and
Scrutiny Committee, 8 November 2016, *Help to Live at Home (HTLAH): Confirmation of the Outcome of the
Procurement and Update on Transition Arrangements*. It is no statement by the council or by any provider
and shows no real person or address.

## Taken from the report

| figure | paragraph |
| --- | --- |
| the service starts on 7 November 2016 | 1 |
| 18 lots, one provider for each, at most three lots for a provider, full coverage of the county | 11, 14 |
| numbers and names of the lots, and the nine providers that hold them, in the report's order | 16 (iii) |
| four providers with three lots, one with two, four with one | 16 (i) |
| six sole providers, one lead with four named subcontractors | 16 (ii) |
| two consortia of two leads and eight junior members; three members, the leads too, are in both | 16 (ii) |
| three providers are new to the county and hold nine lots | 16 (iv) |
| one of them holds the three largest lots (13, 12, 18), another the fourth largest (17) | 16 (iv) |
| every package arising in a lot must be accepted | 17 |
| 2,500 to 3,000 people of social care and 70 to 100 of health pass over | 23 |
| direct payments higher than expected, significantly more after the award, requests until 19 September 2016 | 27 |
| care goes on with the lot's provider, by direct payment or privately, and is confirmed person by person | 29 |

## The nine named providers

TLC Homecare, Hales Group Ltd, Caring Hands, Fosse Healthcare, Allied Healthcare, Castlerock, Precious
Hope, Help at Home and Medacs are named in the report with their lots; nothing else about them here is
known from it. **Invented, and no statement about them**, is:

- who is sole provider, lead or consortium: Castlerock as lead, Fosse Healthcare and Help at Home as
  consortium leads;
- that Castlerock is the third newcomer: the report names none, and any of the providers with three lots
  that has not been given away by its lots could be;
- the bases, the care they deliver, the referrals they were offered on the first day (all accepted, as
  the contract requires) and the day on which all lots are ready, 7 November 2016.

The demo gives them no rating, no refusal, no rate of pay and no judgement. What the providers already in
the county delivered before the contract is left out.

## Invented

- **People, packages, transfers and waits**: every row. The demo has 2,744 transfers of social care and 86
  of health, counted before direct payments are taken out; 12 % choose a direct payment, 3 % arrange care
  privately and 4 % are not yet confirmed on 7 November, more in the rural lots 2, 6, 7 and 13. How far
  a lot has come says nothing of its holder: confirming is the council's work.
- **Sizes of the lots**: only the order of the first four is the report's. Its table seems to put the largest
  first, and the demo keeps that order.
- **Weeks**: nothing is confirmed in the first week of July; the day of the award (22 August 2016) and how
  direct payments grew until the cut-off.
- **Providers called Demo**: the four subcontractors, the eight junior members and 40 exiting providers. The
  market had up to 150 (paragraph 7); the demo keeps fewer.
- **Postcodes**: area ZZ is used by no real postcode.
- **Boundaries**: illustrative, typed by hand to the kilometre. Do not use them for any decision.
- **Population** of small areas: round numbers.

## Choices to know when reading the figures

- Until 6 November the exiting providers' packages count as **framework**, the contract of their time. They
  all end on 7 November and go on from that day under the same person_id: with the lot's provider
  (**framework**), as **direct_payment** with the provider of before (no contract route), or, while nothing
  is confirmed, with the provider of before by **exception**. Private arrangements leave the table.
- Some people's care began after July and is confirmed on its first day at the earliest.
- A new service user may choose a direct payment after the cut-off (paragraph 27): such cases are in
  `awaiting.csv`, not in `transitions.csv`.
- Every open wait began before the contract. Offers are recorded from 7 November 2016 only.
"""
