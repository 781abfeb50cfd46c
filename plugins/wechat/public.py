"""What other capabilities may use of WeChat."""

from plugins.wechat.client import MiniProgramApi
from plugins.wechat.gateway import mini_program
from plugins.wechat.rules import is_deliverable
from plugins.wechat.selectors import openid_of

__all__ = ["MiniProgramApi", "is_deliverable", "mini_program", "openid_of"]
