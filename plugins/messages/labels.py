"""What the audited moves of a message are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "messages.message.sent": ("消息已发送", "Message sent"),
    "messages.message.not_wanted": ("买家未订阅，仅存站内", "Not subscribed: kept in the inbox"),
    "messages.message.failed": ("微信拒收消息", "WeChat refused the message"),
    "messages.consent.switched": ("买家开关消息", "The buyer switched messages"),
}
