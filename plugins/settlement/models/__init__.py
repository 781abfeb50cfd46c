from plugins.settlement.models.ledger import (
    CommissionRate,
    LedgerEntry,
    Payout,
    Period,
    SettledChild,
)
from plugins.settlement.models.sharing import (
    ShareBill,
    ShareDifference,
    SharePart,
    ShareReceiver,
    ShareReturn,
    Sharing,
)

__all__ = [
    "CommissionRate",
    "LedgerEntry",
    "Payout",
    "Period",
    "SettledChild",
    "ShareBill",
    "ShareDifference",
    "SharePart",
    "ShareReceiver",
    "ShareReturn",
    "Sharing",
]
