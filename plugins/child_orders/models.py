from enum import Enum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order, OrderLine

from plugins.brand.public import Enterprise
from plugins.child_orders.states import OPEN, ChildState
from plugins.listings.public import Promise

MESSAGE_LONGEST = 500


class Side(Enum):
    """Who wrote a message."""

    BUYER = "buyer"  # 买家
    ENTERPRISE = "enterprise"  # 企业


class ChildOrder(models.Model):
    """What one enterprise owes the buyer of an order. Money in fen.

    The buyer sees one order and pays once; each enterprise sees its own part.
    The database holds the parts of an order to its total at every commit, keeps
    their amounts as they are, and counts what goes back (migration 0002).
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="child_orders")
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="child_orders"
    )
    # The order's number and a dash and a digit or two: what both sides read out.
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.name) for state in ChildState],
        default=ChildState.AWAITING_PAYMENT.value,
    )
    # The buyer fetches it herself: ready means that she can, and it is never collected.
    is_pick_up = models.BooleanField(default=False, db_default=False)
    goods_fen = models.BigIntegerField()
    shipping_fen = models.BigIntegerField()
    refunded_fen = models.BigIntegerField(default=0)
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    ship_by = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    collected_at = models.DateTimeField(null=True)
    shipped_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    # When the enterprise was reminded to ship.
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "enterprise"], name="child_orders_one_per_enterprise"
            ),
            models.CheckConstraint(
                condition=Q(goods_fen__gte=0, shipping_fen__gte=0),
                name="child_orders_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(
                    refunded_fen__gte=0, refunded_fen__lte=F("goods_fen") + F("shipping_fen")
                ),
                name="child_orders_refunded_never_above_total",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("awaiting_payment", "cancelled"))
                | Q(paid_at__isnull=False, ship_by__isnull=False),
                name="child_orders_paid_means_when_and_by_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False),
                name="child_orders_ready_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="collected") | Q(collected_at__isnull=False),
                name="child_orders_collected_means_when",
            ),
            models.CheckConstraint(
                condition=Q(is_pick_up=False) | Q(collected_at__isnull=True),
                name="child_orders_pick_up_is_not_collected",
            ),
            models.CheckConstraint(
                condition=~Q(state="shipped") | Q(shipped_at__isnull=False),
                name="child_orders_shipped_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="received") | Q(received_at__isnull=False),
                name="child_orders_received_means_when",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "state", "-id"], name="child_orders_by_state"),
            models.Index(
                fields=["ship_by"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="child_orders_to_ship_by",
            ),
            # The office's list over all enterprises.
            models.Index(fields=["state", "-id"], name="child_orders_by_state_of_all"),
            models.Index(fields=["paid_at"], name="child_orders_by_day"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total_fen(self) -> int:
        return self.goods_fen + self.shipping_fen


class ChildLine(models.Model):
    """A line of the order as its enterprise sees it; `paid_fen` is after vouchers.

    Written once: the promise of shipping is what held when the order was placed.
    """

    child_order = models.ForeignKey(ChildOrder, on_delete=models.PROTECT, related_name="lines")
    order_line = models.OneToOneField(
        OrderLine, on_delete=models.PROTECT, related_name="child_line"
    )
    quantity = models.PositiveIntegerField()
    paid_fen = models.BigIntegerField()
    # What the buyer was promised when she placed the order, whatever becomes of the goods.
    ship_hours = models.PositiveSmallIntegerField()
    ships_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0, paid_fen__gte=0), name="child_orders_line_amounts"
            ),
            models.CheckConstraint(
                condition=Q(ship_hours__gt=0), name="child_orders_line_leaves_after_payment"
            ),
        ]

    def __str__(self) -> str:
        return f"line {self.order_line_id} of {self.child_order_id}"

    @property
    def promise(self) -> Promise:
        return Promise(hours=self.ship_hours, ships_on=self.ships_on)


class ChildRefund(models.Model):
    """What of a refund of the order belongs to one enterprise; never changed."""

    child_order = models.ForeignKey(ChildOrder, on_delete=models.PROTECT, related_name="refunds")
    # The refund's key, or how much of the order had gone back when one named nothing.
    key = models.CharField(max_length=100)
    fen = models.BigIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child_order", "key"], name="child_orders_refund_counted_once"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="child_orders_refund_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.fen} fen of {self.child_order_id}"


class ChildMessage(models.Model):
    """What buyer and enterprise write to each other about a child order; never changed."""

    child_order = models.ForeignKey(ChildOrder, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=10, choices=[(side.value, side.name) for side in Side])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="child_order_messages"
    )
    text = models.CharField(max_length=MESSAGE_LONGEST)
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="child_orders_message_has_text"),
        ]
        indexes = [models.Index(fields=["author", "sent_at"], name="child_orders_message_author")]

    def __str__(self) -> str:
        return f"message {self.pk} about {self.child_order_id}"
