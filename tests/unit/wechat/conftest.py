from tests.unit.wechat.fixtures import (
    client,
    code_for,
    newcomer,
    official_client,
    pauses,
    session,
    shop_uses_simulator,
    wechat,
    wire,
)
from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = [
    "client",
    "clock",
    "code_for",
    "hands",
    "identity",
    "identity_home",
    "newcomer",
    "official_client",
    "pauses",
    "session",
    "shop_uses_simulator",
    "wechat",
    "wire",
    "world",
]
