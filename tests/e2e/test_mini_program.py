"""The built mini-program runs in Node with a `wx` of ours: it sells, and every page opens."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as shop_settings
from saleor.product.models import ProductVariant

from brand_theme.mini_shop import place
from brand_theme.mini_shop.bench.sizes import sizes
from brand_theme.mini_shop.build import FOLDER
from brand_theme.mini_shop.node import find_tools
from plugins.kernel.masking import masked_phone
from plugins.kernel.models import AuditEntry
from plugins.orders.models import PlacedOrder
from plugins.orders.states import OrderState
from plugins.wechat.models import WechatIdentity
from tests.e2e.buying import PASTED

#: WeChat's button for the number, on the page of settings.
BIND = {"phone": "getPhoneNumber"}


@pytest.fixture
def bundle() -> Path:
    fingerprint = place.built("mp-weixin")
    assert fingerprint, (
        "小程序包尚未构建：请运行 make mini-shop TARGET=mp-weixin。 / The mini-program is not built:"
        " run make mini-shop TARGET=mp-weixin."
    )
    return place.folder_of("mp-weixin", fingerprint)


@pytest.fixture
def phone(bundle, simulator, shelf, live_server):
    """Do these steps on a phone; return what went wrong."""

    def do(steps: list[dict[str, Any]]) -> str:
        harness = FOLDER / "scripts" / "harness.mjs"
        done = subprocess.run(
            [find_tools().node, harness, bundle, live_server.url, simulator, json.dumps(steps)],
            env={**os.environ, "WECHAT_APPID": shop_settings.WECHAT_APPID},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        return done.stdout if done.returncode == 0 else done.stdout + done.stderr

    return do


def basket(client: Any) -> list[dict[str, Any]]:
    variant = ProductVariant.objects.get(product__name="金牛麻花")
    good = client.data("ShopGood", slug=variant.product.slug)["shopGood"]
    line = {"variantId": good["choices"][0]["variantId"], "slug": good["slug"], "quantity": 2}
    shown = {"name": good["name"], "variantName": "一份", "seenFen": 1880, "isChosen": True}
    return [{**line, **shown}]


def test_newcomer_buys_in_the_mini_program(phone, client_of):
    failed = phone(
        [
            {"keep": {"yeli.cart.basket": basket(client_of())}},
            {"open": "pages/home/index", "words": ["糕点小吃"]},
            {"open": "pages/account/login", "query": {"then": "/pages/order/confirm"}},
            {"tap": "login__agree"},
            {"tap": "微信登录"},
            {"follow": True, "words": ["金牛麻花"]},
            {"open": "pages/account/address"},
            {"input": "粘贴地址", "value": PASTED},
            {"tap": "form__parse"},
            {"words": ["湖北省 黄石市 大冶市"]},
            {"tap": "保存"},
            {"follow": True, "words": ["应付"]},
            {"tap": '<button class="button '},
            {"follow": True, "words": ["微信支付"]},
            {"tap": "button--wide"},
            {"tap": "再逛逛"},
        ]
    )

    assert failed == ""
    placed = PlacedOrder.objects.get()
    assert placed.state == OrderState.PAID.value
    assert placed.paid_fen == 2 * 1880 + 800


def test_buyer_binds_her_number_in_the_mini_program(phone):
    failed = phone(
        [
            *_settings_of_a_newcomer(),
            {"words": ["还没有绑定"]},
            {**BIND, "how": "refused", "said": "微信没有给出手机号"},
            {**BIND, "said": "手机号已绑定 1", "words": ["****"]},
            {**BIND, "how": "again", "said": "该微信凭证已使用过"},
        ]
    )

    assert failed == ""
    identity = WechatIdentity.objects.get()
    assert identity.phone.startswith("+861")
    assert AuditEntry.objects.filter(action="wechat.phone.bound").count() == 1


def test_number_of_another_account_is_bound_where_wechat_vouches_for_it(phone):
    """A family's phone, or one that changed hands: both accounts keep what was proven to each."""
    assert phone([*_settings_of_a_newcomer(), {**BIND, "said": "手机号已绑定"}]) == ""
    first = WechatIdentity.objects.get()
    shown = masked_phone(first.phone)

    failed = phone(
        [*_settings_of_a_newcomer(), {**BIND, "how": first.openid, "said": f"手机号已绑定 {shown}"}]
    )

    assert failed == ""
    second = WechatIdentity.objects.exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert (first.phone, first.user_id != second.user_id) == (second.phone, True)


def _settings_of_a_newcomer() -> list[dict[str, Any]]:
    return [
        {"open": "pages/account/login", "query": {"then": "/pages/account/settings"}},
        {"tap": "login__agree"},
        {"tap": "微信登录"},
        {"follow": True},
    ]


def test_every_page_opens_and_none_complains(phone, bundle):
    app = json.loads((bundle / "app.json").read_text(encoding="utf-8"))
    inner = [
        f"{package['root'].strip('/')}/{page}"
        for package in app["subPackages"]
        for page in package["pages"]
    ]
    query = {"slug": "goods-1", "number": "26070112345", "query": "桃"}

    failed = phone([{"open": path, "query": query} for path in [*app["pages"], *inner]])

    assert len(inner) > 15
    assert failed == ""


def test_packages_are_as_light_as_promised(bundle):
    figures = sizes(pytest.fail)

    assert len(figures) == 4
    assert [figure for figure in figures if not figure.is_kept] == []
