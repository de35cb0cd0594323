"""The figures of the five reports as the product itself shows them: zone table, rules and pages' counts.

Each test names its figure and cites the report's file and paragraph. The tests beside this one hold the demos' files
against the reports without the product's code.
"""

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from geo.charts import cqc_counts
from geo.metrics.delivery import providers_by_payer
from geo.metrics.published import compared, repeated_periods
from geo.metrics.supply import active_packages, award_pairs, in_force
from geo.metrics.transitions import mondays_to, transition_status, transition_weeks
from geo.metrics.waits import open_waits
from geo.rules.paying import payable_pct
from geo.week import Week, at_date, load_week
from geo.words.tables import zones_only

DEMOS = Path(__file__).resolve().parents[2] / "data" / "demo"


@cache
def week(name: str, zones: str | None = None) -> Week:
    return load_week(DEMOS / name, zones_key=zones)


def as_at(name: str, day: str) -> Week:
    return at_date(week(name), dt.date.fromisoformat(day))


def outcomes(shown: Week, rule: str) -> pd.DataFrame:
    return shown.rule_outcomes[shown.rule_outcomes["rule"] == rule]


def counts(shown: Week, rule: str) -> dict[str, int]:
    return dict(outcomes(shown, rule)["outcome"].value_counts())


HOLDERS = {
    "TLC Homecare": ["12", "13", "18"],
    "Hales Group Ltd": ["11", "16", "17"],
    "Castlerock": ["1", "2", "5"],
    "Help at Home": ["7", "9", "15"],
    "Fosse Healthcare": ["6", "10"],
    "Caring Hands": ["3"],
    "Allied Healthcare": ["14"],
    "Precious Hope": ["8"],
    "Medacs": ["4"],
}


