from __future__ import annotations

from decimal import Decimal

import pytest

from plugins.shipping_rules.rules import (
    PROVINCES,
    Terms,
    method_applies,
    province_of,
    terms_of,
)

EXPRESS = Terms(code="express", provinces=("湖北", "湖南"), cold_chain=False, max_kg="10")
COLD = Terms(code="cold", provinces=("湖北",), cold_chain=True)


@pytest.mark.parametrize(
    ("country_area", "province"),
    [
        ("湖北省", "湖北"),
        (" 湖北 ", "湖北"),
        ("广西壮族自治区", "广西"),
        ("内蒙古自治区", "内蒙古"),
        ("黑龙江省", "黑龙江"),
        ("上海市", "上海"),
        ("香港特别行政区", None),
        ("台湾省", None),
        ("", None),
    ],
)
def test_province_is_read_from_its_official_name(country_area, province):
    assert province_of(country_area) == province


def test_there_are_thirty_one_provinces():
    assert len(set(PROVINCES)) == 31


@pytest.mark.parametrize(
    ("terms", "province", "needs_cold_chain", "weight_kg", "applies"),
    [
        (EXPRESS, "湖北", False, "3", True),
        (EXPRESS, "湖南", False, "10", True),
        (EXPRESS, "湖北", False, "10.001", False),
        (EXPRESS, "湖北", True, "3", False),
        (EXPRESS, "新疆", False, "3", False),
        (EXPRESS, None, False, "3", False),
        (COLD, "湖北", True, "3", True),
        (COLD, "湖北", False, "3", True),
        (COLD, "湖南", True, "3", False),
        (None, "新疆", False, "3", True),
        (None, "新疆", True, "3", False),
    ],
)
def test_method_applies(terms, province, needs_cold_chain, weight_kg, applies):
    assert applies is method_applies(
        terms,
        province=province,
        needs_cold_chain=needs_cold_chain,
        weight_kg=Decimal(weight_kg),
    )


def test_terms_survive_being_kept_in_a_method():
    assert terms_of(EXPRESS.as_meta()) == EXPRESS
    assert terms_of({"other": 1}) is None
