"""The simulator's refunds, asked for by the real client."""

import base64
import json
import secrets
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from plugins.wechat_pay.protocol.errors import (
    NotEnough,
    OrderNotExist,
    RefundNotExist,
    RemoteFault,
    RequestRefused,
    Throttled,
)
from plugins.wechat_pay.protocol.types import RefundRequest
from plugins.wechat_simulator import orders, refunds


@pytest.fixture
def paid(client, prepay, world):
    """An order of 6960 fen, paid."""
    client.prepay_jsapi(prepay)
    return orders.pay(world, prepay.out_trade_no)


@pytest.fixture
def request_of(paid):
    """`request_of(fen)` is a new refund of the paid order."""

    def make(fen, **changes):
        request = RefundRequest(
            out_trade_no=paid["out_trade_no"],
            out_refund_no=secrets.token_hex(16),
            refund_fen=fen,
            total_fen=6960,
            reason="少发一件",
            notify_url=paid["notify_url"],
        )
        return replace(request, **changes)

    return make


def events(world):
    return [
        row["event_type"]
        for row in world.ledger.rows(
            "SELECT event_type FROM deliveries WHERE event_type LIKE 'REFUND%' ORDER BY id"
        )
    ]


def opened(world, row):
    """Decrypt a delivery the way a merchant does."""
    resource = json.loads(row["body"])["resource"]
    return json.loads(
        AESGCM(world.identity.apiv3_key.encode()).decrypt(
            resource["nonce"].encode(),
            base64.b64decode(resource["ciphertext"]),
            resource["associated_data"].encode(),
        )
    )


def test_refund_is_accepted_first_and_settled_a_minute_later(client, world, clock, request_of):
    request = request_of(1960)

    accepted = client.refund(request)
    clock.forward(59)
    waiting = client.query_refund(request.out_refund_no)
    clock.forward(1)
    done = client.query_refund(request.out_refund_no)

    assert [word.status for word in (accepted, waiting, done)] == [
        "PROCESSING",
        "PROCESSING",
        "SUCCESS",
    ]
    assert (done.refund_fen, done.total_fen) == (1960, 6960)
    assert done.success_time is not None
    assert events(world) == ["REFUND.SUCCESS"]


def test_haste_settles_sooner(client, world, clock, request_of):
    world.haste = 60
    client.refund(request_of(1))
    clock.forward(1)

    assert refunds.settle_due(world) is None
    assert events(world) == ["REFUND.SUCCESS"]


def test_notification_tells_what_the_query_tells(client, world, clock, request_of):
    request = request_of(6960)
    client.refund(request)
    clock.forward(60)
    refunds.settle_due(world)

    [row] = world.ledger.rows("SELECT * FROM deliveries WHERE event_type = 'REFUND.SUCCESS'")
    told = opened(world, row)
    queried = client.query_refund(request.out_refund_no)

    assert told["mchid"] == world.identity.mchid
    assert told["refund_status"] == queried.status == "SUCCESS"
    assert told["refund_id"] == queried.refund_id
    assert told["amount"] == {
        "total": 6960,
        "refund": 6960,
        "payer_total": 6960,
        "payer_refund": 6960,
    }


def test_same_values_are_the_same_refund(client, world, request_of):
    request = request_of(1000)

    first, second = client.refund(request), client.refund(request)

    assert first == second
    assert len(world.ledger.rows("SELECT 1 FROM refunds")) == 1


@pytest.mark.parametrize("change", [{"refund_fen": 1001}, {"reason": "别的"}])
def test_changed_values_are_refused(client, request_of, change):
    request = request_of(1000)
    client.refund(request)

    with pytest.raises(RequestRefused) as refused:
        client.refund(replace(request, **change))

    assert refused.value.code == "INVALID_REQUEST"


def test_sum_never_exceeds_what_was_paid(client, world, request_of):
    client.refund(request_of(6000))

    with pytest.raises(RequestRefused):
        client.refund(request_of(961))
    client.refund(request_of(960))

    assert [row["fen"] for row in world.ledger.rows("SELECT fen FROM refunds")] == [6000, 960]


def test_closed_refund_leaves_the_money_for_another(client, world, clock, request_of):
    world.faults.arm("refund.closed")
    client.refund(request_of(6960))
    clock.forward(60)

    assert refunds.settle_due(world) is None
    assert events(world) == ["REFUND.CLOSED"]
    assert client.refund(request_of(6960)).status == "PROCESSING"


