"""The states of a case, apart from who may move it. Pure."""

from enum import Enum


class CaseState(Enum):
    REQUESTED = "requested"  # 待商家处理
    WAITING_RETURN = "waiting_return"  # 待买家寄回
    RETURNING = "returning"  # 退货途中
    REFUNDING = "refunding"  # 退款中: promised, the payment provider is at it
    REFUNDED = "refunded"  # 已退款
    REFUND_FAILED = "refund_failed"  # 退款异常: a person has to act, the money is owed
    REFUSED = "refused"  # 商家已拒绝: the buyer may ask the platform
    ARBITRATION = "arbitration"  # 平台介入
    REJECTED = "rejected"  # 平台维持拒绝
    WITHDRAWN = "withdrawn"  # 买家已撤回
    CLOSED = "closed"  # 逾期关闭
