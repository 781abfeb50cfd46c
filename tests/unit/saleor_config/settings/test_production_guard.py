import pytest
from django.core.exceptions import ImproperlyConfigured

from saleor_config.settings.guard import production_problems, refuse_unsafe_production
from saleor_config.settings.reading import Environment
from saleor_config.settings.variables import VARIABLES

SAFE = {variable.name: "x" * 40 for variable in VARIABLES if variable.needed_in_production} | {
    "SHOP_ENV": "production",
    "SECRET_KEY": "s" * 40,
    "JWT_SECRET_KEY": "j" * 40,
    "PUBLIC_URL": "https://shop.example.cn",
}


def with_changes(**changes: str) -> Environment:
    return Environment({**SAFE, **changes})


def test_complete_production_is_accepted():
    refuse_unsafe_production(with_changes())


@pytest.mark.parametrize(
    "name", [variable.name for variable in VARIABLES if variable.needed_in_production]
)
def test_each_needed_variable_is_asked_for(name):
    problems = production_problems(with_changes(**{name: ""}))

    assert any(name in problem for problem in problems)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"DEBUG": "on"}, "DEBUG"),
        ({"WECHAT_SIMULATOR_PORT": "8001"}, "WECHAT_SIMULATOR_PORT"),
        ({"WECHAT_PAY_BASE": "http://127.0.0.1:8001"}, "WECHAT_PAY_BASE"),
        ({"WECHAT_API_BASE": "http://127.0.0.1:8001"}, "WECHAT_API_BASE"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8420"}, "STRIPE_API_BASE"),
        ({"STRIPE_SECRET_KEY": "sk_live_1"}, "STRIPE_WEBHOOK_SECRET"),
        ({"WECHAT_PUSH_TOKEN": "t"}, "WECHAT_PUSH_AES_KEY"),
        ({"WECHAT_OFFICIAL_APPID": "wx2"}, "WECHAT_OFFICIAL_SECRET"),
        (
            {"WECHAT_OFFICIAL_APPID": SAFE["WECHAT_APPID"], "WECHAT_OFFICIAL_SECRET": "s"},
            "WECHAT_OFFICIAL_APPID",
        ),
        ({"WECHAT_OPEN_BASE": "http://127.0.0.1:8001"}, "WECHAT_OPEN_BASE"),
        ({"PUBLIC_URL": "http://shop.example.cn"}, "PUBLIC_URL"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"JWT_SECRET_KEY": SAFE["SECRET_KEY"]}, "JWT_SECRET_KEY"),
        ({"DATA_KEYS": f"{'k' * 40},short"}, "DATA_KEYS"),
        ({"AUDIT_KEY": "short"}, "AUDIT_KEY"),
    ],
)
def test_unsafe_production_does_not_start(changes, word):
    with pytest.raises(ImproperlyConfigured, match=word):
        refuse_unsafe_production(with_changes(**changes))


def test_unknown_environment_does_not_start():
    with pytest.raises(ImproperlyConfigured, match="SHOP_ENV"):
        refuse_unsafe_production(Environment({"SHOP_ENV": "prod"}))


def test_laptop_needs_nothing():
    refuse_unsafe_production(Environment({}))


def test_unreadable_values_are_all_named_at_once():
    with pytest.raises(ImproperlyConfigured) as refusal:
        Environment({"PORT": "eighty", "DEBUG": "maybe"})

    assert "PORT" in str(refusal.value)
    assert "DEBUG" in str(refusal.value)


def test_debug_is_off_by_default():
    assert Environment({}).DEBUG is False


def test_every_variable_is_documented():
    assert all(variable.doc.endswith(".") for variable in VARIABLES)