def test_fifty_parts_and_no_more(client, request_of):
    for _ in range(50):
        client.refund(request_of(1))

    with pytest.raises(RequestRefused, match="50"):
        client.refund(request_of(1))


@pytest.mark.parametrize(
    "change",
    [
        {"out_refund_no": "with space"},
        {"out_refund_no": "n" * 65},
        {"refund_fen": 0},
        {"total_fen": 6961},
        {"reason": "长" * 27},
        {"notify_url": "https://shop.example/"},
    ],
)
def test_unusable_parameters_give_nothing_back(client, world, request_of, change):
    with pytest.raises(RequestRefused):
        client.refund(request_of(100, **change))

    assert world.ledger.rows("SELECT * FROM refunds") == []


def test_unpaid_and_unknown_orders_give_nothing_back(client, prepay, request_of):
    unpaid = replace(prepay, out_trade_no="unpaid-0001")
    client.prepay_jsapi(unpaid)

    with pytest.raises(RequestRefused):
        client.refund(request_of(100, out_trade_no="unpaid-0001"))
    with pytest.raises(OrderNotExist):
        client.refund(request_of(100, out_trade_no="never-opened"))


def test_a_year_is_the_limit(client, clock, request_of):
    clock.forward(366 * 86400)

    with pytest.raises(RequestRefused, match="期限"):
        client.refund(request_of(1))


def test_odd_numbers_travel_percent_encoded(client, transport, request_of):
    request = request_of(1, out_refund_no="a|b*c@d")
    client.refund(request)

    assert client.query_refund("a|b*c@d").out_refund_no == "a|b*c@d"
    assert transport.sent[-1].url.raw_path.endswith(b"/a%7Cb%2Ac%40d")


def test_unknown_refund_is_said_to_be_unknown(client):
    with pytest.raises(RefundNotExist):
        client.query_refund("never-asked")


def test_order_says_that_a_refund_exists(client, request_of, prepay):
    client.refund(request_of(1))

    transaction = client.query_by_out_trade_no(prepay.out_trade_no)

    assert transaction.trade_state == "REFUND"
    assert transaction.is_paid


def test_abnormal_refund_is_mended_by_hand(client, hands, world, clock, request_of):
    world.faults.arm("refund.abnormal")
    request = request_of(500)
    client.refund(request)
    clock.forward(60)
    assert client.query_refund(request.out_refund_no).status == "ABNORMAL"

    assert hands.post(f"/sim/refunds/{request.out_refund_no}/success").status_code == 200
    again = hands.post(f"/sim/refunds/{request.out_refund_no}/closed")

    assert client.query_refund(request.out_refund_no).status == "SUCCESS"
    assert (again.status_code, again.get_json()["code"]) == (400, "INVALID_REQUEST")
    assert events(world) == ["REFUND.ABNORMAL", "REFUND.SUCCESS"]


def test_bad_days_of_refunding(client, world, request_of):
    for fault, error in [
        ("refund.not_enough", NotEnough),
        ("call.throttled", Throttled),
        ("call.system_error", RemoteFault),
    ]:
        world.faults.arm(fault, times=2)
        with pytest.raises(error):
            client.refund(request_of(1))
        world.faults.clear()

    assert world.ledger.rows("SELECT * FROM refunds") == []


def test_lost_answer_is_made_good_by_the_repetition(client, world, request_of):
    world.faults.arm("call.timeout_after_accept", operation="refund", value=0)

    assert client.refund(request_of(700)).refund_fen == 700

    assert len(world.ledger.rows("SELECT 1 FROM refunds")) == 1


def test_ledger_and_page_show_refunds(client, hands, clock, request_of):
    request = request_of(1960, reason="少发一件麻花")
    client.refund(request)
    page = hands.get(f"/sim/orders/{request.out_trade_no}").get_data(as_text=True)
    clock.forward(60)

    books = hands.get("/sim/ledger").get_json()

    assert "退款处理中" in page
    assert "少发一件麻花" in page
    assert books["refunded"] == {"refunds": 1, "fen": 1960}
    assert [refund["status"] for refund in books["refunds"]] == ["SUCCESS"]


def test_person_at_the_page_settles_a_refund(client, hands, request_of):
    request = request_of(1)
    client.refund(request)

    hands.post(f"/sim/page/refunds/{request.out_refund_no}/abnormal")
    page = hands.get(f"/sim/orders/{request.out_trade_no}").get_data(as_text=True)
    hands.post(f"/sim/page/refunds/{request.out_refund_no}/success")

    assert "退款异常" in page
    assert client.query_refund(request.out_refund_no).status == "SUCCESS"
