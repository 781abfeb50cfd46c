"""What the audited moves of card payments and refunds are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "cards.payment.opened": ("银行卡支付已建立", "Card payment opened"),
    "cards.payment.moved": ("银行卡支付状态变化", "Card payment moved on"),
    "cards.payment.succeeded": ("银行卡支付成功", "Paid by card"),
    "cards.payment.canceled": ("银行卡支付已取消", "Card payment canceled"),
    "cards.refund.asked": ("发起银行卡退款", "Card refund asked for"),
    "cards.refund.pending": ("银行卡退款处理中", "Card refund pending"),
    "cards.refund.succeeded": ("银行卡退款成功", "Card refund done"),
    "cards.refund.failed": ("银行卡退款失败，需人工处理", "Card refund failed: act"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "cards.refund.asked": ("退款已发起", "A refund was started"),
    "cards.refund.failed": (
        "退款未能到账，商家正在处理",
        "The refund did not reach you; the shop is seeing to it",
    ),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "canceled_at_stripe": ("Stripe 侧已取消", "Canceled at Stripe"),
    "stripe_refused": ("Stripe 未受理", "Stripe refused it"),
}
