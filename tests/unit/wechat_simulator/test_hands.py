"""`/sim/…`: paying like a phone does, the page, and who may come in."""

import re

import pytest

from plugins.wechat_simulator import orders, people, refunds
from plugins.wechat_simulator.faults import KNOWN, FaultBoard


@pytest.fixture
def opened(client, prepay):
    """An order opened by the real client, and the parameters it hands a phone."""
    prepay_id = client.prepay_jsapi(prepay)
    return client.request_payment(prepay_id=prepay_id).as_dict()


def state(world):
    [order] = world.ledger.rows("SELECT state FROM orders")
    return order["state"]


def test_phone_pays_with_the_signed_parameters(hands, world, opened, openid):
    answer = hands.post("/sim/pay", json={**opened, "openid": openid})

    assert answer.get_json()["errMsg"] == "requestPayment:ok"
    assert state(world) == "SUCCESS"
    assert hands.get("/sim/ledger").get_json()["paid"] == {"orders": 1, "fen": 6960}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"paySign": "AAAA"}, "SIGN_ERROR"),
        ({"appId": "wx0"}, "SIGN_ERROR"),
        ({"timeStamp": "1"}, "SIGN_ERROR"),
        ({"package": "prepay_id=wx-of-somebody-else"}, "SIGN_ERROR"),
        ({"signType": "MD5"}, "PARAM_ERROR"),
        ({"timeStamp": 1764000000}, "PARAM_ERROR"),
        ({"nonceStr": ""}, "PARAM_ERROR"),
        ({"nonceStr": "n" * 33}, "PARAM_ERROR"),
        ({"prepay_id": "another"}, "PARAM_ERROR"),
        ({"openid": "somebody-else"}, "OPENID_MISMATCH"),
    ],
)
def test_altered_parameters_take_no_money(hands, world, opened, openid, change, code):
    answer = hands.post("/sim/pay", json={**opened, "openid": openid, **change})

    assert (answer.status_code, answer.get_json()["code"]) == (400, code)
    assert state(world) == "NOTPAY"


def test_person_at_the_page_pays_and_refuses(hands, world, opened, prepay):
    page = hands.get("/sim/").get_data(as_text=True)
    assert "保安狗血桃等2件" in page
    assert "69.60" in page

    hands.post(f"/sim/page/orders/{prepay.out_trade_no}/refuse")
    assert state(world) == "CLOSED"
    answer = hands.post(f"/sim/page/orders/{prepay.out_trade_no}/pay", follow_redirects=True)

    assert "订单已关闭" in answer.get_data(as_text=True)
    assert state(world) == "CLOSED"


@pytest.mark.parametrize(
    ("way", "rows"), [("pay", 1), ("pay-late", 1), ("pay-duplicate", 2), ("pay-lost", 1)]
)
def test_page_offers_the_bad_days_too(hands, world, opened, prepay, way, rows):
    hands.post(f"/sim/page/orders/{prepay.out_trade_no}/{way}")

    assert state(world) == "SUCCESS"
    assert len(world.ledger.rows("SELECT * FROM deliveries")) == rows
    assert world.faults.armed() == []


def buttons(hands, path):
    page = hands.get(path).get_data(as_text=True)
    return sorted(set(re.findall(r'action="(/sim/page/[^"]+)"', page)))


def test_every_button_of_the_list_works(hands, world, opened):
    hands.post("/sim/page/faults", data={"name": "call.busy"})
    given = {"name": "call.busy", "seed": "7", "percent": "5", "haste": "2", "seconds": "60"}

    actions = buttons(hands, "/sim/")

    assert len(actions) == 8
    for action in actions:
        assert hands.post(action, data=given).status_code == 303
    assert world.faults.random_settings()["seed"] == 7
    assert "/sim/page/random/off" in buttons(hands, "/sim/")
    assert (world.haste, world.ahead) == (2, 60)


def test_every_button_of_an_order_works_until_it_is_settled(hands, world, opened, prepay, openid):
    path = f"/sim/orders/{prepay.out_trade_no}"
    assert len(buttons(hands, path)) == 5
    hands.post(f"/sim/page/orders/{prepay.out_trade_no}/pay")
    assert [action.rpartition("/")[2] for action in buttons(hands, path)] == ["notify", "remind"]
    report(hands, world, prepay.out_trade_no, openid)

    for name in ("confirm", "settle"):
        assert f"/sim/page/orders/{prepay.out_trade_no}/{name}" in buttons(hands, path)
        hands.post(f"/sim/page/orders/{prepay.out_trade_no}/{name}")

    page = hands.get(path).get_data(as_text=True)
    assert [action.rpartition("/")[2] for action in buttons(hands, path)] == ["notify"]
    assert "资金结算" in page
    assert "推送：发货与结算" in page


