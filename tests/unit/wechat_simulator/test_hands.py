"""`/sim/…`: paying like a phone does, the page, and who may come in."""

import re

import pytest

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


def test_every_button_of_the_page_works(hands, world, opened):
    page = hands.get("/sim/").get_data(as_text=True)
    actions = set(re.findall(r'(?:form)?action="(/sim/page/[^"]+)"', page))
    assert len(actions) == 7

    for action in sorted(actions):
        assert hands.post(action, data={"name": "call.busy"}).status_code == 303


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
