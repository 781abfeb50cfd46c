"""What other capabilities may use of WeChat."""

from plugins.wechat.rules import is_deliverable
from plugins.wechat.selectors import openid_of

__all__ = ["is_deliverable", "openid_of"]
