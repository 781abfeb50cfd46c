"""Orders, their lines, what of them is whose, and the stock they hold."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from saleor.account.models import Address
from saleor.order import OrderEvents, OrderStatus
from saleor.order.models import Fulfillment, FulfillmentLine, Order, OrderEvent, OrderLine
from saleor.warehouse.models import Allocation

from plugins.child_orders.models import ChildLine, ChildOrder
from plugins.child_orders.states import ChildState
from plugins.orders.models import LineCancellation, LineCost, PlacedOrder
from plugins.orders.states import OrderState
from saleor_config.bench.generator import words
from saleor_config.bench.generator.buyers import address_rows
from saleor_config.bench.generator.copying import Ids, Rows
from saleor_config.bench.generator.goods import yuan
from saleor_config.bench.generator.plans import PAYMENT, PROMISE, OrderPlan, PartPlan
from saleor_config.bench.generator.size import Size
from saleor_config.bench.generator.world import Buyer, World

GATEWAY = "mall.payments.wechat"
#: Parts in these states still hold their stock.
HOLDING = (ChildState.AWAITING_PAYMENT, ChildState.TO_SHIP, ChildState.READY, ChildState.COLLECTED)


@dataclass(slots=True)
class Kept:
    """An order as it was written: what other tables refer to."""

    plan: OrderPlan
    buyer: Buyer
    order_id: int
    placed_id: int
    line_ids: list[int]
    child_ids: list[int]

    def child_number(self, index: int) -> str:
        return f"{self.plan.name}-{index + 1}"

    @property
    def transaction_id(self) -> str:
        """WeChat's number of the payment: 28 digits."""
        return (
            f"42{self.plan.placed_at:%y%m%d%H%M%S}{self.plan.name[-10:]}{self.order_id % 10**4:04d}"
        )


def checkout_token(size: Size, number: int) -> UUID:
    """Return what tells a later run that this order is there."""
    return uuid5(NAMESPACE_URL, f"{size.mark}/order/{number}")


