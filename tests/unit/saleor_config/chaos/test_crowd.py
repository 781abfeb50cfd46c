import time

import pytest

from saleor_config.chaos.crowd import Crowd, together


def test_stories_that_wait_hold_no_thread():
    told = []

    def story(number):
        told.append(("begins", number))
        yield 0.05
        told.append(("ends", number))

    crowd = Crowd((story(number) for number in range(50)), most=50)
    crowd.play(2)

    assert crowd.begun == crowd.finished == 50
    assert {number for what, number in told if what == "ends"} == set(range(50))


def test_story_that_is_due_comes_before_one_that_has_not_begun():
    told = []

    def story(number):
        told.append(("begins", number))
        yield 0
        told.append(("ends", number))

    Crowd((story(number) for number in range(3)), most=10).play(1)

    assert told == [(what, number) for number in range(3) for what in ("begins", "ends")]


def test_first_story_that_fails_ends_the_campaign():
    def story(number):
        yield 0
        if number == 3:
            raise ZeroDivisionError
        while True:
            yield 0.01

    crowd = Crowd((story(number) for number in range(10)), most=10)

    with pytest.raises(ZeroDivisionError):
        crowd.play(2)


def test_acts_together_begin_together_and_hand_their_errors_over():
    def fails():
        raise ValueError("no")

    moments = together(time.monotonic, time.monotonic)
    _, error = together(lambda: 1, fails)

    assert all(isinstance(moment, float) for moment in moments)
    assert isinstance(error, ValueError)


def test_no_more_stories_are_under_way_than_there_is_room_for():
    under_way, seen = set(), []

    def story(number):
        under_way.add(number)
        seen.append(len(under_way))
        yield 0.001
        under_way.remove(number)

    Crowd((story(number) for number in range(20)), most=3).play(4)

    assert max(seen) <= 3
    assert len(seen) == 20
