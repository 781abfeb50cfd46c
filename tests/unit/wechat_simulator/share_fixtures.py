"""A settled order whose money may be shared, and how to ask for it."""

import base64
import json

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from plugins.wechat_simulator import orders, settlement

FARM = "1900000109"


@pytest.fixture
def ask(client, transport):
    """`ask(path, body)` returns status and answer; without a body it is a GET."""

    def call(path, body=None, **changes):
        content = b"" if body is None else json.dumps({**body, **changes}).encode()
        request = client._signed_request(
            "GET" if body is None else "POST", f"/v3/profitsharing/{path}", content
        )
        answer = transport.handle_request(request)
        return answer.status_code, json.loads(answer.read())

    return call


@pytest.fixture
def sealed(world):
    """Encrypt a name the way a merchant does."""

    def seal(name):
        key = world.identity.signing_keys[world.identity.public_key_id].public_key()
        sha1 = hashes.SHA1()
        oaep = padding.OAEP(mgf=padding.MGF1(sha1), algorithm=sha1, label=None)
        return base64.b64encode(key.encrypt(name.encode(), oaep)).decode()

    return seal


@pytest.fixture
def farm(world, ask, sealed):
    """The receiver of most tests: a merchant who has been added."""
    body = {
        "appid": world.identity.appid,
        "type": "MERCHANT_ID",
        "account": FARM,
        "name": sealed("大冶果园合作社"),
        "relation_type": "SUPPLIER",
    }
    assert ask("receivers/add", body)[0] == 200
    return body


@pytest.fixture
def shared_order(world, openid):
    """10 000 fen, to be shared, paid but not yet settled."""
    orders.prepay(
        world,
        {
            "appid": world.identity.appid,
            "mchid": world.identity.mchid,
            "description": "殷祖白茶",
            "out_trade_no": "tea-0001",
            "notify_url": "http://127.0.0.1:8000/wechat-pay/notify/",
            "amount": {"total": 10_000, "currency": "CNY"},
            "payer": {"openid": openid},
            "settle_info": {"profit_sharing": True},
        },
        signed_with="",
    )
    return orders.pay(world, "tea-0001")


@pytest.fixture
def settled(world, shared_order):
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO shipments (transaction_id, content, upload_time, uploads, confirmed_at,"
            " confirm_method) VALUES (?, '{}', '', 1, ?, 2)",
            (shared_order["transaction_id"], world.book_now()),
        )
    settlement.settle_by_hand(world, shared_order)
    return shared_order


@pytest.fixture
def wanted(world, shared_order):
    """`wanted(fen)` is a split of that order for the farm."""

    def make(fen=2000, *, number="share-1", thaw=False, **receiver):
        share = {"type": "MERCHANT_ID", "account": FARM, "amount": fen, "description": "货款"}
        return {
            "appid": world.identity.appid,
            "transaction_id": shared_order["transaction_id"],
            "out_order_no": number,
            "receivers": [{**share, **receiver}],
            "unfreeze_unsplit": thaw,
        }

    return make


@pytest.fixture
def received(ask, farm, settled, wanted, clock):
    """The farm has 2000 fen."""
    ask("orders", wanted(2000))
    clock.forward(60)