class TestLeicestershire2016:
    """000_1fa762de56cfc52a.txt."""

    def test_eighteen_lots_in_numeric_order(self) -> None:
        """Paragraphs 11 and 16(iii)."""
        assert list(zones_only(week("leicestershire-2016").figures).index) == [str(lot) for lot in range(1, 19)]

    def test_the_holders_of_the_lots_are_those_of_the_table(self) -> None:
        """Paragraph 16(iii)."""
        shown = week("leicestershire-2016")
        held = award_pairs(shown.tables["awards"], "awarded", shown.as_at, ("sole", "lead"))
        found = {
            shown.facts.provider_name(provider): sorted(rows["zone_code"], key=int)
            for provider, rows in held.groupby("provider_id")
        }
        assert found == HOLDERS

    def test_nine_providers_as_four_with_three_one_with_two_and_four_with_one(self) -> None:
        """Paragraph 16(i)."""
        shown = outcomes(week("leicestershire-2016"), "three_lots_at_most")
        held = shown.loc[shown["value"] > 0, "value"].astype(int)
        assert Counter(held) == {3: 4, 2: 1, 1: 4}
        assert (len(held), held.sum()) == (9, 18)

    def test_every_lot_has_exactly_one_holder_and_the_county_is_covered(self) -> None:
        """Paragraphs 11 and 14."""
        shown = week("leicestershire-2016")
        assert counts(shown, "one_holder") == {"pass": 18}
        assert outcomes(shown, "full_coverage")[["outcome", "value"]].to_numpy().tolist() == [["pass", 18.0]]

    def test_three_newcomers_hold_nine_lots(self) -> None:
        """Paragraph 16(iv)."""
        shown = week("leicestershire-2016")
        held = award_pairs(shown.tables["awards"], "awarded", shown.as_at, ("sole", "lead"))
        providers = shown.tables["providers"].set_index("provider_id")
        new = held[held["provider_id"].map(providers["is_new_to_area"]).fillna(value=False).astype(bool)]
        assert (new["provider_id"].nunique(), len(new)) == (3, 9)

    def test_the_three_largest_lots_and_the_fourth(self) -> None:
        """Paragraph 16(iv): 13, 12 and 18; the fourth is 17."""
        shown = week("leicestershire-2016")
        people = transition_status(shown.tables["transitions"], shown.figures.index, shown.as_at).sum(axis=1)
        assert list(people.sort_values(ascending=False).index[:4]) == ["13", "12", "18", "17"]

    def test_one_lead_with_four_subcontractors_two_consortia_and_twenty_one_organisations_counted_once(self) -> None:
        """Paragraph 16(ii): 6 sole; 1 lead and 4 subcontractors; 2 leads and 8 juniors; 3 members in both."""
        shown = week("leicestershire-2016")
        awards = in_force(shown.tables["awards"], shown.as_at)
        by_role = awards.groupby("role")["provider_id"].agg(set)
        members = by_role["consortium_member"]
        leads = {lead for lead in by_role["lead"] if lead in members}
        assert (len(by_role["sole"]), len(by_role["subcontractor"]), len(leads), len(members - leads)) == (6, 4, 2, 8)
        consortia = (
            awards[awards["role"] == "consortium_member"].groupby("provider_id")["contract_provider_id"].nunique()
        )
        juniors_in_both = {who for who, number in consortia.items() if number == 2 and who not in leads}
        assert len(leads | juniors_in_both) == 3
        assert awards["provider_id"].nunique() == 9 + 4 + 8
        assert counts(shown, "works_for_the_holder") == {"pass": 18}

    def test_every_referral_is_accepted(self) -> None:
        """Paragraph 17."""
        shown = outcomes(week("leicestershire-2016"), "accepts_everything")
        assert set(shown["outcome"]) == {"pass"}
        assert set(shown["value"]) == {100.0}

    def test_between_2500_and_3000_social_care_and_70_to_100_health_packages_transfer(self) -> None:
        """Paragraph 23."""
        funders = week("leicestershire-2016").tables["transitions"]["funder"].value_counts()
        assert 2500 <= funders["social_care"] <= 3000
        assert 70 <= funders["health"] <= 100

    def test_direct_payments_and_status_are_followed_per_lot_week_by_week(self) -> None:
        """Paragraphs 22, 27 and 29; the cut-off was 19 September 2016."""
        shown = week("leicestershire-2016")
        people = shown.tables["transitions"]
        weeks = transition_weeks(people, mondays_to(shown.as_at, dt.date(2016, 7, 4)))
        direct = weeks["direct_payment"]
        assert (weeks.sum(axis=1) == len(people)).all()
        assert direct[dt.date(2016, 7, 4)] == 0
        assert direct[dt.date(2016, 8, 22)] < direct[dt.date(2016, 9, 19)] == direct[dt.date(2016, 11, 7)]
        for lot in zones_only(shown.figures).index:
            status = transition_weeks(people[people["zone_code"] == lot], weeks.index)
            assert status["direct_payment"].iloc[-1] > 0


class TestLeicestershire2015:
    """001_fbdbaef32cdf2ae0.txt."""

    def test_61_providers_for_the_council_over_100_with_health_and_half_for_both(self) -> None:
        """Paragraphs 27 and 35."""
        shown = week("leicestershire-2015")
        scopes = providers_by_payer(active_packages(shown.tables["packages"], shown.as_at))
        assert scopes is not None
        assert scopes["social_care"] == 61
        assert scopes["either"] > 100
        assert scopes["both"] == scopes["either"] / 2

    @pytest.mark.parametrize("figure", ["people_receiving", "hours_per_week", "people_awaiting"])
    def test_the_same_points_are_recounted_on_seven_localities(self, figure: str) -> None:
        """Paragraph 29."""
        ours, other = week("leicestershire-2015").figures, week("leicestershire-2015", "localities").figures
        assert len(zones_only(other)) == 7
        assert ours[figure].sum() == pytest.approx(other[figure].sum())
        assert sorted(zones_only(ours)[figure]) != sorted(zones_only(other)[figure])

    def test_the_upper_limit_is_the_councils_to_set(self) -> None:
        """Paragraph 2(c)."""
        shown = week("leicestershire-2015")
        assert counts(shown, "more_than_one_provider") == {"pass": 7}
        assert counts(shown, "upper_limit") == {"no_data": 7}

    def test_the_east_is_paid_a_different_rate_and_rates_step_down(self) -> None:
        """Paragraphs 24 and 30; nine packages in Charnwood and four in Melton did not step down."""
        shown = week("leicestershire-2015")
        east, west = outcomes(shown, "stepped_rate_east"), outcomes(shown, "stepped_rate_west")
        assert set(east["zone_name"]) == {"Melton", "Harborough"}
        assert east.set_index("zone_name")["value"]["Melton"] == 4
        assert west.set_index("zone_name")["value"]["Charnwood"] == 9
        assert east["limit"].iloc[0] != west["limit"].iloc[0]


