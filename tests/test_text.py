"""Words for codes: one way of telling two spellings of a code alike, and another for references."""

import pytest

from geo.text import agreed, folded_code
from geo.validate.registers import folded_reference


@pytest.mark.parametrize("code", ["extra_care", "Extra care", " EXTRA-CARE ", "extra  care"])
def test_a_code_is_the_same_in_any_case_and_with_any_joint(code: str) -> None:
    assert folded_code(code) == "extracare"


def test_a_reference_keeps_its_hyphens() -> None:
    assert folded_reference("Pk 1-2") == "pk1-2"
    assert folded_reference("1-2") != folded_reference("12")


def test_what_is_said_of_one_and_of_several_agrees_with_its_number() -> None:
    said = "{row has|rows have} a comma, and {was|were} read"
    assert agreed(1, said) == "1 row has a comma, and was read"
    assert agreed(2_000, said) == "2,000 rows have a comma, and were read"
