"""Pages are drawn one after another, and a slow one holds nobody up for long."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.common.turn import Turn

NEVER = 60.0


def test_two_pages_are_never_drawn_at_once() -> None:
    turn, inside, most = Turn(NEVER), [], []

    def draw(number: int) -> None:
        with turn.taken():
            inside.append(number)
            most.append(len(inside))
            threading.Event().wait(0.001)
            inside.remove(number)

    with ThreadPoolExecutor(8) as readers:
        list(readers.map(draw, range(40)))
    assert most == [1] * 40


def test_a_page_that_takes_long_goes_on_beside_the_others() -> None:
    turn, others_done = Turn(0.01), threading.Event()
    began, drawn = threading.Event(), []

    def slow() -> None:
        with turn.taken():
            began.set()
            drawn.append(others_done.wait(NEVER))

    pack = threading.Thread(target=slow)
    pack.start()
    assert began.wait(NEVER)
    for number in range(3):
        with turn.taken():
            drawn.append(number)
    others_done.set()
    pack.join()
    assert drawn == [0, 1, 2, True]


def test_a_slow_page_that_ends_late_takes_no_turn_from_whoever_has_it() -> None:
    turn = Turn(0.01)
    late = turn.taken()
    late.__enter__()
    with turn.taken():
        holder = turn._holder
        late.__exit__(None, None, None)
        assert turn._holder is holder


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turn = Turn(NEVER)
    with pytest.raises(ValueError, match="broken"), turn.taken():
        raise ValueError("broken")
    with ThreadPoolExecutor(1) as other:
        other.submit(lambda: turn.taken().__enter__()).result(timeout=5)
