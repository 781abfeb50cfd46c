from datetime import UTC, datetime, timedelta

import pytest

from plugins.shipments import errors, rules
from plugins.shipments.rules import Label, Method

NOON = datetime(2026, 7, 1, 4, 0, 0, 123_456, tzinfo=UTC)


def test_table_of_companies_is_readable():
    table = rules.companies()

    assert {"SF", "STO", "YTO", "ZTO", "YD", "EMS", "JD"} <= set(table)
    assert [code for code, company in table.items() if company.needs_phone] == ["SF"]


def test_label_is_kept_tidy():
    [label] = rules.labels_checked(method=Method.EXPRESS, labels=[Label(" zto", "753 12a-45 ")])

    assert label == Label("ZTO", "75312A-45")


@pytest.mark.parametrize(
    ("labels", "refusal"),
    [
        ([], errors.ParcelsInvalid),
        ([Label("ZTO", f"7531{n:04}") for n in range(16)], errors.ParcelsInvalid),
        ([Label("ZTO", "75311"), Label("zto", "75 311")], errors.ParcelsInvalid),
        ([Label("PIGEON", "75311")], errors.CompanyUnknown),
        ([Label("ZTO", "中通75311")], errors.TrackingInvalid),
        ([Label("ZTO", "7531")], errors.TrackingInvalid),
    ],
)
def test_unusable_labels_are_refused(labels, refusal):
    with pytest.raises(refusal):
        rules.labels_checked(method=Method.EXPRESS, labels=labels)


@pytest.mark.parametrize("method", [Method.SAME_CITY, Method.PICK_UP])
def test_only_express_has_labels(method):
    assert rules.labels_checked(method=method, labels=[]) == []
    with pytest.raises(errors.ParcelsInvalid):
        rules.labels_checked(method=method, labels=[Label("ZTO", "75311")])


def test_description_ends_within_120_characters():
    assert rules.described([("保安狗血桃", 2), ("金牛麻花", 1)]) == "保安狗血桃×2，金牛麻花×1"
    long = rules.described([("保安狗血桃礼盒装", 2)] * 20)
    assert (len(long), long[-1]) == (120, "…")


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+8613800001234", "138****1234"),
        ("13800001234", "138****1234"),
        ("+4915112345678", "****5678"),
        ("", ""),
        ("123456", ""),
    ],
)
def test_phone_shows_its_last_four_digits(phone, shown):
    assert rules.masked(phone) == shown


@pytest.mark.parametrize("last", [timedelta(0), timedelta(minutes=5)])
def test_report_time_is_always_later_than_the_one_before(last):
    first = rules.next_report_time(now=NOON, last=None)
    assert first.microsecond == 123_000

    assert rules.next_report_time(now=NOON, last=first + last) > first + last
