from tests.unit.wechat_pay.fixtures import client, merchant, openid, prepay, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world
from tests.unit.wechat_simulator.share_fixtures import (
    ask,
    farm,
    received,
    sealed,
    settled,
    shared_order,
    wanted,
)

__all__ = [
    "ask",
    "client",
    "clock",
    "farm",
    "hands",
    "identity",
    "identity_home",
    "merchant",
    "openid",
    "prepay",
    "received",
    "sealed",
    "settled",
    "shared_order",
    "transport",
    "verifier",
    "wanted",
    "world",
]
