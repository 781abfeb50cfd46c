"""`/sim/counter/…`: a browser logs in and pays, and is sent back to the shop."""

import sqlite3
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from plugins.wechat_simulator import people
from plugins.wechat_simulator.ledger import Ledger
from plugins.wechat_simulator.ledger_schema import SCHEMA

SHOP = "http://127.0.0.1:8000/pages/account/login?then=%2Fpages%2Fme%2Findex"


@pytest.fixture
def opened(client, prepay):
    prepay_id = client.prepay_jsapi(prepay)
    return client.request_payment(prepay_id=prepay_id).as_dict()


def query_of(response) -> dict[str, list[str]]:
    return parse_qs(urlsplit(response.location).query)


def test_newcomer_comes_back_with_a_code_that_logs_her_in(hands, world):
    answer = hands.post("/sim/counter/login", data={"nickname": "晓梅", "back": SHOP})

    assert answer.status_code == 302
    assert answer.location.startswith("http://127.0.0.1:8000/pages/account/login?")
    query = query_of(answer)
    assert query["then"] == ["/pages/me/index"]
    redeemed = people.code_redeem(world, code=query["code"][0], purpose="login")
    [user] = world.ledger.rows("SELECT openid, nickname FROM users")
    assert (redeemed["openid"], user["nickname"]) == (user["openid"], "晓梅")


def test_known_person_is_offered_and_comes_back_as_herself(hands, world):
    openid = people.user_create(world, nickname="周强")

    page = hands.get("/sim/counter/login", query_string={"back": SHOP})
    answer = hands.post("/sim/counter/login", data={"openid": openid, "back": SHOP})

    assert "周强" in page.get_data(as_text=True)
    code = query_of(answer)["code"][0]
    assert people.code_redeem(world, code=code, purpose="login")["openid"] == openid


@pytest.mark.parametrize(
    "back",
    ["", "https://127.0.0.1:8000/", "http://evil.example/", "//evil.example", "javascript:1"],
)
def test_nobody_is_sent_away_from_this_machine(hands, back):
    answer = hands.post("/sim/counter/login", data={"nickname": "晓梅", "back": back})

    assert answer.status_code == 400
    assert answer.location is None


def test_payment_sheet_shows_the_sum_and_paying_goes_back(hands, world, opened):
    given = {**opened, "back": "http://localhost:8000/pages/order/pay?number=1"}

    page = hands.get("/sim/counter/pay", query_string=given).get_data(as_text=True)
    answer = hands.post("/sim/counter/pay", data=given)

    assert "69.60" in page
    assert query_of(answer) == {"number": ["1"], "paid": ["ok"]}
    [order] = world.ledger.rows("SELECT state FROM orders")
    assert order["state"] == "SUCCESS"


def test_forged_parameters_pay_nothing(hands, world, opened):
    given = {**opened, "paySign": "AAAA", "back": SHOP}

    assert hands.post("/sim/counter/pay", data=given).status_code == 400
    [order] = world.ledger.rows("SELECT state FROM orders")
    assert order["state"] == "NOTPAY"


def test_phone_scans_a_code_and_its_person_pays(hands, world, client, prepay):
    code = client.prepay_native(replace(prepay, openid=""))
    person = people.user_create(world, nickname="周强")

    page = hands.get("/sim/counter/scan", query_string={"code": code}).get_data(as_text=True)
    paid = hands.post("/sim/counter/scan", data={"code": code, "openid": person})

    assert "69.60" in page
    assert "周强" in page
    assert "已支付" in hands.get(paid.location).get_data(as_text=True)
    [order] = world.ledger.rows("SELECT state, openid FROM orders")
    assert (order["state"], order["openid"]) == ("SUCCESS", person)
    assert hands.get("/sim/counter/scan?code=https://x").status_code == 400


def test_older_books_take_orders_without_a_payer(tmp_path):
    """A folder of an earlier version demanded one of every order."""
    path = tmp_path / "older.sqlite3"
    with sqlite3.connect(path) as older:
        older.executescript(
            SCHEMA.replace("    openid TEXT REFERENCES", "    openid TEXT NOT NULL REFERENCES")
        )
    columns = "out_trade_no, parameters, description, attach, total, notify_url, signed_with"
    row = "'n', '{}', 'd', '', 1, 'u', 's'"

    with Ledger(path).write() as books:
        books.execute(
            f"INSERT INTO orders ({columns}, created_at, pay_before, state)"  # noqa: S608 - ours
            f" VALUES ({row}, 0, 1, 'NOTPAY')"
        )

    assert Ledger(path).row("SELECT openid FROM orders")["openid"] is None
