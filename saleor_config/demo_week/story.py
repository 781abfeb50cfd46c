"""One order's way, through the services that people's screens use. Yields when it goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from saleor.order.models import Order, OrderEvent
from saleor.product.models import ProductVariant

from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_hand_over import child_ready, hub_collect
from plugins.child_orders.services.child_ship import child_ship
from plugins.child_orders.services.message_send import (
    message_send_by_buyer,
    message_send_by_enterprise,
)
from plugins.fapiao.rules import FapiaoKind, details_checked
from plugins.fapiao.selectors import total_fen_of
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.orders.models import LineCost, PlacedOrder
from plugins.orders.services.order_cancel import order_cancel_by_buyer
from plugins.orders.services.order_place import order_place
from plugins.orders.services.order_refund import order_refund_promise
from plugins.shipments.public import Label
from plugins.shipments.services.shipment_receive import shipment_receive
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.services.payment_sync import payment_sync
from plugins.wechat_pay.services.refund_send import refund_send
from plugins.wechat_pay.states import RefundReason
from saleor_config.demo_sale.transport import Simulator
from saleor_config.demo_week.cases import case_story
from saleor_config.demo_week.coupons import coupon_use_claimed, coupon_use_perhaps
from saleor_config.demo_week.goods import cart
from saleor_config.demo_week.people import Buyer, Clerk
from saleor_config.demo_week.pick_ups import PICK_UPS, cart_fetched, pick_up_story
from saleor_config.demo_week.plan import Fate, OrderScript
from saleor_config.demo_week.words import words_of

HOUR = timedelta(hours=1)
OFFICE = "system:demo"
#: A refund that is still on its way when the week ends, and for days to come.
SLOW_SECONDS = 10 * 24 * 3600
_UNSENT = (Fate.TO_SHIP, Fate.READY, Fate.COLLECTED, Fate.REFUNDED)


@dataclass
class Teller:
    """What the stories share.

    Attributes:
        favourites: shelves of the enterprises whose owners can log in: they sell more.
    """

    wechat: Simulator
    buyers: Sequence[Buyer]
    clerk: Clerk
    shelves: Sequence[Sequence[ProductVariant]]
    end: datetime
    favourites: Sequence[Sequence[ProductVariant]] = ()

    def tell(self, script: OrderScript) -> Iterator[datetime]:
        """Tell one order's week; each moment it yields is when it goes on."""
        placed_at = self.end - script.ago
        yield placed_at
        buyer = self.buyers[script.buyer]
        placed = self._place(script, buyer)
        yield placed_at + timedelta(minutes=1 + script.number % 7)
        request = payment_prepay(
            number=placed.number,
            buyer=buyer.user,
            openid=buyer.openid,
            gateway=gateway(),
            now=timezone.now(),
        )
        if script.fate is Fate.AWAITING:
            return
        if script.fate is Fate.CANCELLED:
            yield placed_at + timedelta(minutes=9)
            order_cancel_by_buyer(number=placed.number, buyer=buyer.user, now=timezone.now())
            return
        # At once: for WeChat, on the machine's clock, the time to pay was over long ago,
        # and it grants a minute from now.
        self.wechat.post("pay", openid=buyer.openid, **request.as_dict())
        payment = WechatPayment.objects.get(order_id=placed.order_id)
        payment_sync(payment=payment, gateway=gateway(), now=timezone.now())
        yield from self._handle(script, buyer, placed, payment)

    def _place(self, script: OrderScript, buyer: Buyer) -> PlacedOrder:
        now = timezone.now()
        if script.fate in PICK_UPS:
            checkout = cart_fetched(buyer, self.favourites, number=script.number, at=now)
        else:
            checkout = self._cart(script, buyer, now=now)
        if script.fate is Fate.PICK_UP_FETCHED:
            coupon_use_claimed(buyer=buyer.user, checkout=checkout, now=now)
        else:
            coupon_use_perhaps(buyer=buyer.user, checkout=checkout, number=script.number, now=now)
        placed = order_place(
            buyer=buyer.user,
            checkout_token=checkout.token,
            idempotency_key=f"demo-week-{script.number:04d}",
            now=now,
            fresh_consent=True,
        )
        # The engine asks the machine's clock when an order begins.
        Order.objects.filter(pk=placed.order_id).update(created=now)
        OrderEvent.objects.filter(order_id=placed.order_id).update(date=now)
        return placed

    def _cart(self, script: OrderScript, buyer: Buyer, *, now: datetime) -> Any:
        """Choose goods of so many enterprises that somebody delivers together."""
        count = len(self.shelves)
        for attempt in range(count):
            shelves = [
                self.shelves[(script.number * 5 + attempt + step * 3) % count]
                for step in range(script.makers)
            ]
            sells_more = script.number % 2 or script.is_of_first
            if self.favourites and sells_more and attempt < len(self.favourites):
                begin = 0 if script.is_of_first else script.number // 2
                shelves[0] = self.favourites[(begin + attempt) % len(self.favourites)]
            chosen = [shelf[(script.number + attempt) % len(shelf)] for shelf in shelves]
            unique = {variant.pk: variant for variant in chosen}
            filled = cart(buyer, list(unique.values()), at=now)
            if filled is not None:
                return filled
        raise LookupError(f"nobody delivers {script.makers} enterprises' goods to {buyer.address}")

    def _handle(
        self, script: OrderScript, buyer: Buyer, placed: PlacedOrder, payment: WechatPayment
    ) -> Iterator[datetime]:
        children = list(ChildOrder.objects.filter(order_id=placed.order_id).order_by("pk"))
        begun = timezone.now()
        if script.says:
            yield begun + HOUR / 2
            yield from self._talk(buyer, children[0])
        if script.wants_fapiao:
            yield begun + HOUR
            yield from self._fapiao(script, buyer, placed)
        if script.fate in PICK_UPS:
            yield from pick_up_story(script.fate, buyer=buyer, placed=placed, clerk=self.clerk)
            return
        if script.fate in _UNSENT:
            yield from self._unsent(script, placed, payment, children, begun=begun)
            return
        yield begun + HOUR * (14 + script.number % 9)
        for number, child in enumerate(children):
            tracking = f"7531{placed.number[-8:]}{number}"
            child_ship(
                actor=self.clerk.of(child.enterprise_id),
                number=child.number,
                labels=[Label("ZTO", tracking)],
                now=timezone.now(),
            )
        if script.fate is Fate.SHIPPED:
            return
        yield timezone.now() + HOUR * (30 + script.number % 11)
        self.wechat.post(f"orders/{payment.out_trade_no}/confirm")
        shipment_receive(order_id=placed.order_id, at=timezone.now(), by=f"buyer:{buyer.user.pk}")
        if script.fate is Fate.RECEIVED:
            yield from words_of(buyer=buyer.user, placed=placed, number=script.number)
        else:
            yield from case_story(script.fate, buyer=buyer.user, placed=placed, teller=self)

    def _talk(self, buyer: Buyer, child: ChildOrder) -> Iterator[datetime]:
        message_send_by_buyer(
            buyer=buyer.user,
            number=child.number,
            text="您好，这单什么时候发？家里等着用。",
            now=timezone.now(),
        )
        if child.pk % 3:
            yield timezone.now() + HOUR * 1.5
            message_send_by_enterprise(
                actor=self.clerk.of(child.enterprise_id),
                number=child.number,
                text="已经在挑货装箱了，今天下午发出。",
                now=timezone.now(),
            )

    def _fapiao(self, script: OrderScript, buyer: Buyer, placed: PlacedOrder) -> Iterator[datetime]:
        is_business = script.number % 8 == 0
        details = details_checked(
            kind=FapiaoKind.ENTERPRISE if is_business else FapiaoKind.PERSONAL,
            title="湖北某某商贸有限公司" if is_business else buyer.user.get_full_name(),
            tax_number="91420281MA00000074" if is_business else "",
            email=buyer.user.email,
        )
        requests = fapiao_request(
            order_number=placed.number, buyer=buyer.user, details=details, now=timezone.now()
        )
        if script.is_fapiao_issued:
            yield timezone.now() + HOUR * 3
            for request in requests:
                issued = IssuedFapiao(
                    number=f"2642{request.pk:06}{placed.number[-10:]}",
                    issued_on=timezone.localdate(),
                    total_fen=total_fen_of(request),
                    document="",
                )
                fapiao_issue(
                    request_id=request.pk,
                    revision=1,
                    issued=issued,
                    actor=OFFICE,
                    now=timezone.now(),
                )

    def _unsent(
        self,
        script: OrderScript,
        placed: PlacedOrder,
        payment: WechatPayment,
        children: Sequence[ChildOrder],
        *,
        begun: datetime,
    ) -> Iterator[datetime]:
        """Let the goods stay where they are: packed, with the hub, or paid back."""
        if script.fate is Fate.REFUNDED:
            yield begun + HOUR * 8
            costs = LineCost.objects.filter(order_line__order=placed.order_id)
            lines = dict(costs.values_list("order_line_id", "paid_fen"))
            order_refund_promise(
                order_id=placed.order_id,
                fen=placed.total_fen,
                key=f"out-of-stock:{placed.number}",
                reason=RefundReason.OUT_OF_STOCK.value,
                requested_by=OFFICE,
                now=timezone.now(),
                lines=lines,
                shipping_fen=placed.total_fen - sum(lines.values()),
            )
            yield from self.pay_back(payment)
        elif script.fate is not Fate.TO_SHIP:
            yield begun + HOUR * 6
            for child in children:
                actor = self.clerk.of(child.enterprise_id)
                child_ready(actor=actor, number=child.number, now=timezone.now())
            if script.fate is Fate.COLLECTED:
                yield timezone.now() + HOUR * 4
                for child in children:
                    hub_collect(actor=OFFICE, number=child.number, now=timezone.now())

    def pay_back(self, payment: WechatPayment, *, is_finished: bool = True) -> Iterator[datetime]:
        """Have WeChat take what is owed of a payment, and hear an hour later that it is done."""
        for refund in WechatRefund.objects.filter(payment=payment).unsettled():
            if not is_finished:
                self.wechat.post(
                    "faults", name="refund.slow", times=1, operation="refund", value=SLOW_SECONDS
                )
            refund_send(refund=refund, gateway=gateway(), now=timezone.now())
            if is_finished:
                self.wechat.post(f"refunds/{refund.out_refund_no}/success")
                yield timezone.now() + HOUR
                refund.refresh_from_db()
                refund_send(refund=refund, gateway=gateway(), now=timezone.now())
