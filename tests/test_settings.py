"""carezones.toml: what is read, and every fault named at once."""

from pathlib import Path

import pytest

from geo.errors import InputError
from geo.settings import Settings, load_settings
from geo.settings.floors import FLOORS

GOOD = '[authority]\nname = "X"\nmodel = "leicestershire-2022"\n'


def refusal(folder: Path, text: str) -> str:
    (folder / "carezones.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_settings(folder)
    return str(error.value)


def load(folder: Path, text: str) -> Settings:
    (folder / "carezones.toml").write_text(text, encoding="utf-8")
    return load_settings(folder)


def test_paths_are_relative_to_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "carezones.toml").write_text(GOOD + '[sources.zones]\nfile = "reference/z.geojson"\n')
    source = load_settings(tmp_path).sources["zones"]
    assert source.files == (tmp_path / "reference/z.geojson",)
    assert source.labels == ("reference/z.geojson",)


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    assert "line 2" in refusal(tmp_path, "[authority]\nname = \n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[authority]\nname = "X"\n', "lacks model"),
        (GOOD + "[sources.package]\nfile = 'x'\n", "Did you mean packages?"),
        (GOOD + "[sources.packages]\nfiles = 'x'\n", "lacks file"),
        (GOOD + "[sources.packages]\nfile = 'x'\ndateformat = 'y'\n", "Did you mean date_format?"),
        (GOOD + "[sources.packages]\nfile = 3\n", "not of the right type"),
        (GOOD + "[sources.packages]\nfile = []\n", "one file or a list"),
        (GOOD + "[sources.packages]\nfile = 'x'\ncolumns = { hours = 'H' }\n", "is not a column of packages"),
        (GOOD + "[sources.packages]\nfile = 'x'\ncolumns = { setting = 3 }\n", "columns.setting"),
        (GOOD + "[sources.packages]\nfile = 'x'\nvalues.setting = 'general'\n", "values.setting"),
        (GOOD + "[source.packages]\nfile = 'x'\n", "Did you mean sources?"),
    ],
)
def test_a_fault_is_named_with_its_key_and_a_hint(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, text)


def test_a_hint_never_offers_a_column_that_is_mapped_already(tmp_path: Path) -> None:
    wrong = GOOD + "[sources.packages]\nfile = 'x'\ncolumns = { provider_idd = 'P'%s }\n"
    assert "Did you mean provider_id?" in refusal(tmp_path, wrong % "")
    assert "Did you mean provider_id?" not in refusal(tmp_path, wrong % ", provider_id = 'Provider'")


def test_all_faults_are_named_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, "[authority]\n[sources.package]\n[sources.zones]\n")
    for part in ("lacks name", "lacks model", "package is not a table", "[sources.zones] lacks file"):
        assert part in said.replace("[sources.package]", "package")


OTHER = """
[other_zones.localities]
name = "Localities"
area_term = "locality"
file = "localities.geojson"
"""


def test_other_zones_stand_beside_those_of_the_contract(tmp_path: Path) -> None:
    settings = load(tmp_path, GOOD + OTHER)
    assert settings.other_zones["localities"].area_term == "locality"
    apart = settings.on("localities")
    assert apart.zones_key == "localities"
    assert apart.sources["zones"].labels == ("localities.geojson",)
    assert settings.on(None) is settings


def test_tables_that_name_zones_of_the_contract_are_left_out_on_other_zones(tmp_path: Path) -> None:
    awards = (
        '\n[sources.awards]\nfile = "a.csv"\n[sources.offers]\nfile = "o.csv"\n[sources.performance]\nfile = "p.csv"\n'
    )
    apart = load(tmp_path, GOOD + awards + OTHER).on("localities")
    assert not {"awards", "offers", "performance"} & apart.sources.keys()


