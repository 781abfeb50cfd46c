"""Accounts in the console: bans, and where people are logged in."""

from brand_theme.console.public import MenuEntry, ObjectAction, Role, Section
from plugins.accounts.console.bans import PLACE, BanAdmin, BanForm, ban_buyer
from plugins.accounts.console.sessions import LoginSessionAdmin
from plugins.accounts.models import Ban, LoginSession

__all__ = ["GRANTS", "MENU", "ORDER_ACTIONS", "BanAdmin", "LoginSessionAdmin"]

MENU = (
    MenuEntry(Section.SERVICE, "封禁", "block", Ban),
    MenuEntry(Section.SYSTEM, "登录记录", "devices", LoginSession),
)
#: The administrators have every permission there is.
GRANTS = {Role.SERVICE: ("mall_accounts.view_ban", PLACE, "mall_accounts.change_ban")}
ORDER_ACTIONS = (
    ObjectAction(
        name="ban",
        title="封禁买家",
        icon="block",
        permission=PLACE,
        form=BanForm,
        perform=ban_buyer,
        warning=lambda placed: "买家会立即在所有设备退出，不能再登录；已付款的订单照常履行。",
        is_danger=True,
        confirm="封禁",
    ),
)
