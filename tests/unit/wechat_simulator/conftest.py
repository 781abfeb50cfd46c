from tests.unit.wechat_pay.fixtures import client, merchant, openid, prepay, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "client",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "merchant",
    "openid",
    "prepay",
    "transport",
    "verifier",
    "world",
]
