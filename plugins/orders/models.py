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
            )
        ]

    def __str__(self) -> str:
        return self.number


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