def test_zones_that_are_not_there_are_refused_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no \[other_zones.localitys\]. Did you mean localities\? Sets of zones: loc"):
        load(tmp_path, GOOD + OTHER).on("localitys")
    with pytest.raises(InputError, match="none; add one as"):
        load(tmp_path, GOOD).on("wards")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OTHER.replace('name = "Localities"\n', ""), "lacks name"),
        (OTHER.replace('area_term = "locality"\n', ""), "lacks area_term"),
        (OTHER.replace("area_term", "areaterm"), "Did you mean area_term?"),
        (OTHER.replace('file = "localities.geojson"\n', ""), "lacks file"),
        ("other_zones = 3\n", "must be sections"),
        ("[other_zones]\nlocalities = 3\n", "lacks file"),
    ],
)
def test_other_zones_written_wrongly_are_refused(tmp_path: Path, text: str, said: str) -> None:
    text = text + GOOD if text.startswith("other_zones =") else GOOD + text
    with pytest.raises(InputError) as error:
        load(tmp_path, text)
    assert said in str(error.value)


@pytest.mark.parametrize("pattern", ["'Lot ('", "'Lot'", "'(Lot) (.+)'", "3"])
def test_a_pattern_without_exactly_one_group_is_refused(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(InputError, match="regular expression with one group"):
        load(tmp_path, GOOD + f'\n[sources.awards]\nfile = "a.csv"\npatterns = {{ zone_code = {pattern} }}\n')


@pytest.mark.parametrize("key", FLOORS)
def test_a_release_can_be_made_stricter_and_never_weaker_than_its_floor(tmp_path: Path, key: str) -> None:
    least = FLOORS[key].least
    assert load(tmp_path, GOOD + f"[release]\n{key} = {least}\n").release == {key: least}
    for weaker in (least - 1, 0, -least):
        assert f"Write {least} ({FLOORS[key].unit}) or more" in refusal(
            tmp_path, GOOD + f"[release]\n{key} = {weaker}\n"
        )
    assert key in refusal(tmp_path, GOOD + f"[release]\n{key} = {FLOORS[key].most + 1}\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("round_to = 7", "round_to must be 5 or 10"),
        ("p_pct = 10.5", "p_pct must be a whole number"),
        ("hidden_up_to = true", "hidden_up_to must be a whole number"),
        ('quiet_days = "28"', "quiet_days must be a whole number"),
        ("hide_up_to = 9", "Did you mean hidden_up_to?"),
    ],
)
def test_a_wrong_setting_of_release_is_named(tmp_path: Path, text: str, said: str) -> None:
    assert said in refusal(tmp_path, GOOD + f"[release]\n{text}\n")


def test_whom_to_ask_is_no_part_of_the_rules_of_a_release(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD + '[release]\ncontact = " Home care team, County Hall & Môn "\nround_to = 10\n')
    assert found.contact == "Home care team, County Hall & Môn"
    assert found.release == {"round_to": 10}
    assert load(tmp_path, GOOD).contact == ""
    assert load(tmp_path, GOOD + f'[release]\ncontact = "{"x" * 120}"\n').contact == "x" * 120


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("7", "must be text in quotation marks"),
        ('" "', "must be text in quotation marks"),
        (r'"Office\nof home care"', "must be one line"),
        (r'"Office \u202e of"', "must be one line"),
        (f'"{"x" * 121}"', "has 121 characters; 120 are the most"),
    ],
)
def test_a_contact_is_one_short_line_that_can_be_read(tmp_path: Path, value: str, said: str) -> None:
    assert said in refusal(tmp_path, GOOD + f"[release]\ncontact = {value}\n")


def test_release_must_be_a_section(tmp_path: Path) -> None:
    assert "must be sections" in refusal(tmp_path, "release = 7\n" + GOOD)


TILES = "https://tiles.council.gov.uk/{z}/{x}/{y}.png"
ATTRIBUTION = "attribution = 'X Council'\n"


def test_without_a_map_part_maps_have_no_tiles_and_no_landmarks(tmp_path: Path) -> None:
    settings = load(tmp_path, GOOD)
    assert settings.map.tiles is None
    assert settings.map.tiles_origin is None
    assert "landmarks" not in settings.sources


