from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order, OrderLine

from plugins.orders.states import OrderState


class PlacedOrder(models.Model):
    """What Saleor's order does not know: its number, deadline and payment state.

    Money is in fen. Rows are never deleted (e-commerce law, art. 31: three years).
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="placed")
    number = models.CharField(max_length=16, unique=True)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="placed_orders"
    )
    checkout_token = models.UUIDField(unique=True)
    idempotency_key = models.CharField(max_length=64)
    state = models.CharField(
        max_length=20,
        choices=[(state.value, state.name) for state in OrderState],
        default=OrderState.AWAITING_PAYMENT.value,
    )
    total_fen = models.BigIntegerField()
    paid_fen = models.BigIntegerField(default=0)
    # Which payment counts: the provider's gateway and its own id of the payment.
    paid_gateway = models.CharField(max_length=64, blank=True)
    paid_reference = models.CharField(max_length=128, blank=True)
    # Of what paid this order; a second payment that goes back is not counted here.
    refunded_fen = models.BigIntegerField(default=0)
    placed_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    refunded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "idempotency_key"], name="orders_one_order_per_key"
            ),
            models.CheckConstraint(condition=Q(total_fen__gte=0), name="orders_total_not_negative"),
            models.CheckConstraint(
                condition=Q(pay_by__gt=F("placed_at")), name="orders_pay_by_after_placed"
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_fen=F("total_fen"), paid_at__isnull=False),
                name="orders_paid_means_paid_in_full",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="orders_cancelled_means_when",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0, paid_fen__lte=F("total_fen")),
                name="orders_paid_never_above_total",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen=0) | ~Q(paid_gateway="") & ~Q(paid_reference=""),
                name="orders_paid_means_by_which_payment",
            ),
            models.CheckConstraint(
                condition=Q(refunded_fen__gte=0, refunded_fen__lte=F("paid_fen")),
                name="orders_refunded_never_above_paid",
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded")
                | Q(refunded_fen=F("paid_fen"), refunded_at__isnull=False),
                name="orders_refunded_means_all_of_it",
            ),
        ]
        indexes = [
            models.Index(
                fields=["pay_by"],
                condition=Q(state="awaiting_payment"),
                name="orders_awaiting_by_deadline",
            ),
            # The console's lists, filters by day, and charts.
            models.Index(fields=["state", "-id"], name="orders_by_state"),
            models.Index(fields=["placed_at"], name="orders_by_day"),
            models.Index(fields=["paid_at"], name="orders_by_day_of_payment"),
        ]

    def __str__(self) -> str:
        return self.number


class LineCancellation(models.Model):
    """Units of a paid order's line that will not be shipped any more.

    The database keeps shipped and cancelled units together within what was
    ordered, whoever ships, and refuses to change or delete a row (migration 0003).
    """

    order_line = models.ForeignKey(
        OrderLine, on_delete=models.PROTECT, related_name="cancellations"
    )
    quantity = models.PositiveIntegerField()
    # The asker's name for the occasion: asking twice for it is asking once.
    key = models.CharField(max_length=100)
    reason = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order_line", "key"], name="orders_line_cancelled_once_per_occasion"
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="orders_line_cancelled_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.order_line_id}"


class Dispatch(models.Model):
    """Chosen units of an order that left together; asked for twice, they leave once."""

    placed = models.ForeignKey(PlacedOrder, on_delete=models.PROTECT, related_name="dispatches")
    # The asker's name for the occasion, and what it named: line id → units.
    key = models.CharField(max_length=100)
    units: Any = models.JSONField()
    dispatched_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["placed", "key"], name="orders_one_dispatch_per_occasion"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="orders_dispatch_has_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.placed_id}"


class LineCost(models.Model):
    """What the buyer paid for a line after vouchers, frozen when the order was placed.

    What is left of the order's total was paid for shipping. The one truth for
    after-sales and for who gets what; the database refuses to change it (0008).
    """

    order_line = models.OneToOneField(OrderLine, on_delete=models.PROTECT, related_name="cost")
    paid_fen = models.BigIntegerField()
    # What a coupon took off it, and what of that the platform bears: it is owed to the
    # enterprise as if the buyer had paid it.
    saved_fen = models.BigIntegerField(default=0)
    subsidy_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["order_line_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(subsidy_fen__gte=0, subsidy_fen__lte=F("saved_fen")),
                name="orders_line_subsidy_within_what_was_saved",
            ),
            models.CheckConstraint(
                condition=Q(paid_fen__gte=0), name="orders_line_cost_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paid_fen} fen for line {self.order_line_id}"


class RefundShare(models.Model):
    """What a promised refund is for: a line, or shipping where none is named.

    Refunds that name nothing (goodwill) have no rows. Never changed.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="refund_shares")
    key = models.CharField(max_length=100)
    order_line = models.ForeignKey(
        OrderLine, null=True, on_delete=models.PROTECT, related_name="refund_shares"
    )
    fen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "key", "order_line"], name="orders_refund_share_of_line_once"
            ),
            models.UniqueConstraint(
                fields=["order", "key"],
                condition=Q(order_line__isnull=True),
                name="orders_refund_share_of_shipping_once",
            ),
            models.CheckConstraint(condition=Q(fen__gte=0), name="orders_refund_share_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.fen} fen of {self.key}"


class LivePayment(models.Model):
    """The one payment of an order that may still take money, at whichever provider.

    Written by the database alone: triggers on the providers' payments take the
    claim with a live row and release it when the row ends, so a claim is never
    left behind. A second one is refused, and so is cancelling a claimed order.
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="live_payment")
    provider = models.CharField(max_length=40)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.provider} for order {self.order_id}"


class ReturnConsent(models.Model):
    """The buyer knew, for this purchase, that these goods take no return without a reason.

    The law (消费者权益保护法 art. 25) asks for a confirmation at each purchase; a line
    without this row can be returned whatever the product says. Never deleted.
    """

    order_line = models.OneToOneField(
        OrderLine, on_delete=models.PROTECT, related_name="return_consent"
    )
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"consent to line {self.order_line_id}"