class TestLeicester2018:
    """002_bac2925cb4a75b8d.txt."""

    def test_waits_of_mean_9_6_shortest_2_and_longest_21_days_to_date(self) -> None:
        """4.14, on 9 January 2018."""
        shown = as_at("leicester-2018", "2018-01-09")
        days = open_waits(shown.tables["awaiting"], shown.as_at)["wait_days"]
        assert (days.mean(), days.min(), days.max()) == (pytest.approx(9.6), 2, 21)

    def test_11_waiting_and_0_delaying_a_discharge(self) -> None:
        """4.13, on 31 January 2018; all had their needs met by other services."""
        shown = as_at("leicester-2018", "2018-01-31")
        waits = open_waits(shown.tables["awaiting"], shown.as_at)
        assert shown.figures["people_awaiting"].sum() == 11
        assert int(waits["is_delayed_discharge"].sum()) == 0
        assert not waits["interim_cover"].isin(["none"]).any()

    def test_reasons_name_a_language_the_gender_of_the_worker_and_a_double_up(self) -> None:
        """4.13."""
        shown = as_at("leicester-2018", "2018-01-31")
        said = " ".join(open_waits(shown.tables["awaiting"], shown.as_at)["reasons"].dropna()).lower()
        assert all(word in said for word in ("language", "gender", "double-up"))

    def test_ratings_of_the_25_contracted_are_0_14_5_0_6(self) -> None:
        """4.4; ratings that nobody has are shown as zero."""
        shown = as_at("leicester-2018", "2018-01-31")
        held = award_pairs(shown.tables["awards"], "awarded", shown.as_at)
        providers = shown.tables["providers"]
        ratings = cqc_counts(providers.loc[providers["provider_id"].isin(held["provider_id"]), "cqc_rating"])
        assert ratings.tolist() == [0, 14, 5, 0, 6]
        assert counts(shown, "improvement_first") == {"pass": 14, "fail": 5, "no_data": 6}

    def test_110_registered_and_13_contracted_before(self) -> None:
        """4.4 and 4.6."""
        shown = as_at("leicester-2018", "2017-10-01")
        assert len(shown.tables["providers"]) == 110
        assert award_pairs(shown.tables["awards"], "mobilised", shown.as_at)["provider_id"].nunique() == 13

    def test_all_but_2_were_ready_on_day_one(self) -> None:
        """4.10."""
        assert counts(as_at("leicester-2018", "2017-10-09"), "ready_on_day_one") == {"pass": 24, "fail": 2}

    def test_1498_users_on_a_day(self) -> None:
        """4.1: another measure than users in a year."""
        assert week("leicester-2018").figures["people_receiving"].sum() == 1498

    def test_users_of_three_years_and_a_year_to_date_that_is_not_comparable(self) -> None:
        """4.1."""
        rows = compared(week("leicester-2018").tables["published"])
        users = rows[rows["series"] == "Service users, directly commissioned"]
        assert users["value"].tolist() == [2745, 2583, 2502, 1636]
        assert users["is_partial"].tolist() == [False, False, False, True]

    def test_the_period_2016_17_stands_twice_for_spend(self) -> None:
        """4.2."""
        assert [found[1:] for found in repeated_periods(week("leicester-2018").tables["published"])] == [
            ("2016/17", [12.8, 12.2])
        ]

    @pytest.mark.parametrize(("day", "rate"), [("2017-10-01", 13.50), ("2018-02-01", 14.30)])
    def test_the_average_rate_was_13_50_and_is_14_30(self, day: str, rate: float) -> None:
        """4.2."""
        shown = as_at("leicester-2018", day)
        active = active_packages(shown.tables["packages"], shown.as_at)
        assert round(active["hourly_rate_gbp"].mean(), 2) == rate

    def test_rates_of_the_region_and_of_the_association(self) -> None:
        """4.3: 12.35 to 16.86, mean 14.78; 18.01 is for 2018/19."""
        rows = week("leicester-2018").tables["published"].set_index("series")
        assert {12.35, 14.78, 16.86} <= set(rows["value"])
        assert rows.loc[rows["value"] == 18.01, "period"].tolist() == ["2018/19"]