def test_landmarks_of_the_map_are_a_source_like_any_other(tmp_path: Path) -> None:
    settings = load(tmp_path, GOOD + "[map]\nlandmarks = 'reference/landmarks.csv'\n")
    assert settings.sources["landmarks"].files == (tmp_path / "reference/landmarks.csv",)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        (TILES, "https://tiles.council.gov.uk"),
        ("http://127.0.0.1:9000/t/{z}/{x}/{y}.png", "http://127.0.0.1:9000"),
        ("https://Maps.Gov.UK/wmts?layer=a&z={z}&x={x}&y={y}&key=K_1", "https://maps.gov.uk"),
    ],
)
def test_tiles_are_asked_of_one_place(tmp_path: Path, address: str, origin: str) -> None:
    settings = load(tmp_path, GOOD + f"[map]\ntiles = '{address}'\n" + ATTRIBUTION)
    assert settings.map.tiles == address
    assert settings.map.tiles_origin == origin


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        (f"tiles = '{TILES}'\n", "needs attribution"),
        (f"tiles = '{TILES}'\nattribution = ' '\n", "attribution must be text"),
        (ATTRIBUTION, "there are none"),
        ("tiles = 3\n" + ATTRIBUTION, "tiles must be text"),
        ("tiles = 'tiles.council.gov.uk/{z}/{x}/{y}'\n" + ATTRIBUTION, "must begin with https://"),
        ("tiles = 'javascript:alert(1)/{z}/{x}/{y}'\n" + ATTRIBUTION, "must begin with https://"),
        ("tiles = 'https:///{z}/{x}/{y}'\n" + ATTRIBUTION, "must begin with https://"),
        ("tiles = 'ftp://x.uk/{z}/{x}/{y}'\n" + ATTRIBUTION, "must begin with https://"),
        ("tiles = 'https://u:p@x.uk/{z}/{x}/{y}'\n" + ATTRIBUTION, "name or password"),
        ("tiles = 'https://{s}.x.uk/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        ("tiles = 'https://x.uk;*/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        ("tiles = 'https://*/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        (f"tiles = 'https://{'x' * 254}/{{z}}/{{x}}/{{y}}'\n" + ATTRIBUTION, "one host"),
        ("tiles = 'https://x.uk:/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        ("tiles = 'https://x.uk:800000/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        ("tiles = 'https://[x/{z}/{x}/{y}'\n" + ATTRIBUTION, "is not an address"),
        ("tiles = 'https://x.uk/{z}/{y}'\n" + ATTRIBUTION, "lacks {x} behind the host"),
        ("tiles = 'https://{z}.x.uk/{x}/{y}'\n" + ATTRIBUTION, "lacks {z} behind the host"),
        ("tiles = 'https://x.uk/{z}/{x}/{y}{r}'\n" + ATTRIBUTION, "braces of another kind"),
        ("tiles = 'https://x.uk/{z}/{x}/{y} \"><img>'\n" + ATTRIBUTION, "signs that no address has"),
        ("title = 'x'\n", "Did you mean tiles?"),
        ("landmarks = 'a.csv'\n[sources.landmarks]\nfile = 'b.csv'\n", "Keep one of the two"),
    ],
)
def test_a_map_part_that_cannot_be_used_is_told(tmp_path: Path, said: str, fault: str) -> None:
    message = refusal(tmp_path, GOOD + "[map]\n" + said)
    assert fault in message
    assert "u:p" not in message


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("tiles = ' '\n" + ATTRIBUTION, "tiles must be text"),
        ("tiles = 3\n" + ATTRIBUTION, "tiles must be text"),
        ("tiles = 'https://{s}.x.uk/{z}/{x}/{y}'\n" + ATTRIBUTION, "one host"),
        ("tiles = '/{z}/{x}/{y}'\n" + ATTRIBUTION, "must begin with https://"),
    ],
)
def test_one_fault_of_the_map_part_is_told_once(tmp_path: Path, said: str, fault: str) -> None:
    message = refusal(tmp_path, GOOD + "[map]\n" + said)
    assert fault in message
    assert message.count("[map] ") == 1
