"""The readers that `make fuzz` feeds: each reads what it begins from, and bytes near it end in a refusal at most."""

import pytest
from checking import examples
from damage import spoiled
from hypothesis import given
from hypothesis import strategies as st
from targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_each_reader_reads_the_good_files_that_it_begins_from(name: str) -> None:
    for content in TARGETS[name].seeds():
        TARGETS[name].reads(content)


@pytest.mark.parametrize("name", TARGETS)
@examples(10)
@given(data=st.data())
def test_a_reader_refuses_what_it_cannot_read_in_whole_sentences(name: str, data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(TARGETS[name].made()))
    TARGETS[name](data.draw(spoiled(content)))
