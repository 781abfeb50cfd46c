import logging
import sys
from types import ModuleType, SimpleNamespace

import pytest
from prices import Money
from saleor.core import analytics
from saleor.core.utils import to_local_currency

from saleor_config.compat import absent_packages
from saleor_config.compat.absent_packages import LeftOut


def test_countries_are_listed_without_vat(execute):
    answer = execute("{ shop { countries { code vat { standardRate } } } }")

    countries = {country["code"]: country["vat"] for country in answer["shop"]["countries"]}
    assert countries["CN"] is None
    assert countries["PL"] is None


def test_the_default_country_is_china_without_vat(execute):
    answer = execute("{ shop { defaultCountry { code vat { standardRate } } } }")

    assert answer["shop"]["defaultCountry"] == {"code": "CN", "vat": None}


def test_reporting_a_paid_order_sends_and_logs_nothing(caplog):
    line = SimpleNamespace(
        unit_price=SimpleNamespace(gross=Money(1, "CNY")), quantity=1, product_sku="S"
    )
    order = [line]

    class Order(list):
        id = 1
        total = SimpleNamespace(gross=Money(1, "CNY"), tax=Money(0, "CNY"))
        shipping_price = SimpleNamespace(net=Money(0, "CNY"))

    with caplog.at_level(logging.DEBUG):
        analytics.report_order("client", Order(order))

    assert caplog.records == []


def test_there_is_no_second_currency():
    assert to_local_currency(Money(1, "CNY"), "USD") is None


def test_what_needs_the_package_refuses(settings):
    settings.OPENEXCHANGERATES_API_KEY = "set by mistake"

    with pytest.raises(LeftOut):
        to_local_currency(Money(1, "CNY"), "USD")


def test_an_installed_package_is_left_alone(monkeypatch):
    installed = ModuleType("google_measurement_protocol")
    monkeypatch.setitem(sys.modules, "google_measurement_protocol", installed)

    absent_packages.apply()

    assert sys.modules["google_measurement_protocol"] is installed
