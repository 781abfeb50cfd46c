from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from saleor.order.models import Order

from plugins.wechat_pay.protocol.types import Prepay
from plugins.wechat_pay.states import EventOutcome, PaymentState


class PaymentQuerySet(models.QuerySet["WechatPayment"]):
    def open(self) -> "PaymentQuerySet":
        return self.filter(state=PaymentState.OPEN.value)

    def due_for_check(self, *, now: datetime) -> "PaymentQuerySet":
        return self.open().filter(check_after__lte=now).order_by("check_after")


class WechatPayment(models.Model):
    """One order opened at WeChat for one of ours.

    Everything a prepay sends is kept, because WeChat takes a repetition only
    with identical values. Merchant and app stand on the row, so that a later
    change of settings cannot make an old payment look like a new one.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="wechat_payments")
    # Random: whoever sees one cannot guess another.
    out_trade_no = models.CharField(max_length=32, unique=True)
    appid = models.CharField(max_length=32)
    mchid = models.CharField(max_length=32)
    openid = models.CharField(max_length=128)
    description = models.CharField(max_length=127)
    notify_url = models.CharField(max_length=255)
    total_fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in PaymentState],
        default=PaymentState.OPEN.value,
    )
    opened_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    check_after = models.DateTimeField()
    prepay_id = models.CharField(max_length=64, blank=True)
    prepay_asked_at = models.DateTimeField(null=True)
    prepay_until = models.DateTimeField(null=True)
    transaction_id = models.CharField(max_length=32, null=True, unique=True)
    paid_at = models.DateTimeField(null=True)
    # A `Payout`: anything but "applied" means that the money has to go back.
    payout = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state="open"),
                name="wechat_pay_one_open_payment_per_order",
            ),
            models.CheckConstraint(condition=Q(total_fen__gt=0), name="wechat_pay_total_positive"),
            models.CheckConstraint(
                condition=Q(state="paid", transaction_id__isnull=False, paid_at__isnull=False)
                | Q(~Q(state="paid"), transaction_id__isnull=True, paid_at__isnull=True),
                name="wechat_pay_paid_means_transaction",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="wechat_pay_closed_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"], condition=Q(state="open"), name="wechat_pay_open_by_check"
            )
        ]

    def __str__(self) -> str:
        return self.out_trade_no

    def as_prepay(self) -> Prepay:
        return Prepay(
            out_trade_no=self.out_trade_no,
            description=self.description,
            total_fen=self.total_fen,
            openid=self.openid,
            notify_url=self.notify_url,
            expires_at=self.pay_by,
        )


class NotificationEvent(models.Model):
    """A genuine notification as it came in; kept whatever became of it.

    The body is still encrypted: it names no person without the merchant's key.
    """

    event_id = models.CharField(max_length=64, unique=True)
    event_type = models.CharField(max_length=40)
    body = models.BinaryField()
    headers: Any = models.JSONField(default=dict)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=10,
        choices=[(outcome.value, outcome.name) for outcome in EventOutcome],
        default=EventOutcome.STORED.value,
    )
    reason = models.CharField(max_length=200, blank=True)
    payment = models.ForeignKey(
        WechatPayment, null=True, on_delete=models.PROTECT, related_name="notifications"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
