from tests.unit.reconciliation.fixtures import bill_client, books, ledger_day, saleor_order
from tests.unit.wechat_pay.fixtures import merchant, openid, transport, verifier
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "bill_client",
    "books",
    "clock",
    "hands",
    "identity",
    "identity_home",
    "ledger_day",
    "merchant",
    "openid",
    "saleor_order",
    "transport",
    "verifier",
    "world",
]
