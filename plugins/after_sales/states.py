"""The life of an after-sales case."""

from __future__ import annotations

from plugins.after_sales.rules.case_state import CaseState
from plugins.kernel.transitions import Transitions

TRANSITIONS: Transitions[CaseState] = Transitions(
    initial=CaseState.REQUESTED,
    moves={
        CaseState.REQUESTED: frozenset(
            {
                CaseState.WAITING_RETURN,
                CaseState.REFUNDING,
                CaseState.REFUSED,
                CaseState.WITHDRAWN,
            }
        ),
        CaseState.WAITING_RETURN: frozenset(
            {CaseState.RETURNING, CaseState.WITHDRAWN, CaseState.CLOSED}
        ),
        CaseState.RETURNING: frozenset({CaseState.REFUNDING, CaseState.REFUSED}),
        CaseState.REFUNDING: frozenset({CaseState.REFUNDED, CaseState.REFUND_FAILED}),
        CaseState.REFUND_FAILED: frozenset({CaseState.REFUNDING, CaseState.REFUNDED}),
        CaseState.REFUNDED: frozenset(),
        CaseState.REFUSED: frozenset(
            {CaseState.ARBITRATION, CaseState.WITHDRAWN, CaseState.CLOSED}
        ),
        CaseState.ARBITRATION: frozenset(
            {
                CaseState.WAITING_RETURN,
                CaseState.REFUNDING,
                CaseState.REJECTED,
                CaseState.WITHDRAWN,
            }
        ),
        CaseState.REJECTED: frozenset(),
        CaseState.WITHDRAWN: frozenset(),
        CaseState.CLOSED: frozenset(),
    },
)

#: Nothing goes back for these: their goods may be asked for again.
RELEASED = frozenset({CaseState.REJECTED, CaseState.WITHDRAWN, CaseState.CLOSED})
#: The money is decided; goods that had not left stay here for good.
DECIDED = frozenset({CaseState.REFUNDING, CaseState.REFUNDED, CaseState.REFUND_FAILED})
#: Somebody still has to decide: goods that have not left wait.
CONTESTED = frozenset({CaseState.REQUESTED, CaseState.ARBITRATION})
#: Their outcome is the payment provider's to tell.
MONEY_MOVES = frozenset({CaseState.REFUNDING, CaseState.REFUND_FAILED})

STATE_TEXT = {
    CaseState.REQUESTED: "待商家处理",
    CaseState.WAITING_RETURN: "待买家寄回",
    CaseState.RETURNING: "退货途中",
    CaseState.REFUNDING: "退款中",
    CaseState.REFUNDED: "已退款",
    CaseState.REFUND_FAILED: "退款异常",
    CaseState.REFUSED: "商家已拒绝",
    CaseState.ARBITRATION: "平台介入",
    CaseState.REJECTED: "平台维持拒绝",
    CaseState.WITHDRAWN: "买家已撤回",
    CaseState.CLOSED: "逾期关闭",
}