class TestNottinghamshire2018:
    """004_f288f57ae75ab6a5.txt."""

    def test_six_lots_in_the_order_of_the_report(self) -> None:
        """Paragraph 6."""
        assert zones_only(week("nottinghamshire-2018").figures)["zone_name"].tolist() == [
            "Bassetlaw",
            "Broxtowe",
            "Gedling",
            "Mansfield and Ashfield",
            "Newark and Sherwood",
            "Rushcliffe",
        ]

    def test_six_leads_and_five_to_ten_additional(self) -> None:
        """Paragraph 9."""
        shown = week("nottinghamshire-2018")
        assert outcomes(shown, "one_lead")["value"].tolist() == [1] * 6
        assert counts(shown, "five_to_ten_additional") == {"pass": 6}
        assert outcomes(shown, "five_to_ten_additional")["value"].between(5, 10).all()

    def test_75_0_passes_and_74_9_fails(self) -> None:
        """Paragraph 9: a minimum of 75 % of general referrals."""
        shown = outcomes(week("nottinghamshire-2018"), "lead_accepts_general").set_index("zone_name")
        assert (shown.loc["Gedling", "outcome"], round(shown.loc["Gedling", "value"], 1)) == ("pass", 75.0)
        assert (shown.loc["Bassetlaw", "outcome"], round(shown.loc["Bassetlaw", "value"], 1)) == ("fail", 74.9)

    def test_extra_care_asks_for_100_percent_and_no_referral_is_no_data(self) -> None:
        """Paragraph 9."""
        shown = outcomes(week("nottinghamshire-2018"), "lead_accepts_extra_care").set_index("zone_name")["outcome"]
        assert (shown["Broxtowe"], shown["Rushcliffe"], shown["Gedling"]) == ("fail", "no_data", "pass")

    def test_what_the_lead_does_not_take_goes_to_the_additional_providers(self) -> None:
        """Paragraph 9."""
        shown = outcomes(week("nottinghamshire-2018"), "refused_goes_on").set_index("zone_name")["value"]
        assert shown[shown > 0].to_dict() == {"Bassetlaw": 2, "Newark and Sherwood": 3}

    def test_95_percent_is_paid_and_5_more_on_outcomes_never_above_100(self) -> None:
        """Paragraph 8."""
        shown = week("nottinghamshire-2018")
        rule = next(rule for rule in shown.model.rules if rule.code == "paid_on_outcomes")
        assert [payable_pct(rule, met) for met in (0, 1, 2, 3)] == [95, 95, 100, 100]
        paid = outcomes(shown, "paid_on_outcomes")
        assert set(paid["value"].dropna()) == {95.0, 100.0}
        assert paid["reason"].str.contains("still paid no more than 100 %").any()

    def test_home_first_grew_from_137_to_210_by_53_3_percent(self) -> None:
        """Paragraph 18."""
        rows = compared(week("nottinghamshire-2018").tables["published"])
        home = rows[rows["series"].str.startswith("Home First")]
        assert home["value"].tolist() == [137, 210]
        assert round(home["change_pct"].iloc[1], 1) == 53.3

    def test_the_indicative_rate_is_17_00(self) -> None:
        """Paragraph 7."""
        assert 17.00 in set(week("nottinghamshire-2018").tables["published"]["value"])


