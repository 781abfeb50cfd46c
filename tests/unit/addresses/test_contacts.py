import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses.errors import (
    MobileInvalid,
    PhoneMissing,
    RecipientInvalid,
    RecipientMissing,
    StreetInvalid,
    StreetMissing,
)
from plugins.addresses.rules.contacts import (
    mobile_normalise,
    phone_normalise,
    phone_written,
    recipient_normalise,
    street_normalise,
    street_within,
)


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "+86 138 1234 5678",
        "8613812345678",
        "0086 13812345678",
        "(+86)138-1234-5678",
        "１３８１２３４５６７８",
        "\u202d138 1234 5678\u202c",
        " 138\u00a01234\u30005678 ",
    ],
)
def test_mobile_is_normalised(text):
    assert mobile_normalise(text) == "+8613812345678"


@pytest.mark.parametrize(
    "text",
    ["1381234567", "138123456789", "12812345678", "23812345678", "+85291234567", "0714-8712345", "abc", "١٣٨١٢٣٤٥٦٧٨"],
)  # fmt: skip
def test_other_numbers_are_refused(text):
    with pytest.raises(MobileInvalid) as refusal:
        mobile_normalise(text)

    assert refusal.value.field == "phone"


@pytest.mark.parametrize("text", ["", "  ", "\u202d\u202c", "-"])
def test_no_number_is_missing(text):
    with pytest.raises(PhoneMissing):
        mobile_normalise(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0714-8712345", "+867148712345"),
        ("010-65001234", "+861065001234"),
        ("+86 714 8712345", "+867148712345"),
        ("13812345678", "+8613812345678"),
    ],
)
def test_company_may_give_a_landline(text, number):
    assert phone_normalise(text, is_company=True) == number


def test_person_may_not_give_a_landline():
    with pytest.raises(MobileInvalid):
        phone_normalise("0714-8712345", is_company=False)


@given(st.text())
def test_mobile_is_either_refused_or_eleven_digits(text):
    try:
        number = mobile_normalise(text)
    except (MobileInvalid, PhoneMissing):
        return

    assert len(number) == 14
    assert number.startswith("+861")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三", "张三"),
        (" 张  三 ", "张 三"),
        ("古丽·买买提", "古丽·买买提"),
        ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
        ("张\n三", "张 三"),
        ("𠮷田", "𠮷田"),
    ],
)
def test_recipient_is_tidied(text, name):
    assert recipient_normalise(text) == name


@pytest.mark.parametrize("text", ["张三😀", "12345", "…", "张" * 51])
def test_recipient_no_label_can_carry_is_refused(text):
    with pytest.raises(RecipientInvalid):
        recipient_normalise(text)


def test_recipient_of_blanks_is_missing():
    with pytest.raises(RecipientMissing):
        recipient_normalise("\u200b \u3000")


def test_street_on_two_lines_becomes_one():
    assert street_normalise("金牛镇胜利路12号\n3栋 501") == "金牛镇胜利路12号 3栋 501"


def test_street_of_blanks_is_missing():
    with pytest.raises(StreetMissing):
        street_normalise(" \n ")


@pytest.mark.parametrize("text", ["路", "号" * 201, "----", "金牛镇🏠"])
def test_street_no_courier_could_use_is_refused(text):
    with pytest.raises(StreetInvalid):
        street_normalise(text)


@pytest.mark.parametrize(
    ("street", "locality", "expected"),
    [
        ("金牛镇1号", "", "金牛镇1号"),
        ("湖北省黄石市大冶市金牛镇1号", "", "金牛镇1号"),
        ("大冶市 金牛镇1号", "", "金牛镇1号"),
        ("湖北省黄石市大冶市", "", "湖北省黄石市大冶市"),
        ("胜利路1号", "金牛镇", "金牛镇胜利路1号"),
        ("金牛镇胜利路1号", "金牛镇", "金牛镇胜利路1号"),
    ],
)
def test_street_neither_repeats_nor_lacks_a_place(street, locality, expected):
    names = ("湖北省", "黄石市", "大冶市")

    assert street_within(street, names=names, locality=locality) == expected


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+8613812345678", "13812345678"),
        ("+867148712345", "0714-8712345"),
        ("+861088886666", "010-88886666"),
        ("+862788886666", "027-88886666"),
        ("+85223456789", "+85223456789"),
    ],
)
def test_number_is_written_as_people_dial_it(phone, written):
    assert phone_written(phone) == written


@pytest.mark.parametrize("phone", ["+8613812345678", "+867148712345", "+861088886666"])
def test_written_number_is_read_back(phone):
    assert phone_normalise(phone_written(phone), is_company=True) == phone
