"""What the audited moves of an order are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "orders.order.placed": ("下单", "Order placed"),
    "orders.order.discounted": ("使用优惠券", "Coupon used"),
    "orders.order.discount_given_back": ("优惠券退回买家", "Coupon given back"),
    "orders.order.paid": ("订单付清", "Order paid"),
    "orders.order.cancelled": ("订单取消，库存释放", "Order cancelled, stock freed"),
    "orders.order.paid_late": ("取消后到账", "Money arrived after cancelling"),
    "orders.order.paid_twice": ("重复支付", "Paid a second time"),
    "orders.order.lines_cancelled": ("取消部分发货", "Units cancelled before shipping"),
    "orders.order.shipped": ("出库", "Goods shipped"),
    "orders.order.money_returned": ("款项已退回", "Money went back"),
    "orders.order.refunded": ("全额退款完成", "All of the money went back"),
    "orders.order.lines_restocked": ("退回商品重新上架", "Returned goods on sale again"),
    "orders.order.recipient_revealed": ("查看完整收件信息", "Recipient revealed"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "orders.order.placed": ("已下单", "You placed the order"),
    "orders.order.discounted": ("使用了优惠券", "Coupon used"),
    "orders.order.discount_given_back": ("优惠券已退回", "Your coupon came back"),
    "orders.order.paid": ("已付款", "Paid"),
    "orders.order.cancelled": ("订单已取消", "The order was cancelled"),
    "orders.order.paid_late": (
        "订单取消后收到付款，将原路退回",
        "Your payment came after the order was cancelled and will be returned",
    ),
    "orders.order.paid_twice": (
        "收到重复付款，将原路退回",
        "A second payment arrived and will be returned",
    ),
    "orders.order.lines_cancelled": ("部分商品不再发货", "Part of the goods will not be sent"),
    "orders.order.shipped": ("商家已发货", "The shop sent your goods"),
    "orders.order.money_returned": ("退款已到账", "Your money was returned"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "cancelled": ("订单取消", "The order was cancelled"),
    "buyer_cancelled": ("买家取消", "The buyer cancelled"),
    "payment_overdue": ("超时未付款", "Not paid in time"),
    "refunded": ("款项已全部退回", "All of the money went back"),
    "not_fetched": ("没有到店自提", "Nobody fetched it"),
}
