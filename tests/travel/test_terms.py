"""`[travel]` of a model: read, usual where left out, and every fault named with its line."""

from pathlib import Path

import pytest

from geo.errors import RuleError
from geo.model import load_model, model_names
from geo.schemas.roads import ROAD_CLASSES
from geo.travel import SPEEDS_KMH, TravelTerms

MODEL = 'title = "T"\narea_term = "zone"\nsource = "S"\n'


def load(folder: Path, travel: str) -> TravelTerms:
    (folder / "own.toml").write_text(MODEL + travel, encoding="utf-8")
    return load_model("own.toml", folder).travel


def test_every_class_of_road_has_a_usual_speed_and_faster_classes_come_first() -> None:
    assert tuple(SPEEDS_KMH) == ROAD_CLASSES
    assert sorted(SPEEDS_KMH.values(), reverse=True) == list(SPEEDS_KMH.values())


@pytest.mark.parametrize("name", model_names())
def test_the_models_that_come_with_the_program_say_how_fast_carers_drive(name: str) -> None:
    assert set(load_model(name, Path()).travel.speeds_kmh) == set(ROAD_CLASSES)


def test_what_a_model_leaves_out_is_as_usual(tmp_path: Path) -> None:
    assert load(tmp_path, "") == TravelTerms()
    own = load(tmp_path, "[travel]\nspeeds_kmh = { primary = 50 }\nstraight_line = { detour_factor = 1.4 }\n")
    assert own.speeds_kmh == {**SPEEDS_KMH, "primary": 50.0}
    assert (own.detour_factor, own.straight_speed_kmh) == (1.4, 45.0)


@pytest.mark.parametrize(
    ("travel", "said"),
    [
        ("[travel]\nspeeds_kmh = { motorwy = 96 }", "line 5: motorwy is not known here. Did you mean motorway? Known:"),
        ("[travel]\nspeeds_kmh = { primary = 0 }", "line 5: primary = 0 is not possible. Write a number from 1 to 130"),
        ("[travel]\nspeeds_kmh = { primary = nan }", "line 5: primary = nan is not possible."),
        ("[travel]\nspeeds_kmh = { primary = true }", "line 5: primary = true is not possible."),
        ("[travel.speeds_kmh]\nprimary = 'fast'", "line 4: primary = 'fast' is not possible."),
        ("[travel]\nstraight_line = { detour_factor = 0.9 }", "line 5: detour_factor = 0.9 is not possible."),
        ("[travel]\nstraight_line = 3", "line 5: straight_line = 3 is not possible. Write straight_line = {"),
        ("[travel]\nspeed_kmh = {}", "line 5: speed_kmh is not known here. Did you mean speeds_kmh?"),
        ("travel = 3", "line 4: travel must be written as [travel], with speeds_kmh"),
        ("[[travel]]\nspeeds_kmh = {}", "line 4: travel must be written as [travel]"),
    ],
)
def test_every_fault_is_named_with_its_line(tmp_path: Path, travel: str, said: str) -> None:
    with pytest.raises(RuleError) as error:
        load(tmp_path, travel)
    assert str(error.value).startswith(f"own.toml, {said}")
