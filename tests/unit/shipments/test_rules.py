from datetime import UTC, datetime, timedelta

import pytest

from plugins.shipments import errors, rules
from plugins.shipments.rules import Label, Method, PartFacts, report_plan

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


@pytest.mark.parametrize("last", [timedelta(0), timedelta(minutes=5)])
def test_report_time_is_always_later_than_the_one_before(last):
    first = rules.next_report_time(now=NOON, last=None)
    assert first.microsecond == 123_000

    assert rules.next_report_time(now=NOON, last=first + last) > first + last


def part(number, method=Method.EXPRESS, *, told=False, final=False):
    return PartFacts(number, method, is_told=told, is_final=final)


@pytest.mark.parametrize(
    ("parts", "is_all_shipped", "plan"),
    [
        # One part after the other by express; the last one says so.
        ([part(1)], True, (Method.EXPRESS, (1,), False, True)),
        ([part(1)], False, (Method.EXPRESS, (1,), True, False)),
        ([part(1, told=True), part(2)], False, (Method.EXPRESS, (2,), True, False)),
        ([part(1, told=True), part(2)], True, (Method.EXPRESS, (2,), True, True)),
        ([part(1), part(2)], True, (Method.EXPRESS, (1, 2), False, True)),
        # What goes another way waits for the last part; express speaks for both.
        ([part(1, Method.PICK_UP)], False, None),
        ([part(1, told=True), part(2, Method.SAME_CITY)], False, None),
        ([part(1, Method.SAME_CITY), part(2)], True, (Method.EXPRESS, (2,), False, True)),
        ([part(1, told=True), part(2, Method.PICK_UP)], True, (Method.EXPRESS, (1,), True, True)),
        (
            [part(1, Method.PICK_UP), part(2, Method.SAME_CITY)],
            True,
            (Method.SAME_CITY, (), False, True),
        ),
        ([part(1, Method.PICK_UP)], True, (Method.PICK_UP, (), False, True)),
        # The rest was refunded: the last parcel once more says that nothing follows.
        ([part(1, told=True), part(2, told=True)], True, (Method.EXPRESS, (2,), True, True)),
        # The correction says everything anew.
        (
            [part(1, told=True), part(2, told=True, final=True)],
            True,
            (Method.EXPRESS, (1, 2), False, True),
        ),
    ],
)
def test_wechat_is_told_of_parts_as_it_takes_them(parts, is_all_shipped, plan):
    found = report_plan(parts, is_all_shipped=is_all_shipped)

    told = found and (found.method, found.parcels_of, found.is_split, found.is_final)
    assert told == plan
