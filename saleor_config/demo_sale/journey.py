"""The steps of the sale. Each returns what it found; the next one builds on it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from saleor_config.demo_sale.errors import Deviation, expect
from saleor_config.demo_sale.transport import Shop, Simulator

WISHES = ("麻花", "白茶", "莲子")
QUANTITIES = (2, 1)
ADDRESS = {
    "firstName": "李晓梅",
    "country": "CN",
    "countryArea": "湖北省",
    "city": "黄石市",
    "cityArea": "大冶市",
    "streetAddress1": "金牛镇东街 8 号",
    "phone": "13800001234",
}
POSTCODE = "435100"
NOTIFICATION_PATIENCE = 15.0  # seconds


@dataclass
class Step:
    """One step as it is printed: what was done, what came back, how long it took."""

    title: str
    answer: str
    milliseconds: int


@dataclass
class Sale:
    """What the journey gathers on its way."""

    shop: Shop
    wechat: Simulator
    openid: str = ""
    goods: list[dict[str, Any]] = field(default_factory=list)
    checkout: dict[str, Any] = field(default_factory=dict)
    order: dict[str, Any] = field(default_factory=dict)
    payment: dict[str, Any] = field(default_factory=dict)
    transaction_id: str = ""


def run(sale: Sale) -> Iterator[Step]:
    """Go through the sale, yielding each step as it is done.

    Raises:
        Deviation: a step's answer is not what a correct shop answers.
    """
    steps: tuple[tuple[str, Callable[[Sale], str]], ...] = (
        ("微信登录 · log in with WeChat", log_in),
        ("搜索商品 · search", search),
        ("加入购物车 · cart", fill_cart),
        ("填写大冶地址 · Daye address", enter_address),
        ("选择配送 · delivery", choose_delivery),
        ("提交订单 · place the order", place_order),
        ("重复提交 · submit again", place_again),
        ("发起支付 · ask for payment", start_payment),
        ("微信付款 · pay in WeChat", pay),
        ("等待到账 · payment arrives", await_payment),
        ("核对账本 · compare the ledgers", compare_ledgers),
    )
    for title, act in steps:
        began = time.perf_counter()
        answer = act(sale)
        yield Step(title, answer, round((time.perf_counter() - began) * 1000))


def log_in(sale: Sale) -> str:
    made = sale.wechat.post("users", nickname="晓梅")
    sale.openid = made["openid"]
    answer = sale.shop.send("WechatLogin", code=made["js_code"])["wechatLogin"]
    expect(answer["token"] and not answer["errors"], f"no token: {answer}")
    expect(answer["isNew"], "a new WeChat user must become a new buyer")
    sale.shop.token = answer["token"]
    return "新用户已登录 · new buyer logged in"


def search(sale: Sale) -> str:
    """Find goods of two enterprises by what a buyer would type."""
    enterprises: set[str] = set()
    for wish in WISHES:
        found = sale.shop.send("ProductSearch", query=wish, first=5)["productSearch"]["nodes"]
        expect(found and wish in found[0]["name"], f"searching {wish} found {found}")
        goods = sale.shop.send("ProductDetail", slug=found[0]["slug"])["product"]
        enterprise = _metadata(goods)["enterprise"]
        if enterprise not in enterprises and len(sale.goods) < len(QUANTITIES):
            enterprises.add(enterprise)
            sale.goods.append(goods)
    expect(len(sale.goods) == len(QUANTITIES), "two enterprises' goods are needed")
    return "、".join(f"{each['name']}({_metadata(each)['enterprise']})" for each in sale.goods)


def fill_cart(sale: Sale) -> str:
    lines = [
        {"variantId": goods["variants"][0]["id"], "quantity": quantity}
        for goods, quantity in zip(sale.goods, QUANTITIES, strict=True)
    ]
    answer = sale.shop.send("CheckoutCreate", lines=lines)["checkoutCreate"]
    expect(not answer["checkoutErrors"], f"cart refused: {answer['checkoutErrors']}")
    sale.checkout = answer["checkout"]
    expect(sale.checkout["quantity"] == sum(QUANTITIES), "quantities differ")
    wanted = sum(
        Decimal(str(goods["variants"][0]["pricing"]["price"]["gross"]["amount"])) * quantity
        for goods, quantity in zip(sale.goods, QUANTITIES, strict=True)
    )
    subtotal = _yuan(sale.checkout["subtotalPrice"]["gross"])
    expect(subtotal == wanted, f"subtotal {subtotal}, lines come to {wanted}")
    return f"{sum(QUANTITIES)} 件 · {subtotal} 元"


def enter_address(sale: Sale) -> str:
    """Give no postcode, as shoppers do; the shop fills it in."""
    answer = sale.shop.send(
        "CheckoutShippingAddressUpdate", checkoutId=sale.checkout["id"], address=ADDRESS
    )["checkoutShippingAddressUpdate"]
    expect(not answer["checkoutErrors"], f"address refused: {answer['checkoutErrors']}")
    sale.checkout = answer["checkout"]
    stored = sale.checkout["shippingAddress"]
    expect(stored["postalCode"] == POSTCODE, f"postcode {stored['postalCode']}")
    return f"{stored['countryArea']}{stored['city']}{stored['cityArea']} {stored['postalCode']}"


def choose_delivery(sale: Sale) -> str:
    offered = sale.checkout["availableShippingMethods"]
    expect(offered, "no delivery is offered")
    cheapest = min(offered, key=lambda method: _yuan(method["price"]))
    answer = sale.shop.send(
        "CheckoutShippingMethodUpdate",
        checkoutId=sale.checkout["id"],
        methodId=cheapest["id"],
    )["checkoutShippingMethodUpdate"]
    expect(not answer["checkoutErrors"], f"delivery refused: {answer['checkoutErrors']}")
    sale.checkout = answer["checkout"]
    return f"{cheapest['name']} · {_yuan(cheapest['price'])} 元"


def place_order(sale: Sale) -> str:
    sale.checkout["key"] = f"demo-{secrets.token_hex(8)}"
    sale.order = _place(sale)
    expect(sale.order["state"] == "AWAITING_PAYMENT", f"state {sale.order['state']}")
    expect(
        _yuan(sale.order["total"]) == _yuan(sale.checkout["totalPrice"]["gross"]),
        "the order's total is not the checkout's",
    )
    return f"{sale.order['number']} · 付款截止 {sale.order['payBy']}"


def place_again(sale: Sale) -> str:
    again = _place(sale)
    expect(again["number"] == sale.order["number"], "submitting twice made two orders")
    return "同一订单 · the same order"


def _place(sale: Sale) -> dict[str, Any]:
    answer = sale.shop.send(
        "OrderPlace",
        checkoutToken=sale.checkout["token"],
        idempotencyKey=sale.checkout["key"],
        expectedTotal=str(_yuan(sale.checkout["totalPrice"]["gross"])),
    )["orderPlace"]
    if answer["errors"]:
        raise Deviation(f"order refused: {answer['errors']}")
    return answer["placedOrder"]


def start_payment(sale: Sale) -> str:
    answer = sale.shop.send("WechatPaymentStart", orderNumber=sale.order["number"])
    answer = answer["wechatPaymentStart"]
    if answer["errors"]:
        raise Deviation(f"payment refused: {answer['errors']}")
    sale.payment = answer["request"]
    return sale.payment["package"]


def pay(sale: Sale) -> str:
    paid = sale.wechat.post("pay", openid=sale.openid, **sale.payment)
    expect(paid["errMsg"] == "requestPayment:ok", f"WeChat said {paid}")
    sale.transaction_id = paid["transaction_id"]
    return f"{paid['errMsg']} · {sale.transaction_id}"


def await_payment(sale: Sale) -> str:
    """Wait for the notification, as the order page does."""
    deadline = time.monotonic() + NOTIFICATION_PATIENCE
    while time.monotonic() < deadline:
        sale.order = sale.shop.send("MyOrder", number=sale.order["number"])["myOrder"]
        if sale.order["state"] == "PAID":
            break
        time.sleep(0.1)
    expect(sale.order["state"] == "PAID", f"state {sale.order['state']} after paying")
    expect(sale.order["paidFen"] == sale.order["totalFen"], "paid is not the total")
    expect(sale.order["order"]["paymentStatus"] == "FULLY_CHARGED", "engine says unpaid")
    expect(sale.order["order"]["status"] == "UNFULFILLED", "a paid order waits for shipping")
    return "已付款,待发货 · paid, to ship"


def compare_ledgers(sale: Sale) -> str:
    """WeChat's books must show this order once, and its parts add up to the same fen."""
    booked = [
        row["total"]
        for row in sale.wechat.get("ledger")["orders"]
        if row["transaction_id"] == sale.transaction_id and row["state"] == "SUCCESS"
    ]
    expect(booked == [sale.order["totalFen"]], f"WeChat booked {booked} fen")
    parts = [part["goodsFen"] + part["shippingFen"] for part in sale.order["childOrders"]]
    expect(len(parts) == len(QUANTITIES), f"{len(parts)} enterprises have a part of the order")
    expect(sum(parts) == booked[0], f"the enterprises' parts are {parts} fen")
    return f"{booked[0]} 分一致 · ledgers and {len(parts)} parts agree"


def _metadata(goods: dict[str, Any]) -> dict[str, str]:
    return {entry["key"]: entry["value"] for entry in goods["metadata"]}


def _yuan(money: dict[str, Any]) -> Decimal:
    return Decimal(str(money["amount"])).quantize(Decimal("0.01"))
