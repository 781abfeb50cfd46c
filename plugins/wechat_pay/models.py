from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from saleor.order.models import Order

from plugins.wechat_pay.protocol.types import Prepay, RefundRequest, TradeType
from plugins.wechat_pay.states import EventOutcome, PaymentState, RefundReason, RefundState

# Refunds about which WeChat still has something to say.
UNSETTLED = (RefundState.REQUESTED, RefundState.PROCESSING, RefundState.ABNORMAL)
# By then WeChat has not accepted it for half an hour.
WORRYING_ATTEMPTS = 8


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
    trade_type = models.CharField(
        max_length=8,
        choices=[(kind.value, kind.name) for kind in TradeType],
        default=TradeType.JSAPI.value,
    )
    # Of a Native payment known only once somebody has paid it.
    openid = models.CharField(max_length=128, blank=True)
    description = models.CharField(max_length=127)
    notify_url = models.CharField(max_length=255)
    total_fen = models.BigIntegerField()
    # Opened so that WeChat keeps the money until it is shared or let go.
    is_shared = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in PaymentState],
        default=PaymentState.OPEN.value,
    )
    opened_at = models.DateTimeField()
    pay_by = models.DateTimeField()
    check_after = models.DateTimeField()
    queried_at = models.DateTimeField(null=True)
    prepay_id = models.CharField(max_length=64, blank=True)
    # What a Native payment's QR code says.
    code_url = models.CharField(max_length=512, blank=True)
    prepay_asked_at = models.DateTimeField(null=True)
    prepay_until = models.DateTimeField(null=True)
    transaction_id = models.CharField(max_length=32, null=True, unique=True)
    paid_at = models.DateTimeField(null=True)
    # A `Payout`: anything but "applied" means that the money has to go back.
    payout = models.CharField(max_length=10, blank=True)
    closed_at = models.DateTimeField(null=True)
    # Refunds that have not failed. Kept by the database itself, see migration 0003.
    refunded_fen = models.BigIntegerField(default=0)

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
                condition=(Q(trade_type="JSAPI", code_url="") & ~Q(openid=""))
                | Q(trade_type="NATIVE", prepay_id=""),
                name="wechat_pay_kind_knows_its_way",
            ),
            models.CheckConstraint(
                condition=Q(state="paid", transaction_id__isnull=False, paid_at__isnull=False)
                | Q(~Q(state="paid"), transaction_id__isnull=True, paid_at__isnull=True),
                name="wechat_pay_paid_means_transaction",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(closed_at__isnull=False),
                name="wechat_pay_closed_means_when",
            ),
            models.CheckConstraint(
                condition=Q(refunded_fen__gte=0, refunded_fen__lte=F("total_fen")),
                name="wechat_pay_refunded_never_above_paid",
            ),
            models.CheckConstraint(
                condition=Q(refunded_fen=0) | Q(state="paid"),
                name="wechat_pay_refunded_only_when_paid",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"], condition=Q(state="open"), name="wechat_pay_open_by_check"
            ),
            models.Index(fields=["state", "-id"], name="wechat_pay_by_state"),
            models.Index(fields=["opened_at"], name="wechat_pay_by_day"),
        ]

    def __str__(self) -> str:
        return self.out_trade_no

    def as_prepay(self) -> Prepay:
        return Prepay(
            out_trade_no=self.out_trade_no,
            description=self.description,
            total_fen=self.total_fen,
            openid="" if self.trade_type == TradeType.NATIVE.value else self.openid,
            notify_url=self.notify_url,
            expires_at=self.pay_by,
            is_shared=self.is_shared,
            appid=self.appid,
        )

    @property
    def handed_out(self) -> str:
        """What WeChat answered and the buyer's WeChat opens: a prepay id or a code."""
        return self.prepay_id or self.code_url


class RefundQuerySet(models.QuerySet["WechatRefund"]):
    def unsettled(self) -> "RefundQuerySet":
        return self.filter(state__in=[state.value for state in UNSETTLED])

    def due_for_check(self, *, now: datetime) -> "RefundQuerySet":
        return self.unsettled().filter(check_after__lte=now).order_by("check_after", "pk")

    def whose_turn_it_is(self) -> "RefundQuerySet":
        """Without those that wait for an older one of their payment to be accepted.

        WeChat takes requests for one buyer at the same moment badly. Derived from
        the rows, so that any number of processes send the same one.
        """
        older = WechatRefund.objects.filter(
            payment=OuterRef("payment"), pk__lt=OuterRef("pk"), state=RefundState.REQUESTED.value
        )
        return self.exclude(Exists(older), state=RefundState.REQUESTED.value)

    def needing_a_person(self) -> "RefundQuerySet":
        """Refunds that will not end well by themselves."""
        wrong = (RefundState.ABNORMAL, RefundState.CLOSED, RefundState.REFUSED)
        return self.filter(
            Q(state__in=[state.value for state in wrong])
            | Q(state=RefundState.REQUESTED.value, attempts__gte=WORRYING_ATTEMPTS)
        ).filter(retried_by__isnull=True)


class WechatRefund(models.Model):
    """Money of one payment on its way back to the buyer.

    Everything a request sends stands on the row and never changes, because
    WeChat takes a repetition only with identical values; the database refuses
    to alter or delete it.
    """

    payment = models.ForeignKey(WechatPayment, on_delete=models.PROTECT, related_name="refunds")
    out_refund_no = models.CharField(max_length=64, unique=True)
    # The asker's name for the occasion: asking twice for it is asking once.
    key = models.CharField(max_length=100)
    fen = models.BigIntegerField()
    reason = models.CharField(
        max_length=20, choices=[(reason.value, reason.name) for reason in RefundReason]
    )
    reason_text = models.CharField(max_length=80)
    notify_url = models.CharField(max_length=255)
    # A failed refund that this one makes good.
    retry_of = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="retried_by"
    )
    requested_by = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in RefundState],
        default=RefundState.REQUESTED.value,
    )
    refund_id = models.CharField(max_length=64, null=True, unique=True)
    created_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    check_after = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["payment", "key"], name="wechat_pay_one_refund_per_occasion"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="wechat_pay_refund_positive"),
            models.CheckConstraint(
                condition=Q(state__in=("requested", "refused")) | Q(refund_id__isnull=False),
                name="wechat_pay_refund_accepted_means_id",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("succeeded", "closed", "refused"))
                | Q(finished_at__isnull=False),
                name="wechat_pay_refund_finished_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"],
                condition=Q(state__in=("requested", "processing", "abnormal")),
                name="wechat_pay_refund_by_check",
            )
        ]

    def __str__(self) -> str:
        return self.out_refund_no

    def as_request(self) -> RefundRequest:
        return RefundRequest(
            out_trade_no=self.payment.out_trade_no,
            out_refund_no=self.out_refund_no,
            refund_fen=self.fen,
            total_fen=self.payment.total_fen,
            reason=self.reason_text,
            notify_url=self.notify_url,
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
        indexes = [
            models.Index(fields=["outcome", "-id"], name="wechat_pay_events_by_outcome"),
            models.Index(fields=["received_at"], name="wechat_pay_events_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.event_type} {self.event_id}"