def report(hands, world, out_trade_no, openid):
    token, _ = people.token_stable(world, force=False)
    parcel = {"item_desc": "桃", "tracking_no": "75312345", "express_company": "ZTO"}
    key = {"order_number_type": 1, "mchid": world.identity.mchid, "out_trade_no": out_trade_no}
    answer = hands.post(
        f"/wxa/sec/order/upload_shipping_info?access_token={token}",
        json={
            "order_key": key,
            "logistics_type": 1,
            "delivery_mode": 1,
            "shipping_list": [parcel],
            "upload_time": "2025-11-25T00:00:00.000+08:00",
            "payer": {"openid": openid},
        },
    )
    assert answer.get_json()["errcode"] == 0


def test_person_ends_a_refund_at_the_page(hands, world, client, opened, prepay):
    orders.pay(world, prepay.out_trade_no)
    body = {
        "out_trade_no": prepay.out_trade_no,
        "out_refund_no": "back-1",
        "amount": {"refund": 100, "total": 6960, "currency": "CNY"},
    }
    refunds.refund(world, body, signed_with="")
    path = f"/sim/orders/{prepay.out_trade_no}"
    assert "/sim/page/refunds/back-1/abnormal" in buttons(hands, path)

    hands.post("/sim/page/refunds/back-1/abnormal")
    hands.post("/sim/page/refunds/back-1/success")

    assert refunds.find(world, "back-1")["status"] == "SUCCESS"
    assert not [action for action in buttons(hands, path) if "refunds" in action]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?show=unpaid", True),
        ("?show=closed", False),
        ("?show=to-ship", False),
        ("?show=refunds", False),
        ("?show=anything", True),
        ("?q=狗血桃", True),
        ("?q=李晓梅", True),
        ("?q=白茶", False),
    ],
)
def test_list_can_be_narrowed(hands, opened, prepay, query, found):
    page = hands.get(f"/sim/{query}").get_data(as_text=True)

    assert (prepay.out_trade_no in page) is found


def test_story_tells_the_faults_an_order_has_met(hands, world, opened, prepay):
    hands.post(f"/sim/page/orders/{prepay.out_trade_no}/pay-duplicate")

    page = hands.get(f"/sim/orders/{prepay.out_trade_no}").get_data(as_text=True)

    assert "通知重复一次" in page
    assert page.count("支付通知") == 2


def test_unknown_order_has_no_page(hands):
    assert hands.get("/sim/orders/nobody").status_code == 404


@pytest.mark.parametrize("path", ["/sim/", "/sim/orders/{}"])
def test_pages_load_nothing_from_elsewhere(hands, opened, prepay, path):
    answer = hands.get(path.format(prepay.out_trade_no))

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    page = answer.get_data(as_text=True)
    assert not re.findall(r"(?:src|href)=\"https?:", page)
    assert "style=" not in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("random", {"seed": "one", "percent": "5"}),
        ("random", {"seed": "1", "percent": "500"}),
        ("clock/haste", {"haste": "0"}),
        ("clock/advance", {"seconds": "-1"}),
        ("faults", {"name": "call.busy", "times": "often"}),
    ],
)
def test_unusable_input_at_the_page_changes_nothing(hands, world, path, form):
    assert hands.post(f"/sim/page/{path}", data=form).status_code == 303

    assert (world.haste, world.ahead) == (1, 0)
    assert world.faults.random_settings() is None
    assert world.faults.armed() == []


def test_hostile_text_stays_text_on_the_page(hands):
    hands.post("/sim/users", json={"nickname": "<script>alert(1)</script>"})

    assert "<script>alert" not in hands.get("/sim/").get_data(as_text=True)


@pytest.mark.parametrize(
    "headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}]
)
def test_pages_from_elsewhere_are_refused(hands, world, headers):
    answer = hands.post("/sim/users", json={}, headers=headers)

    assert answer.status_code == 403
    assert world.ledger.rows("SELECT * FROM users") == []


def test_unknown_fault_is_told_with_the_known_ones(hands):
    answer = hands.post("/sim/faults", json={"name": "weather.rain"})

    assert answer.status_code == 400
    assert all(name in answer.get_json()["message"] for name in KNOWN)


@pytest.mark.parametrize("change", [{"times": "often"}, {"times": None}, {"value": []}])
def test_unusable_fault_is_refused(hands, world, change):
    answer = hands.post("/sim/faults", json={"name": "call.busy", **change})

    assert (answer.status_code, answer.get_json()["code"]) == (400, "PARAM_ERROR")
    assert world.faults.armed() == []


def test_fault_is_used_up_and_keeps_to_its_operation():
    board = FaultBoard()
    board.arm("call.system_error", times=2, operation="close")

    assert board.take("call.system_error", "prepay") is None
    assert board.take("call.system_error", "close") is not None
    assert board.take("call.system_error", "close") is not None
    assert board.take("call.system_error", "close") is None


def test_certificates_open_with_the_merchants_key(client, world):
    from plugins.wechat_pay.protocol.cipher import ResourceCipher

    answer = client._call("GET", "/v3/certificates", operation="certificates")

    [entry] = answer["data"]
    pem = ResourceCipher(world.identity.apiv3_key.encode()).decrypt(entry["encrypt_certificate"])
    assert pem.decode() == world.identity.platform_certificate
    assert entry["serial_no"] == world.identity.platform_serial
