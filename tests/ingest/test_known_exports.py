"""National exports that need no mapping: the care directory and client-level data."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest
from cqc_files import Row, directory_rows, write_directory

from geo.errors import InputError
from geo.ingest import RawTable, read_table
from geo.report import Problem
from geo.settings import Source

LABEL = "HSCA_Active_Locations.ods"
SERVICE = "Service type - Domiciliary care service"


def providers(folder: Path, rows: Iterable[Row], **settings: object) -> RawTable:
    write_directory(folder / LABEL, iter(rows))
    raw = read_table(Source("providers", (folder / LABEL,), (LABEL,), **settings))  # type: ignore[arg-type]
    assert isinstance(raw, RawTable)
    return raw


def said(raw: RawTable, severity: str) -> list[str]:
    return [problem.sentence() for problem in raw.problems if problem.severity == severity]


def location(n: int, rating: str, **more: str) -> dict[str, str]:
    (made,) = list(directory_rows(1))
    named = {"Location ID": f"1-{n}", "Location Name": f"Agency {n}", "Location Latest Overall Rating": rating}
    return {**made, **named, SERVICE: "Y", **more}


def test_of_the_care_directory_home_care_agencies_are_the_providers(tmp_path: Path) -> None:
    raw = providers(tmp_path, directory_rows(300))
    assert (raw.rows_read, len(raw.rows), raw.rows_not_data) == (300, 75, 225)
    first = raw.rows.iloc[0]
    assert first.to_dict() == {
        "latitude": "52.400137",
        "longitude": "-1.200119",
        "postcode": "QZ1 1AB",
        "provider_id": "1-100000",
        "provider_name": "Location 0",
        "cqc_location_id": "1-100000",
        "cqc_rating": "Outstanding",
        "cqc_rating_on": "2024-01-01",
        "is_dormant": "N",
    }
    assert raw.names["provider_id"] == "Location ID"
    (remark,) = said(raw, "not_data")
    assert remark == (
        f"{LABEL}, sheet HSCA_Active_Locations, row 3: 225 locations without the domiciliary care service in the CQC "
        "care directory, the first here. Not counted as data."
    )


def test_ratings_are_taken_as_the_directory_means_them(tmp_path: Path) -> None:
    stated = ["Outstanding", "Requires improvement", "", "Not Rated", "Inspected but not rated", "Not Yet Inspected"]
    raw = providers(tmp_path, [location(n, rating) for n, rating in enumerate(stated)])
    assert raw.rows["cqc_rating"].tolist() == [
        "Outstanding", "Requires improvement", "not_inspected", "", "", "not_inspected",
    ]  # fmt: skip
    (remark,) = said(raw, "warning")
    assert "2 locations of the care directory have no rating as a whole" in remark


def test_a_mapping_overrides_what_is_known_of_the_directory(tmp_path: Path) -> None:
    rows = [location(n, "Good", **{"Location ODS Code": f"ODS{n}"}) for n in range(2)]
    columns = {"provider_id": "Location ODS Code", "provider_name": "Provider Name"}
    raw = providers(tmp_path, rows, columns=columns, values={"cqc_rating": {"Good": "good"}})
    assert raw.rows["provider_id"].tolist() == ["ODS0", "ODS1"]
    assert raw.rows["cqc_location_id"].tolist() == ["1-0", "1-1"]
    assert raw.rows["provider_name"].tolist() == ["Company 0 Limited"] * 2


def test_the_directory_as_text_is_known_too_with_its_british_dates(tmp_path: Path) -> None:
    rows = [location(1, "Good", **{"Publication Date": "05/04/2024"}), location(2, "Good", **{SERVICE: ""})]
    path = tmp_path / "directory.csv"
    pd.DataFrame(rows).to_csv(path, index=False)
    raw = read_table(Source("providers", (path,), ("directory.csv",)))
    assert isinstance(raw, RawTable)
    assert raw.rows["cqc_rating_on"].tolist() == ["2024-04-05"]
    assert raw.rows_not_data == 1


def test_a_register_with_a_few_of_the_names_is_not_the_directory(tmp_path: Path) -> None:
    path = tmp_path / "providers.csv"
    path.write_text("Location ID,Location Name,Postcode\n1-1,Care,QZ1 1AB\n")
    with pytest.raises(InputError, match="column missing: provider_id, provider_name"):
        read_table(Source("providers", (path,), ("providers.csv",)))


HEADER = (
    "LA Person Unique Identifier,NHS Number,First Name,Last Name,Date of Birth,Postcode,Event Reference,"
    "Event Start Date,Event End Date,Service Type,Service Component,Delivery Mechanism,Provider CQC Location ID,"
    "Unit Cost,Cost Frequency (Unit Type),Planned units per week"
)
EVENT = (
    "LA{n},9434765919,Canary,Canary,1931-02-03,QZ1 1AB,E{n},2024-05-06,,Long Term Support: Community,{component},"
    "{mechanism},1-100000,21.5,{unit},{hours}"
)
HOME = "Home Support"


def event(n: int, component: str = HOME, mechanism: str = "", unit: str = "Hourly", hours: float = 7.5) -> str:
    return EVENT.format(n=n, component=component, mechanism=mechanism, unit=unit, hours=hours)


def packages(folder: Path, *events: str, **columns: str) -> RawTable:
    path = folder / "cld.csv"
    path.write_text("\n".join([HEADER, *events]) + "\n")
    raw = read_table(Source("packages", (path,), ("cld.csv",), columns=columns))
    assert isinstance(raw, RawTable)
    return raw


def test_of_client_level_data_home_support_by_the_hour_is_packages(tmp_path: Path) -> None:
    raw = packages(
        tmp_path,
        event(1, mechanism="Direct Payment"),
        event(2, mechanism="CASSR Commissioned support", hours=14),
        event(3, component="Residential Care", unit="Weekly", hours=1),
        event(4, mechanism="Another"),
        package_id="Event Reference",
    )
    assert raw.rows["package_id"].tolist() == ["E1", "E2", "E4"]
    assert raw.rows["person_id"].tolist() == ["LA1", "LA2", "LA4"]
    assert raw.rows["hours_per_week"].tolist() == ["7.5", "14", "7.5"]
    assert raw.rows["delivery_mechanism"].tolist() == ["direct_payment", "commissioned", "Another"]
    assert raw.rows["provider_id"].tolist() == ["1-100000"] * 3
    assert set(raw.rows) == {
        "package_id", "person_id", "postcode", "provider_id", "hours_per_week", "started_on", "ended_on",
        "delivery_mechanism",
    }  # fmt: skip
    (remark,) = said(raw, "not_data")
    assert "row 4: 1 event that is no service of home support in client-level data" in remark
    (warning,) = said(raw, "warning")
    assert "4 columns hold personal data (NHS or insurance numbers, names, dates of birth or death)" in warning
    assert "Canary" not in "".join(problem.sentence() for problem in raw.problems)


def test_client_level_data_without_a_reference_of_packages_asks_for_one(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r'column missing: package_id\..*none is made up.*package_id = "Event Reference"'
    ):
        packages(tmp_path, event(1))


def test_units_that_are_not_hours_are_never_taken_as_hours(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"row 3, column Cost Frequency \(Unit Type\): the unit of 2 of 3 home"
    ) as refused:
        packages(tmp_path, event(1), event(2, unit="Per session"), event(3, unit=""), package_id="Event Reference")
    assert "Map a column with hours" in str(refused.value)
    raw = packages(
        tmp_path, event(1, unit="Weekly"), package_id="Event Reference", hours_per_week="Planned units per week"
    )
    assert raw.rows["hours_per_week"].tolist() == ["7.5"]


def test_client_level_data_that_does_not_state_its_unit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cld.csv"
    path.write_text(HEADER.replace("Cost Frequency (Unit Type)", "Other") + "\n" + event(1) + "\n")
    source = Source("packages", (path,), ("cld.csv",), columns={"package_id": "Event Reference"})
    with pytest.raises(InputError, match="does not say whether the units are hours"):
        read_table(source)


def test_problems_of_known_exports_are_remarks(tmp_path: Path) -> None:
    raw = providers(tmp_path, directory_rows(40))
    assert all(isinstance(problem, Problem) and problem.cause.endswith(".") for problem in raw.problems)