class OrderWriter:
    """The tables of the order itself."""

    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        models = (Address, Order, OrderLine, PlacedOrder, ChildOrder, Fulfillment)
        self.ids = {model: Ids(model) for model in models}
        delivery = world.delivery
        self.addresses = address_rows()
        self.orders = Rows(
            Order, "id", "created", "status", "user_id", "billing_address_id",
            "shipping_address_id", "user_email", "shipping_price_net_amount",
            "shipping_price_gross_amount", "token", "checkout_token", "total_net_amount",
            "total_gross_amount", "customer_note",
            shipping_method_id=delivery.pk, shipping_method_name=delivery.name,
        )  # fmt: skip
        self.lines = Rows(
            OrderLine, "id", "order_id", "variant_id", "product_name", "variant_name",
            "product_sku", "quantity", "quantity_fulfilled", "unit_price_net_amount",
            "unit_price_gross_amount",
            is_shipping_required=True,
        )  # fmt: skip
        self.placed = Rows(
            PlacedOrder, "id", "order_id", "number", "buyer_id", "checkout_token",
            "idempotency_key", "state", "total_fen", "paid_fen", "paid_gateway", "paid_reference",
            "refunded_fen", "placed_at", "pay_by", "paid_at", "cancelled_at", "refunded_at",
        )  # fmt: skip
        self.costs = Rows(LineCost, "order_line_id", "paid_fen")
        self.children = Rows(
            ChildOrder, "id", "order_id", "enterprise_id", "number", "state", "goods_fen",
            "shipping_fen", "placed_at", "paid_at", "ship_by", "ready_at", "collected_at",
            "shipped_at", "received_at",
        )  # fmt: skip
        self.child_lines = Rows(
            ChildLine, "child_order_id", "order_line_id", "quantity", "paid_fen",
            ship_hours=PROMISE.hours,
        )  # fmt: skip
        self.allocations = Rows(Allocation, "order_line_id", "stock_id", "quantity_allocated")
        self.cancelled = Rows(
            LineCancellation, "order_line_id", "quantity", "cancelled_at",
            key="out-of-stock", reason="缺货",
        )  # fmt: skip
        self.fulfilments = Rows(
            Fulfillment, "id", "order_id", "fulfillment_order", "created", "tracking_number"
        )
        self.fulfilled = Rows(
            FulfillmentLine, "order_line_id", "fulfillment_id", "quantity", "stock_id"
        )
        self.events = Rows(OrderEvent, "date", "type", "order_id", "user_id")

    def tables(self) -> list[Rows]:
        """Return the tables in the order in which they are written."""
        return [each for each in vars(self).values() if isinstance(each, Rows)]

    def add(self, plan: OrderPlan) -> Kept:
        kept = Kept(
            plan=plan,
            buyer=self.world.buyers[plan.buyer],
            order_id=self.ids[Order].next(),
            placed_id=self.ids[PlacedOrder].next(),
            line_ids=self.ids[OrderLine].take(len(plan.lines)),
            child_ids=self.ids[ChildOrder].take(len(plan.parts)),
        )
        self._order(kept)
        self._placed(kept)
        for index, part in enumerate(plan.parts):
            self._part(kept, index, part)
        return kept

    def _order(self, kept: Kept) -> None:
        plan, buyer = kept.plan, kept.buyer
        address_id, token = self.ids[Address].next(), checkout_token(self.size, plan.number)
        dice = self.size.dice("buyer", plan.buyer)
        surname, given = words.person(dice)
        province, city, district, postcode = dice.choice(words.PLACES)
        self.addresses.add(
            address_id, given, surname, words.street(dice), city, district, postcode, province,
            words.phone(dice),
        )  # fmt: skip
        shipping, total = yuan(plan.shipping_fen), yuan(plan.total_fen)
        note = "放快递柜即可" if plan.number % 19 == 0 else ""
        self.orders.add(
            kept.order_id, plan.placed_at, status_of(plan), buyer.user_id, address_id, address_id,
            buyer.email, shipping, shipping, str(token)[:36], str(token), total, total, note,
        )  # fmt: skip
        self.events.add(plan.placed_at, OrderEvents.PLACED, kept.order_id, buyer.user_id)
        if plan.paid_at is not None:
            self.events.add(plan.paid_at, OrderEvents.ORDER_FULLY_PAID, kept.order_id, None)

    def _placed(self, kept: Kept) -> None:
        plan, is_paid = kept.plan, kept.plan.is_paid
        refunded = [part.refunded_at for part in plan.parts if part.refunded_at]
        self.placed.add(
            kept.placed_id, kept.order_id, plan.name, kept.buyer.user_id,
            checkout_token(self.size, plan.number), f"{self.size.mark}-{plan.number:09d}",
            plan.state.value, plan.total_fen, plan.total_fen if is_paid else 0,
            GATEWAY if is_paid else "", kept.transaction_id if is_paid else "", plan.refunded_fen,
            plan.placed_at, plan.placed_at + PAYMENT, plan.paid_at, plan.cancelled_at,
            max(refunded) if plan.state is OrderState.REFUNDED else None,
        )  # fmt: skip

    def _part(self, kept: Kept, index: int, part: PartPlan) -> None:
        enterprise_id = kept.plan.lines[part.lines[0]].good.enterprise_id
        self.children.add(
            kept.child_ids[index], kept.order_id, enterprise_id, kept.child_number(index),
            part.state.value, part.goods_fen, part.shipping_fen, kept.plan.placed_at,
            part.paid_at, part.ship_by, part.ready_at, part.collected_at, part.shipped_at,
            part.received_at,
        )  # fmt: skip
        fulfilment_id = 0
        if part.shipped_at is not None:
            fulfilment_id = self.ids[Fulfillment].next()
            self.fulfilments.add(
                fulfilment_id, kept.order_id, index + 1, part.shipped_at,
                f"ZTO {tracking_no(kept, index)}",
            )  # fmt: skip
        for line in part.lines:
            self._line(kept, index, line, part, fulfilment_id)

    def _line(
        self, kept: Kept, index: int, number: int, part: PartPlan, fulfilment_id: int
    ) -> None:
        line, line_id = kept.plan.lines[number], kept.line_ids[number]
        good, price = line.good, yuan(line.good.fen)
        left = line.quantity if part.shipped_at is not None else 0
        self.lines.add(
            line_id, kept.order_id, good.variant_id, good.name, good.variant, good.sku,
            line.quantity, left, price, price,
        )  # fmt: skip
        self.costs.add(line_id, line.fen)
        self.child_lines.add(kept.child_ids[index], line_id, line.quantity, line.fen)
        if left:
            self.fulfilled.add(line_id, fulfilment_id, left, good.stock_id)
        elif part.state in HOLDING:
            self.allocations.add(line_id, good.stock_id, line.quantity)
        if part.stays and kept.plan.state is not OrderState.REFUNDED:
            self.cancelled.add(line_id, line.quantity, part.refunded_at)


def tracking_no(kept: Kept, index: int) -> str:
    return f"75{kept.plan.name[-10:]}{index}"


def status_of(plan: OrderPlan) -> str:
    """Return what the engine calls it: cancelled, or how much of it has left."""
    shipped = [part for part in plan.parts if part.shipped_at is not None]
    if plan.state is OrderState.CANCELLED or (plan.state is OrderState.REFUNDED and not shipped):
        return str(OrderStatus.CANCELED)
    if not shipped:
        return str(OrderStatus.UNFULFILLED)
    waiting = [part for part in plan.parts if part.state in HOLDING]
    return str(OrderStatus.PARTIALLY_FULFILLED if waiting else OrderStatus.FULFILLED)
