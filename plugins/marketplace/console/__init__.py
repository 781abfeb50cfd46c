"""Members of an enterprise on its file's page, and the first invitation."""

from brand_theme.console.public import Role as Group
from plugins.marketplace.console.enterprise_file import ENTERPRISE_ACTIONS, enterprise_part

__all__ = ["ENTERPRISE_ACTIONS", "GRANTS", "TOPIC_TEXT", "enterprise_part"]

_LOOK = "mall_marketplace.view_member"
GRANTS = {
    Group.BRAND_OFFICE: (_LOOK, "mall_marketplace.add_invitation"),
    Group.BRAND_HEAD: (_LOOK,),
}
TOPIC_TEXT = {"marketplace.invitation": "发送成员邀请邮件"}
