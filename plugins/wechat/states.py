"""What became of a push of WeChat's, and why a browser is sent there."""

from enum import Enum


class PushOutcome(Enum):
    STORED = "stored"  # 待处理: kept, not acted upon yet
    APPLIED = "applied"  # 已处理
    REFUSED = "refused"  # 与账不符: genuine, but it contradicts our books; a person looks
    IGNORED = "ignored"  # 未使用: nothing of the shop asks for this kind


class WebPurpose(Enum):
    LOGIN = "login"  # WeChat asks its person, so that the shop knows her across its apps
    LINK = "link"  # of an account that is logged in; WeChat does not ask
    CLOSE = "close"  # who is asking to close her account
