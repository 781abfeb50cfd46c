"""Row 7: fifteen levels of `products → category → products` never end."""

import pytest


def nested(levels: int) -> str:
    open_, close = "category { products(first: 1) { edges { node { ", "} } } } "
    rounds = levels // 4
    return (
        "{ products(first: 1) { edges { node { "
        + open_ * rounds
        + "id "
        + close * rounds
        + "} } } }"
    )


@pytest.mark.parametrize("levels", [11, 15, 30, 100])
def test_deep_documents_are_refused(staff, levels):
    assert staff("product.manage_products").codes(nested(levels)) == ["DOCUMENT_TOO_LARGE"]


def test_bottomless_documents_are_refused(staff):
    assert staff().codes("{a" * 40_000) == ["BODY_UNREADABLE"]


def test_levels_within_the_limit_are_answered(staff, goods):
    goods("金牛麻花", "18.80")

    assert "errors" not in staff("product.manage_products").ask(nested(4))


def test_postgres_and_the_server_end_what_never_ends():
    from saleor_config.hardening.deadlines import Deadline
    from saleor_config.wsgi import application

    assert isinstance(application, Deadline)
