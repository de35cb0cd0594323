"""Figures that the report publishes, as it labels them."""

from typing import Final

REPORT: Final[str] = "Report of 20 March 2018"
"""File 002_bac2925cb4a75b8d.txt."""

Row = tuple[str, str, str, str, str, str, str]

USERS: Final[str] = "Service users, directly commissioned"
SPEND: Final[str] = "Annual spend on domiciliary support"
RATE: Final[str] = "Average hourly rate, Leicester"

_YEAR_2017: Final = ("2017/18", "2017-04-01", "2018-03-31")

PUBLISHED: Final[tuple[Row, ...]] = (
    (USERS, "2014-15", "2014-04-01", "2015-03-31", "2745", "people", f"{REPORT}, 4.1"),
    (USERS, "2015-16", "2015-04-01", "2016-03-31", "2583", "people", f"{REPORT}, 4.1"),
    (USERS, "2016-17", "2016-04-01", "2017-03-31", "2502", "people", f"{REPORT}, 4.1"),
    (USERS, "2017-18 YTD", "2017-04-01", "2018-02-01", "1636", "people", f"{REPORT}, 4.1"),
    ("Service users on a day", "1 February 2018", "2018-02-01", "2018-02-01", "1498", "people", f"{REPORT}, 4.1"),
    (SPEND, "2016/17", "2016-04-01", "2017-03-31", "12.8", "million GBP", f"{REPORT}, 4.2"),
    (SPEND, "2016/17", "2016-04-01", "2017-03-31", "12.2", "million GBP", f"{REPORT}, 4.2"),
    (RATE, "old framework", "", "2017-10-08", "13.50", "GBP an hour", f"{REPORT}, 4.2"),
    (RATE, *_YEAR_2017, "14.30", "GBP an hour", f"{REPORT}, 4.2 and 4.3"),
    ("Hourly rate, region, lowest", *_YEAR_2017, "12.35", "GBP an hour", f"{REPORT}, 4.3"),
    ("Hourly rate, region, mean", *_YEAR_2017, "14.78", "GBP an hour", f"{REPORT}, 4.3"),
    ("Hourly rate, region, highest", *_YEAR_2017, "16.86", "GBP an hour", f"{REPORT}, 4.3"),
    ("UKHCA minimum price", "2018/19", "2018-04-01", "2019-03-31", "18.01", "GBP an hour", f"{REPORT}, 4.3"),
    ("Providers registered with the CQC in the city", "March 2018", "", "2018-03-20", "110", "providers",
     f"{REPORT}, 4.4"),
    ("Providers contracted", "contract to October 2017", "", "2017-10-08", "13", "providers", f"{REPORT}, 4.6"),
    ("Providers contracted", "March 2018", "", "2018-03-20", "25", "providers", f"{REPORT}, 4.4"),
    ("People awaiting care on a day", "31 January 2018", "2018-01-31", "2018-01-31", "11", "people", f"{REPORT}, 4.13"),
    ("Open wait on a day, mean", "9 January 2018", "2018-01-09", "2018-01-09", "9.6", "days", f"{REPORT}, 4.14"),
    ("Open wait on a day, shortest", "9 January 2018", "2018-01-09", "2018-01-09", "2", "days", f"{REPORT}, 4.14"),
    ("Open wait on a day, longest", "9 January 2018", "2018-01-09", "2018-01-09", "21", "days", f"{REPORT}, 4.14"),
    ("CCG people a year, about", "a year", "", "", "900", "people", f"{REPORT}, 4.7"),
    ("CCG spend a year, about", "a year", "", "", "10", "million GBP", f"{REPORT}, 4.7"),
)  # fmt: skip
"""series, period, period_start, period_end, value, unit, source. Two spends carry the same period: paragraph 4.2
labels both 2016/17, and which of them is another year's is not for us to say. Days of periods are ours."""
