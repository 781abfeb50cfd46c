"""WeChat payments, refunds and notifications in the console."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.wechat_pay.console.figures import CHARTS, QUEUES
from plugins.wechat_pay.console.parts import find, order_part
from plugins.wechat_pay.console.payments import NotificationEventAdmin, WechatPaymentAdmin
from plugins.wechat_pay.console.refunds import WechatRefundAdmin
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund

__all__ = [
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
    "NotificationEventAdmin",
    "WechatPaymentAdmin",
    "WechatRefundAdmin",
    "find",
    "order_part",
]

MENU = (
    MenuEntry(Section.MONEY, "微信支付", "payments", WechatPayment),
    MenuEntry(Section.MONEY, "微信退款", "currency_exchange", WechatRefund),
    MenuEntry(Section.MONEY, "微信通知", "notifications", NotificationEvent),
)
_LOOK = (
    "mall_wechat_pay.view_wechatpayment",
    "mall_wechat_pay.view_wechatrefund",
)
GRANTS = {
    Role.FINANCE: (
        *_LOOK,
        "mall_wechat_pay.view_notificationevent",
        "mall_wechat_pay.add_wechatrefund",
        "mall_wechat_pay.change_wechatrefund",
    ),
    Role.SERVICE: _LOOK,
}
