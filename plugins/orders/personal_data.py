"""Orders: the trade stays, whom it was sent to goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar

from saleor.order.models import Order, OrderEvent
from saleor.payment.models import Payment

from plugins.kernel.personal_data import (
    PersonalData,
    address_facts,
    addresses_anonymise,
    erased_email,
    moment,
)
from plugins.kernel.registry import Words
from plugins.orders.models import PlacedOrder
from plugins.orders.selectors.orders import is_all_shipped, orders_of
from plugins.orders.states import OrderState

_WAITING = (OrderState.AWAITING_PAYMENT.value, OrderState.PAID_LATE.value)
#: What Saleor notes about mails and people in an order's story.
_TELLING = ("email", "message", "customer_email", "name")


class OrdersData(PersonalData):
    title: ClassVar[Words] = ("订单", "Orders")
    kept: ClassVar[Words | None] = (
        "订单的商品、金额、时间与省市（《电子商务法》第三十一条，三年；会计与税务资料十年以上）",
        "goods, amounts, times, province and city of orders"
        " (E-Commerce Law art. 31: three years; accounts and tax: ten and longer)",
    )

    def held(self, *, user: Any) -> Any:
        placed = orders_of(user).select_related("order__shipping_address", "order__billing_address")
        return [_order(each) for each in placed.prefetch_related("order__lines")]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        placed = orders_of(user)
        waiting = placed.filter(state__in=_WAITING)
        unfinished = placed.filter(state=OrderState.PAID.value).exclude(order__status="fulfilled")
        open_ = [each.number for each in waiting]
        open_ += [each.number for each in unfinished if not is_all_shipped(order_id=each.order_id)]
        return [(f"订单 {number} 尚未完成", f"order {number} is not finished") for number in open_]

    def erase(self, *, user: Any, now: datetime) -> None:
        orders = Order.objects.filter(user=user)
        pairs = orders.values_list("shipping_address_id", "billing_address_id")
        addresses_anonymise([key for pair in pairs for key in pair if key is not None])
        Payment.objects.filter(order__user=user).update(
            billing_email=erased_email(user),
            billing_first_name="",
            billing_last_name="",
            billing_company_name="",
            billing_address_1="",
            billing_address_2="",
            billing_postal_code="",
            customer_ip_address=None,
            extra_data="",
        )
        for event in OrderEvent.objects.filter(order__user=user):
            parameters = {k: v for k, v in event.parameters.items() if k not in _TELLING}
            if parameters != event.parameters:
                event.parameters = parameters
                event.save(update_fields=["parameters"])
        orders.update(user_email=erased_email(user), customer_note="", tracking_client_id="")


def _order(placed: PlacedOrder) -> dict[str, Any]:
    order = placed.order
    return {
        "number": placed.number,
        "state": placed.state,
        "placedAt": moment(placed.placed_at),
        "paidAt": moment(placed.paid_at),
        "totalFen": placed.total_fen,
        "refundedFen": placed.refunded_fen,
        "email": order.user_email,
        "note": order.customer_note,
        "shippingAddress": address_facts(order.shipping_address),
        "billingAddress": address_facts(order.billing_address),
        "lines": [
            {"goods": line.product_name, "variant": line.variant_name, "quantity": line.quantity}
            for line in order.lines.all()
        ],
    }