class TestLeicestershire2022:
    """003_51ed6bb292d2c81a.txt."""

    def test_49_awarded_45_delivering_and_4_not_yet_mobilised(self) -> None:
        """Paragraph 7."""
        shown = outcomes(week("leicestershire-2022"), "first_round_mobilised")
        assert (len(shown), dict(shown["outcome"].value_counts())) == (49, {"pass": 45, "fail": 4})

    def test_42_more_of_which_27_new_and_15_existing_make_87(self) -> None:
        """Paragraphs 16 and 19: 45 + 42; the 4 are not in it."""
        shown = week("leicestershire-2022")
        awards = shown.tables["awards"]
        second = awards[(awards["role"] == "framework") & (awards["awarded_on"] == "2022-06-17")][
            "provider_id"
        ].unique()
        new = shown.tables["providers"].set_index("provider_id")["is_new_to_area"].reindex(second)
        assert (len(second), int(new.sum()), int((~new.astype(bool)).sum())) == (42, 27, 15)
        assert counts(shown, "first_round_mobilised")["pass"] + len(second) == 87

    def test_11_interim_suppliers_do_not_join_7_of_them_without_a_bid(self) -> None:
        """Paragraph 17."""
        awards = week("leicestershire-2022").tables["awards"]
        framework = set(awards.loc[(awards["role"] == "framework") & awards["awarded_on"].notna(), "provider_id"])
        interim = set(awards.loc[awards["role"] == "interim", "provider_id"]) - framework
        bid = set(awards.loc[awards["role"] == "framework", "provider_id"])
        assert len(interim) == 11
        assert len(interim - bid) == 7

    def test_86_and_14_percent_on_and_off_the_framework(self) -> None:
        """Paragraph 20."""
        shown = week("leicestershire-2022")
        active = active_packages(shown.tables["packages"], shown.as_at)
        off = active.loc[active["contract_route"] == "off_framework", "hours_per_week"].sum()
        assert round(100 * off / active["hours_per_week"].sum()) == 14

    def test_people_grew_by_27_6_and_hours_by_35_7_percent(self) -> None:
        """Paragraph 10."""
        then, now = (as_at("leicestershire-2022", day).figures for day in ("2020-04-01", "2022-04-01"))
        people = [int(figures["people_receiving"].sum()) for figures in (then, now)]
        hours = [float(figures["hours_per_week"].sum()) for figures in (then, now)]
        assert people == [1778, 2269]
        assert hours == [23519, 31909]
        assert round(100 * (people[1] / people[0] - 1), 1) == 27.6
        assert round(100 * (hours[1] / hours[0] - 1), 1) == 35.7

    def test_every_zone_has_at_least_two_providers(self) -> None:
        """Paragraph 8."""
        assert counts(week("leicestershire-2022"), "two_providers") == {"pass": 14}

    @pytest.mark.parametrize(("day", "rows"), [("2022-10-31", 1), ("2022-11-01", 14)])
    def test_off_framework_starts_are_ruled_out_after_31_october_2022(self, day: str, rows: int) -> None:
        """Paragraph 18."""
        shown = outcomes(as_at("leicestershire-2022", day), "framework_first")
        assert len(shown) == rows

    @pytest.mark.parametrize(("day", "holds"), [("2022-10-31", False), ("2022-11-01", True), ("2023-05-01", False)])
    def test_key_indicators_are_watched_for_six_months(self, day: str, holds: bool) -> None:
        """Paragraph 33."""
        watched = week("leicestershire-2022").model.statements[0]
        assert watched.is_in_force(dt.date.fromisoformat(day)) is holds
