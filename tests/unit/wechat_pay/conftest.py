from tests.unit.wechat_pay.fixtures import (
    client,
    memory,
    merchant,
    openid,
    pay_in_simulator,
    prepay,
    transport,
    verifier,
)
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "client",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "memory",
    "merchant",
    "openid",
    "pay_in_simulator",
    "prepay",
    "transport",
    "verifier",
    "world",
]
