from tests.unit.reconciliation.fixtures import bill_client, ledger_day
from tests.unit.wechat_pay.fixtures import merchant, openid, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "bill_client",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "ledger_day",
    "merchant",
    "openid",
    "transport",
    "verifier",
    "world",
]
