import pytest

from plugins.addresses.forms import ChineseAddressForm

DAYE = {
    "country": "CN",
    "first_name": "李晓梅",
    "country_area": "湖北省",
    "city": "黄石市",
    "city_area": "大冶市",
    "street_address_1": "金牛镇东街 8 号",
    "phone": "13800001234",
}


def cleaned(**changes) -> dict:
    form = ChineseAddressForm({**DAYE, **changes})
    assert form.is_valid(), form.errors
    return form.cleaned_data


def refused(**changes) -> dict[str, tuple[str, str]]:
    errors = ChineseAddressForm({**DAYE, **changes}).errors.as_data()
    return {field: (error.code, error.message) for field, [error] in errors.items()}


def test_address_is_stored_in_the_official_form():
    data = cleaned(country_area="湖北", city="大冶", city_area="", phone="+86 138 0000 1234")

    assert {name: str(value) for name, value in data.items()} == {
        "first_name": "李晓梅",
        "last_name": "",
        "company_name": "",
        "street_address_1": "金牛镇东街 8 号",
        "street_address_2": "",
        "city": "黄石市",
        "city_area": "大冶市",
        "postal_code": "435100",
        "country": "CN",
        "country_area": "湖北省",
        "phone": "+8613800001234",
    }


def test_city_without_counties_has_none_and_keeps_the_town():
    data = cleaned(
        country_area="广东", city="东莞", city_area="长安镇", street_address_1="振安路1号"
    )

    assert (data["city"], data["city_area"], data["postal_code"]) == ("东莞市", "", "523000")
    assert data["street_address_1"] == "长安镇振安路1号"


def test_name_may_stand_in_either_field():
    assert cleaned(first_name="", last_name="李晓梅")["first_name"] == "李晓梅"
    data = cleaned(first_name="晓梅", last_name="李")
    assert (data["first_name"], data["last_name"]) == ("晓梅", "李")


def test_street_may_stand_in_the_second_field():
    data = cleaned(street_address_1="", street_address_2="金牛镇东街 8 号")

    assert (data["street_address_1"], data["street_address_2"]) == ("金牛镇东街 8 号", "")


def test_second_street_line_is_kept():
    assert cleaned(street_address_2="3 栋 501")["street_address_2"] == "3 栋 501"


def test_pickers_empty_postcode_is_replaced():
    assert cleaned(postal_code="000000")["postal_code"] == "435100"


def test_company_receives_under_its_name_and_landline():
    data = cleaned(first_name="", company_name="大冶市某某合作社", phone="0714-8712345")

    assert (data["company_name"], str(data["phone"])) == ("大冶市某某合作社", "+867148712345")


def test_warehouse_needs_neither_name_nor_number():
    form = ChineseAddressForm({**DAYE, "first_name": "", "phone": ""}, has_recipient=False)

    assert form.is_valid(), form.errors


def test_everything_missing_is_reported_at_once():
    errors = refused(
        first_name="", country_area="", city="", city_area="", street_address_1="", phone=""
    )

    assert {field: code for field, (code, _) in errors.items()} == {
        "first_name": "required",
        "country_area": "required",
        "street_address_1": "required",
        "phone": "required",
    }


@pytest.mark.parametrize(
    ("changes", "field", "zh", "en"),
    [
        ({"phone": "12345"}, "phone", "手机号不正确。", "not a mainland mobile number"),
        ({"phone": "15412345678"}, "phone", "手机号不正确。", "not a mainland mobile number"),
        ({"city_area": "火星区"}, "city_area", "黄石市没有“火星区”。", "no 火星区 in 黄石市"),
        ({"country_area": "台湾省", "city": "", "city_area": ""}, "country_area", "暂不配送", "no delivery"),
        ({"first_name": "😀"}, "first_name", "收货人姓名不能使用。", "cannot be used"),
        ({"street_address_1": "路"}, "street_address_1", "详细地址不能使用。", "cannot be used"),
    ],
)  # fmt: skip
def test_refusal_is_said_in_both_languages(changes, field, zh, en):
    errors = refused(**changes)

    assert list(errors) == [field]
    code, message = errors[field]
    assert code == "invalid"
    assert zh in message
    assert en in message
