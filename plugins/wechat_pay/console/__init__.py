"""WeChat payments, refunds and notifications in the console."""

from brand_theme.console.public import MenuEntry, Role, Section
from plugins.wechat_pay.console.figures import CHARTS, QUEUES
from plugins.wechat_pay.console.parts import find, order_part
from plugins.wechat_pay.console.payments import NotificationEventAdmin, WechatPaymentAdmin
from plugins.wechat_pay.console.refunds import WechatRefundAdmin
from plugins.wechat_pay.console.texts import PAYOUTS, REASONS
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund

__all__ = [
    "ACTION_TEXT",
    "CHARTS",
    "GRANTS",
    "MENU",
    "QUEUES",
    "REASON_TEXT",
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
REASON_TEXT = {**REASONS, **PAYOUTS}
ACTION_TEXT = {
    "wechat_pay.payment.opened": "发起微信支付",
    "wechat_pay.payment.paid": "微信支付成功",
    "wechat_pay.payment.closed": "关闭微信支付",
    "wechat_pay.refund.requested": "申请微信退款",
    "wechat_pay.refund.processing": "微信受理退款",
    "wechat_pay.refund.succeeded": "微信退款成功",
    "wechat_pay.refund.abnormal": "微信退款异常",
    "wechat_pay.refund.closed": "微信退款关闭",
    "wechat_pay.refund.refused": "微信未受理退款",
}
