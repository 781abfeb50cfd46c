"""One notice says everything; each part reads its own sentence."""

from datetime import date

import pytest

from plugins.brand.rules.corrections import Part, correction_notes, correction_text
from plugins.brand.rules.working_days import is_weekday, working_days_between

NOTES = {Part.SCOPE: "漏了干货", Part.LABELS: "数量偏大"}


def test_notes_survive_the_way_through_one_text():
    text = correction_text(NOTES)

    assert text == "【申请范围】漏了干货 【标志与标签】数量偏大"
    assert correction_notes(text) == NOTES
    assert correction_text({}) == ""
    assert correction_notes("") == {}


@pytest.mark.parametrize("text", ["请补检验报告", " 请补检验报告 "])
def test_text_without_a_heading_concerns_the_papers(text):
    assert correction_notes(text) == {Part.PAPERS: "请补检验报告"}


def test_working_days_are_counted_after_one_day_up_to_another():
    friday, monday = date(2026, 3, 6), date(2026, 3, 9)

    def left(after: date, until: date) -> int:
        return working_days_between(after=after, until=until, is_working=is_weekday)

    assert left(friday, monday) == 1
    assert left(friday, date(2026, 3, 13)) == 5
    assert left(monday, monday) == 0
    assert left(monday, friday) == 0
