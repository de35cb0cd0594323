"""Referrals since July 2018: offered first to the lead of the lot, then to additional providers until one accepts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.demo.nottinghamshire_2018.lots import (
    AS_AT,
    BASSETLAW,
    BEFORE_THE_LEAD,
    CODES,
    LAST_OFFER,
    LOTS,
    NEVER_PASSED_ON,
    NEWARK,
    START,
    Lot,
)
from geo.demo.story import numbered
from geo.demo.story_waits import spread_waits

NEW_SHARE: Final[float] = 0.3
"""Share of the general referrals that are new people; the others pass over from a core provider (invented)."""

NEW_SHARE_EXTRA_CARE: Final[float] = 0.25
"""The same in extra care (invented)."""

LAST_TRANSFER: Final[np.datetime64] = np.datetime64("2018-09-07")
"""Last day on which a person of a core provider is referred (invented), in time for the end of September."""

LAST_REFUSED: Final[np.datetime64] = np.datetime64("2018-10-05")
"""Last day on which a lead refuses a new person who does not wait on the last day (invented)."""

LAST_NEW: Final[np.datetime64] = np.datetime64("2018-10-26")
"""Last working day before the last day."""

LAST_BACKLOG: Final[np.datetime64] = np.datetime64("2018-07-13")
"""Until this day the people referred are those who waited when the contracts began (invented)."""

BACKLOG_DAYS: Final[tuple[int, int]] = (2, 28)
"""They waited at least, and less than, so many days before they were offered (invented)."""

DAYS_TO_OFFER: Final[tuple[int, int]] = (0, 8)
"""The same for people referred later (invented)."""

TRANSFER_PACE: Final[tuple[int, int]] = (0, 2)
"""Fewest and most days from one offer to the next for a person who passes over (invented)."""

NEW_REFUSED: Final[float] = 2.0
"""How much more often a lead refuses a new person than one who passes over (ratio, invented)."""

SILENT: Final[float] = 0.25
"""Share of refusals that are no answer at all (invented)."""

NOT_SOURCED: Final[float] = 0.12
"""Share of new people refused by the lead who withdraw or take a direct payment in the end (invented)."""

MOST_OFFERS: Final[int] = 7
"""Most offers to additional providers for one person (count, invented)."""

Offer = tuple[str, np.datetime64, str]


@dataclass(frozen=True)
class Referral:
    """One person referred.

    Attributes:
        lot: Place of the lot.
        setting: General or extra_care.
        is_new: Waiting for care; otherwise passing over from a core provider.
        since: Day the person was referred.
        offers: Provider, day and answer of each offer, in order.
        outcome: Open, sourced, withdrawn or direct_payment.
        outcome_on: Day of the outcome; NaT while open.
    """

    lot: int
    setting: str
    is_new: bool
    since: np.datetime64
    offers: tuple[Offer, ...]
    outcome: str
    outcome_on: np.datetime64

    @property
    def provider_id(self) -> str:
        """The provider that accepted."""
        return self.offers[-1][0]


class Market:
    """Who may be offered a referral, and what it answers."""

    def __init__(self, awards: pd.DataFrame, rng: np.random.Generator) -> None:
        """Leads and additional providers as awarded."""
        new = awards[(awards["awarded_on"] != "") & awards["role"].isin(["lead", "additional"])]
        self.leads = new[new["role"] == "lead"].set_index("lot")["provider_id"].to_dict()
        self.additional = new[(new["role"] == "additional") & (new["mobilised_on"] != "")]
        self.rng = rng

    def ready(self, lot: int, day: np.datetime64) -> list[str]:
        """Additional providers of a lot that had mobilised by a day, in an order drawn anew."""
        here = self.additional[(self.additional["lot"] == lot) & (self.additional["mobilised_on"] <= str(day))]
        return [str(name) for name in self.rng.permutation(here["provider_id"].to_numpy())]

    def refusal(self) -> str:
        """How a provider does not accept."""
        return "no_response" if self.rng.random() < SILENT else "declined"

    def passed_on(
        self, lot: int, day: np.datetime64, refusals: int, days_between: tuple[int, int], *, accepted: bool
    ) -> list[Offer]:
        """Offers to additional providers from a day on: so many refusals, then perhaps an acceptance.

        Where nobody accepts, as many as fit into the record.
        """
        names = self.ready(lot, day)
        count = min(refusals + 1, len(names)) if accepted else min(refusals, MOST_OFFERS)
        offers: list[Offer] = []
        at = min(day + int(self.rng.integers(0, 2)), LAST_OFFER)
        for number in range(count):
            answer = "accepted" if accepted and number == count - 1 else self.refusal()
            offers.append((names[number % len(names)], at, answer))
            at = at + int(self.rng.integers(days_between[0], days_between[1] + 1))
            if at > LAST_OFFER and not accepted:
                break
            at = min(at, LAST_OFFER)
        return offers


def _workday(first: np.datetime64, last: np.datetime64, rng: np.random.Generator) -> np.datetime64:
    days = np.arange(first, last + 1)
    return np.datetime64(rng.choice(days[np.is_busday(days)]))


def _completed(market: Market, lot: int, setting: str, *, is_new: bool, refused: bool) -> Referral:
    """A referral that ended: accepted by the lead, or passed on."""
    rng = market.rng
    last = LAST_TRANSFER if not is_new else LAST_REFUSED if refused else LAST_NEW
    day = _workday(START + 1, last, rng)
    earlier = BACKLOG_DAYS if day <= LAST_BACKLOG else DAYS_TO_OFFER
    since = day - int(rng.integers(*earlier)) * is_new
    if not refused:
        return Referral(lot, setting, is_new, since, ((market.leads[lot], day, "accepted"),), "sourced", day)
    first = (market.leads[lot], day, market.refusal())
    accepted = not is_new or rng.random() > NOT_SOURCED
    refusals = int(rng.poisson(LOTS[lot].refusals)) + (not accepted)
    pace = LOTS[lot].days_between if is_new else TRANSFER_PACE
    offers = (first, *market.passed_on(lot, day, refusals, pace, accepted=bool(accepted)))
    if accepted:
        return Referral(lot, setting, is_new, since, offers, "sourced", offers[-1][1])
    outcome = "withdrawn" if rng.random() < 0.5 else "direct_payment"
    ended = min(offers[-1][1] + int(rng.integers(1, 6)), AS_AT)
    return Referral(lot, setting, is_new, since, offers, outcome, ended)


def _open(market: Market, lot: int, waited: int) -> Referral:
    """A referral that the lead refused and nobody else accepted yet."""
    since = AS_AT - waited
    day = np.busday_offset(since, 0, roll="forward")
    never = np.datetime64("NaT")
    if lot == NEWARK and waited in NEVER_PASSED_ON:
        return Referral(lot, "general", True, since, ((market.leads[lot], day, "declined"),), "open", never)
    later = market.passed_on(lot, day, MOST_OFFERS, LOTS[lot].days_between, accepted=False)
    offers = ((market.leads[lot], day, market.refusal()), *later)
    return Referral(lot, "general", True, since, offers, "open", never)


def open_days(lot: int, info: Lot, rng: np.random.Generator) -> list[int]:
    """Days waited by the people of a lot who were offered; at least 3, so that a working day lay between."""
    count = info.waiting[0] - info.waiting[1]
    if lot != NEWARK:
        return [max(3, days) for days in spread_waits(count, info.median_wait_days, rng)]
    days = spread_waits(count - len(NEVER_PASSED_ON), info.median_wait_days, rng)
    return [*(max(3, d + 1 if d in NEVER_PASSED_ON else d) for d in days), *NEVER_PASSED_ON]


def _of_lot(market: Market, lot: int, info: Lot) -> list[Referral]:
    """All referrals of a lot; so many are offered to its lead and accepted by it as the lot says."""
    rng = market.rng
    still = [_open(market, lot, waited) for waited in open_days(lot, info, rng)]
    (offered, accepted), (extra, extra_accepted) = info.general, info.extra_care
    rest = offered - len(still)
    is_new = np.arange(rest) < round(NEW_SHARE * offered) - len(still)
    weight = np.where(is_new, NEW_REFUSED, 1.0)
    chosen = rng.choice(rest, offered - accepted - len(still), replace=False, p=weight / weight.sum())
    refused = np.isin(np.arange(rest), chosen)
    found = [
        _completed(market, lot, "general", is_new=bool(n), refused=bool(r))
        for n, r in zip(is_new, refused, strict=True)
    ]
    found += [
        _completed(
            market, lot, "extra_care", is_new=at < round(NEW_SHARE_EXTRA_CARE * extra), refused=at >= extra_accepted
        )
        for at in range(extra)
    ]
    if lot == BASSETLAW:
        found = [_lead_too_late(market, one) if at < BEFORE_THE_LEAD else one for at, one in enumerate(found)]
    waits = [AS_AT - int(days) for days in rng.integers(1, 4, info.waiting[1])]
    newest = [Referral(lot, "general", True, day, (), "open", np.datetime64("NaT")) for day in waits]
    return [*still, *found, *newest]


def _lead_too_late(market: Market, one: Referral) -> Referral:
    """The same referral offered to an additional provider the day before it was offered to the lead."""
    asked = market.ready(one.lot, START)[0]
    day = max(np.busday_offset(one.offers[0][1], -1), START)
    before = (asked, day, "declined")
    since = min(one.since, day)
    return Referral(one.lot, one.setting, one.is_new, since, (before, *one.offers), one.outcome, one.outcome_on)


def make_referrals(awards: pd.DataFrame, seed: int) -> list[Referral]:
    """All referrals, ordered by the day of referral; a referral's case_id follows from its place."""
    market = Market(awards, np.random.default_rng([seed, 3]))
    found = [one for lot, info in enumerate(LOTS) for one in _of_lot(market, lot, info)]
    return sorted(found, key=lambda one: (one.since, one.lot))


def case_id(place: int) -> str:
    """Reference of the referral at a place of the list."""
    return f"R{place + 1:04d}"


def make_offers(referrals: list[Referral]) -> pd.DataFrame:
    """Table `offers`: every offer of every referral, in order of day, those of one referral in their own order."""
    rows = [
        (case_id(place), number, provider, CODES[one.lot], day, answer, one.setting)
        for place, one in enumerate(referrals)
        for number, (provider, day, answer) in enumerate(one.offers)
    ]
    columns = ["case_id", "number", "provider_id", "zone_code", "offered_on", "response", "setting"]
    table = pd.DataFrame(rows, columns=columns).astype({"offered_on": "datetime64[s]"})
    return numbered(table, "offer_id", "OF", ["offered_on", "case_id", "number"])
