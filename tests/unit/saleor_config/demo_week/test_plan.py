"""The week has something for everybody."""

from __future__ import annotations

from datetime import timedelta

from saleor_config.demo_week.plan import Fate, week


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
