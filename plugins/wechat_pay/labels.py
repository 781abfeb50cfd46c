"""What the audited moves of WeChat payments and refunds are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "wechat_pay.payment.opened": ("微信支付单已建立", "WeChat payment opened"),
    "wechat_pay.payment.paid": ("微信支付成功", "Paid through WeChat"),
    "wechat_pay.payment.closed": ("微信支付单已关闭", "WeChat payment closed"),
    "wechat_pay.refund.requested": ("发起微信退款", "WeChat refund requested"),
    "wechat_pay.refund.processing": ("微信已受理退款", "WeChat accepted the refund"),
    "wechat_pay.refund.succeeded": ("微信退款成功", "WeChat refund done"),
    "wechat_pay.refund.abnormal": ("微信退款异常，需人工处理", "WeChat refund abnormal: act"),
    "wechat_pay.refund.closed": ("微信退款关闭", "WeChat closed the refund"),
    "wechat_pay.refund.refused": ("微信未受理退款", "WeChat did not take the refund"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "wechat_pay.refund.requested": ("退款已发起", "A refund was started"),
    "wechat_pay.refund.processing": ("微信退款处理中", "WeChat is returning your money"),
    "wechat_pay.refund.abnormal": (
        "退款未能到账，商家正在处理",
        "The refund did not reach you; the shop is seeing to it",
    ),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "payment_ended": ("支付方式变更、取消或超时", "Other way to pay, cancelled or overdue"),
    "closed_at_wechat": ("微信侧已关闭", "Closed at WeChat"),
    "applied": ("计入订单", "Counts for the order"),
    "late": ("订单取消后到账", "Arrived after the order was cancelled"),
    "surplus": ("重复支付", "The order had been paid"),
    "after_sales": ("售后退款", "After-sales"),
    "out_of_stock": ("商品缺货", "Out of stock"),
    "goodwill": ("商家补偿", "Goodwill"),
}
