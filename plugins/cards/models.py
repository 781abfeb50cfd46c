from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order

from plugins.cards.states import LIVE, CardState, EventOutcome, RefundState

_LIVE = [state.value for state in LIVE]
_UNFINISHED = [RefundState.ASKED.value, RefundState.PENDING.value]


class CardPaymentQuerySet(models.QuerySet["CardPayment"]):
    def live(self) -> "CardPaymentQuerySet":
        return self.filter(state__in=_LIVE)

    def due_for_check(self, *, now: datetime) -> "CardPaymentQuerySet":
        return self.live().filter(check_after__lte=now).order_by("check_after")

    def to_give_back(self) -> "CardPaymentQuerySet":
        """Money that an order did not need, and nobody has refunded yet."""
        taken = self.filter(state=CardState.SUCCEEDED.value, payout__in=["late", "surplus"])
        return taken.filter(refunds__isnull=True).order_by("pk")


class CardPayment(models.Model):
    """One PaymentIntent for one of our orders; money in fen.

    The row is committed before Stripe is called. Without `intent_id` nobody can
    have been given the intent's secret, so such a payment cannot be paid.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="card_payments")
    order_number = models.CharField(max_length=16)
    # Sent with the creation: Stripe makes one intent for it, however often it is sent.
    idempotency_key = models.CharField(max_length=64, unique=True)
    intent_id = models.CharField(max_length=64, null=True, unique=True)
    total_fen = models.BigIntegerField()
    # Refunds that succeeded or still may; the database keeps it below the total.
    refunded_fen = models.BigIntegerField(default=0)
    state = models.CharField(
        max_length=16,
        choices=[(state.value, state.name) for state in CardState],
        default=CardState.CREATED.value,
    )
    opened_at = models.DateTimeField()
    check_after = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    # A `Payout`: anything but "applied" means that the money has to go back.
    payout = models.CharField(max_length=10, blank=True)
    canceled_at = models.DateTimeField(null=True)

    objects = CardPaymentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=_LIVE),
                name="cards_one_live_payment_per_order",
            ),
            models.CheckConstraint(condition=Q(total_fen__gt=0), name="cards_total_positive"),
            models.CheckConstraint(
                condition=Q(refunded_fen__gte=0, refunded_fen__lte=F("total_fen")),
                name="cards_refunded_within_total",
            ),
            models.CheckConstraint(
                condition=Q(refunded_fen=0) | Q(state="succeeded"),
                name="cards_refunded_means_succeeded",
            ),
            models.CheckConstraint(
                condition=Q(state="succeeded", succeeded_at__isnull=False)
                | Q(~Q(state="succeeded"), succeeded_at__isnull=True),
                name="cards_succeeded_means_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["created", "canceled"]) | Q(intent_id__isnull=False),
                name="cards_moved_means_intent",
            ),
            models.CheckConstraint(
                condition=~Q(state="canceled") | Q(canceled_at__isnull=False),
                name="cards_canceled_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"], condition=Q(state__in=_LIVE), name="cards_live_by_check"
            )
        ]

    def __str__(self) -> str:
        return self.intent_id or self.idempotency_key


class CardRefundQuerySet(models.QuerySet["CardRefund"]):
    def due_for_check(self, *, now: datetime) -> "CardRefundQuerySet":
        due = self.filter(state__in=_UNFINISHED, check_after__lte=now)
        return due.order_by("check_after")


class CardRefund(models.Model):
    """Money on its way back to a card.

    Its amount counts against the payment from the moment the row is written
    until the refund fails, so that two at once cannot exceed what was taken.
    """

    payment = models.ForeignKey(CardPayment, on_delete=models.PROTECT, related_name="refunds")
    # The caller's own: the same key is refunded once.
    key = models.CharField(max_length=64, unique=True)
    refund_id = models.CharField(max_length=64, null=True, unique=True)
    fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in RefundState],
        default=RefundState.ASKED.value,
    )
    reason = models.CharField(max_length=200)
    actor = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    check_after = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=200, blank=True)

    objects = CardRefundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="cards_refund_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "failed"]) | Q(refund_id__isnull=False),
                name="cards_refund_moved_means_id",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_UNFINISHED) | Q(settled_at__isnull=False),
                name="cards_refund_settled_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"],
                condition=Q(state__in=_UNFINISHED),
                name="cards_refund_open_by_check",
            )
        ]

    def __str__(self) -> str:
        return self.refund_id or self.key


class CardEvent(models.Model):
    """A genuine event of Stripe; kept whatever became of it.

    Only ids, amounts and states are kept of its content: the rest names people.
    """

    event_id = models.CharField(max_length=128, unique=True)
    event_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64, blank=True)
    facts: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10,
        choices=[(outcome.value, outcome.name) for outcome in EventOutcome],
        default=EventOutcome.STORED.value,
    )
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
