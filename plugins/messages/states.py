"""The life of a message on its way to WeChat; the shop's own inbox shows it from the start."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class MessageState(Enum):
    OWED = "owed"  # 待发送
    SENT = "sent"  # 已发送
    NOT_WANTED = "not_wanted"  # 未订阅: the buyer takes no such message in WeChat
    FAILED = "failed"  # 发送失败: WeChat will never take it; a person looks


TRANSITIONS: Transitions[MessageState] = Transitions(
    initial=MessageState.OWED,
    moves={
        MessageState.OWED: frozenset(set(MessageState) - {MessageState.OWED}),
        MessageState.SENT: frozenset(),
        MessageState.NOT_WANTED: frozenset(),
        MessageState.FAILED: frozenset(),
    },
)
