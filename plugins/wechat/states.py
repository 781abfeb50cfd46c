"""What became of a push of WeChat's."""

from enum import Enum


class PushOutcome(Enum):
    STORED = "stored"  # 待处理: kept, not acted upon yet
    APPLIED = "applied"  # 已处理
    REFUSED = "refused"  # 与账不符: genuine, but it contradicts our books; a person looks
    IGNORED = "ignored"  # 未使用: nothing of the shop asks for this kind
