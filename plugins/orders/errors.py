from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class CheckoutNotFound(NotFound):
    code = "CHECKOUT_NOT_FOUND"
    zh = "购物车不存在或已下单。"
    en = "This cart does not exist or was ordered already."
    remedy_zh = "请回到购物车查看。"
    remedy_en = "Go back to the cart."


class OrderNotFound(NotFound):
    code = "ORDER_NOT_FOUND"
    zh = "没有找到该订单。"
    en = "There is no such order."
    remedy_zh = "请在“我的订单”中查看。"
    remedy_en = "Look it up in your orders."


class CheckoutEmpty(InvalidInput):
    code = "CHECKOUT_EMPTY"
    zh = "购物车是空的。"
    en = "The cart is empty."
    remedy_zh = "请先选择商品。"
    remedy_en = "Put something into it first."


class ShippingMissing(InvalidInput):
    code = "SHIPPING_MISSING"
    zh = "还没有填写收货地址或选择配送方式。"
    en = "The delivery address or method is missing."
    remedy_zh = "请补充后再提交。"
    remedy_en = "Add it and submit again."


class ShippingNotOffered(Conflict):
    code = "SHIPPING_NOT_OFFERED"
    zh = "所选配送方式不适用于该地址或商品。"
    en = "The chosen delivery is not offered for this address or these goods."
    remedy_zh = "请重新选择配送方式。"
    remedy_en = "Choose another delivery method."


class SoldOut(Conflict):
    code = "SOLD_OUT"
    zh = "“{item}”库存不足。"
    en = "There is not enough of {item} left."
    remedy_zh = "请减少数量或选择其他规格。"
    remedy_en = "Take fewer, or another size."


class NoLongerSold(Conflict):
    code = "NO_LONGER_SOLD"
    zh = "“{item}”已下架。"
    en = "{item} is no longer sold."
    remedy_zh = "请从购物车中移除。"
    remedy_en = "Remove it from the cart."


class PriceChanged(Conflict):
    code = "PRICE_CHANGED"
    zh = "金额已变为 {total} 元。"
    en = "The total is now {total} yuan."
    remedy_zh = "请确认新金额后重新提交。"
    remedy_en = "Confirm the new total and submit again."


class VoucherNotApplicable(Conflict):
    code = "VOUCHER_NOT_APPLICABLE"
    zh = "优惠券不可用。"
    en = "The voucher cannot be used."
    remedy_zh = "请移除优惠券后重试。"
    remedy_en = "Remove it and try again."


class GiftCardsNotAccepted(Conflict):
    """Prepaid cards need a registration of their own in China; the shop sells none."""

    code = "GIFT_CARDS_NOT_ACCEPTED"
    zh = "本店不收礼品卡。"
    en = "This shop takes no gift cards."
    remedy_zh = "请移除礼品卡后重试。"
    remedy_en = "Remove it and try again."


class KeyReused(Conflict):
    code = "IDEMPOTENCY_KEY_REUSED"
    zh = "该提交编号已用于另一笔订单。"
    en = "This idempotency key belongs to another order."
    remedy_zh = "请刷新页面后重新提交。"
    remedy_en = "Reload the page and submit again."


class BadKey(InvalidInput):
    code = "IDEMPOTENCY_KEY_INVALID"
    zh = "提交编号须为 8 至 64 个字母、数字或 -_。"
    en = "The idempotency key must be 8 to 64 letters, digits, - or _."
    remedy_zh = "请刷新页面后重新提交。"
    remedy_en = "Reload the page and submit again."


class NotPayable(Conflict):
    code = "NOT_PAYABLE"
    zh = "订单不在待付款状态。"
    en = "This order does not await payment."
    remedy_zh = "请查看订单最新状态。"
    remedy_en = "Look at its present state."


class PaymentOverdue(Conflict):
    code = "PAYMENT_OVERDUE"
    zh = "付款时间已过,订单即将取消。"
    en = "The time to pay is over; the order is being cancelled."
    remedy_zh = "请重新下单。"
    remedy_en = "Place a new order."


class NotCancellable(Conflict):
    code = "NOT_CANCELLABLE"
    zh = "订单已付款或已取消。"
    en = "The order is paid or cancelled already."
    remedy_zh = "已付款的订单请申请售后。"
    remedy_en = "For a paid order, ask for a refund."


class PaymentUnderWay(Conflict):
    code = "PAYMENT_UNDER_WAY"
    zh = "支付结果尚未确认,暂时无法取消。"
    en = "The payment's outcome is not known yet, so the order cannot be cancelled now."
    remedy_zh = "请稍后再试。"
    remedy_en = "Try again in a moment."


class OtherPaymentUnderWay(Conflict):
    code = "OTHER_PAYMENT_UNDER_WAY"
    zh = "该订单的另一笔支付尚未结束。"
    en = "Another payment of this order has not ended yet."
    remedy_zh = "请稍后再试，或继续原来的支付方式。"
    remedy_en = "Try again in a moment, or go on paying the way you began."


class NotShippable(Conflict):
    code = "NOT_SHIPPABLE"
    zh = "订单未付款、已取消或已退款，不能发货。"
    en = "The order is not paid, or was cancelled or refunded, so it cannot be shipped."
    remedy_zh = "请查看订单最新状态。"
    remedy_en = "Look at its present state."


class GoodsMissing(Conflict):
    code = "GOODS_MISSING"
    zh = "“{item}”没有可出库的库存。"
    en = "There is no stock of {item} to take it from."
    remedy_zh = "请核对仓库库存后再发货。"
    remedy_en = "Check the stock of the warehouses and ship again."


class LineNotFound(NotFound):
    code = "ORDER_LINE_NOT_FOUND"
    zh = "订单中没有该商品行。"
    en = "The order has no such line."
    remedy_zh = "请刷新订单后重试。"
    remedy_en = "Refresh the order and try again."


class QuantityInvalid(InvalidInput):
    code = "LINE_QUANTITY_INVALID"
    zh = "数量须为正整数，且至少填写一行。"
    en = "Quantities must be whole numbers above zero, for at least one line."
    remedy_zh = "请修改数量后重试。"
    remedy_en = "Change the quantity and try again."


class QuantityExceeded(Conflict):
    code = "LINE_QUANTITY_EXCEEDED"
    zh = "“{item}”只剩 {left} 件未发货。"
    en = "Only {left} of {item} have not been shipped."
    remedy_zh = "请减少数量后重试。"
    remedy_en = "Take fewer and try again."


class OccasionReused(Conflict):
    code = "OCCASION_REUSED"
    zh = "编号“{key}”已用于其他商品或数量。"
    en = "The key {key} stands for other lines or quantities."
    remedy_zh = "请换一个编号。"
    remedy_en = "Use another key."
