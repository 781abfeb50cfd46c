"""The week has something for everybody."""

from __future__ import annotations

from datetime import timedelta

from saleor_config.demo_week.plan import NEIGHBOUR, Fate, week


def test_forty_to_sixty_orders_of_seven_days_with_every_fate():
    scripts = week()

    assert 40 <= len(scripts) <= 60
    assert {script.fate for script in scripts} == set(Fate)
    assert all(timedelta(0) < script.ago < timedelta(days=7) for script in scripts)


def test_oldest_comes_first_and_some_have_several_enterprises():
    scripts = week()

    assert [script.ago for script in scripts] == sorted((s.ago for s in scripts), reverse=True)
    assert {script.makers for script in scripts} == {1, 2, 3}
    assert any(script.says for script in scripts)
    assert any(script.wants_fapiao and not script.is_fapiao_issued for script in scripts)


def test_some_orders_are_late():
    late = [s for s in week() if s.fate is Fate.TO_SHIP and s.ago > timedelta(hours=49)]

    assert len(late) >= 3


def test_one_buyer_fetches_what_is_set_aside_and_what_was_handed_over():
    fetched = [s for s in week() if s.fate.value.startswith("pick_up")]

    assert {s.fate for s in fetched} == {Fate.PICK_UP_WAITING, Fate.PICK_UP_FETCHED}
    assert {s.buyer for s in fetched} == {NEIGHBOUR}
    assert len({s.number for s in week()}) == len(week())


def test_first_enterprise_has_a_case_to_answer_and_one_to_receive():
    its = {s.fate: s for s in week() if s.is_of_first}

    assert set(its) == {Fate.CASE_REQUESTED, Fate.CASE_WAITING}
    assert its[Fate.CASE_WAITING].buyer == NEIGHBOUR
    # Received, and asked about, less than the two days ago after which the platform agrees.
    assert its[Fate.CASE_REQUESTED].ago < timedelta(hours=14 + 30 + 5 + 48)
