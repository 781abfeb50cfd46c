from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order, OrderLine

from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.states import MONEY_MOVES, RELEASED, CaseState
from plugins.child_orders.public import ChildOrder

DESCRIPTION_LONGEST = 500
NOTE_LONGEST = 200
ONE_CASE_PER_KEY = "after_sales_one_case_per_key"
_RELEASED = sorted(state.value for state in RELEASED)


def _choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]


class OrderTally(models.Model):
    """What of an order's shipping goes back, each enterprise's share once; money in fen.

    Made at the first request and frozen then: vouchers may change later. The
    database itself counts what goes back, see migration 0002.
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="refund_tally")
    total_fen = models.BigIntegerField()
    shipping_fen = models.BigIntegerField()
    shipping_returned_fen = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    shipping_returned_fen__gte=0, shipping_returned_fen__lte=F("shipping_fen")
                ),
                name="after_sales_shipping_returned_within_paid",
            ),
            models.CheckConstraint(
                condition=Q(shipping_fen__gte=0, shipping_fen__lte=F("total_fen")),
                name="after_sales_shipping_within_total",
            ),
        ]

    def __str__(self) -> str:
        return f"tally of order {self.order_id}"


class LineTally(models.Model):
    """How much of an order line goes back: never beyond its quantity or what it cost.

    Counts every case that has not ended without a refund, so two cases cannot
    both have the last unit.
    """

    tally = models.ForeignKey(OrderTally, on_delete=models.PROTECT, related_name="lines")
    order_line = models.OneToOneField(
        OrderLine, on_delete=models.PROTECT, related_name="refund_tally"
    )
    quantity = models.IntegerField()
    returned_quantity = models.IntegerField(default=0)
    paid_fen = models.BigIntegerField()
    returned_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["order_line_id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(returned_quantity__gte=0, returned_quantity__lte=F("quantity")),
                name="after_sales_units_within_line",
            ),
            models.CheckConstraint(
                condition=Q(returned_fen__gte=0, returned_fen__lte=F("paid_fen")),
                name="after_sales_fen_within_line",
            ),
            models.CheckConstraint(
                condition=~Q(returned_quantity=F("quantity")) | Q(returned_fen=F("paid_fen")),
                name="after_sales_whole_line_settles",
            ),
            models.CheckConstraint(
                condition=~Q(returned_quantity=0) | Q(returned_fen=0),
                name="after_sales_no_units_no_fen",
            ),
        ]

    def __str__(self) -> str:
        return f"tally of line {self.order_line_id}"


class CaseQuerySet(models.QuerySet["Case"]):
    def held(self) -> "CaseQuerySet":
        """Cases whose goods and money are counted."""
        return self.exclude(state__in=_RELEASED)

    def most_urgent_first(self) -> "CaseQuerySet":
        """The longest overdue first, then the next deadline; those without one last."""
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")

    def near(self, *, now: datetime) -> "CaseQuerySet":
        """Cases that wait for the enterprise and have little time left, or none."""
        waiting = self.filter(state__in=("requested", "returning"), child_order__isnull=False)
        return waiting.filter(remind_at__lte=now)

    def needing_a_person(self) -> "CaseQuerySet":
        """Money that does not move by itself, and what a deadline could not settle."""
        return self.filter(Q(state=CaseState.REFUND_FAILED.value) | ~Q(trouble=""))


class Case(models.Model):
    """A buyer's request to have goods of one order refunded, and what became of it.

    Rows are never deleted (电子商务法 art. 31: three years). Money is in fen; what
    is asked for never changes afterwards, the database refuses it.
    """

    number = models.CharField(max_length=20, unique=True)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="after_sales_cases")
    # Whose goods these are, and who answers. None: cases of earlier releases over goods of
    # several enterprises, and shipping of an order that several share: the platform answers.
    child_order = models.ForeignKey(
        ChildOrder, null=True, on_delete=models.PROTECT, related_name="after_sales_cases"
    )
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="after_sales_cases"
    )
    idempotency_key = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=_choices(Kind))
    reason = models.CharField(max_length=20, choices=_choices(Reason))
    description = models.CharField(max_length=DESCRIPTION_LONGEST, blank=True)
    # Whether the goods had left when she asked: others stay here, these may come back.
    is_shipped = models.BooleanField()
    fen = models.BigIntegerField()
    shipping_fen = models.BigIntegerField(default=0)
    state = models.CharField(
        max_length=16, choices=_choices(CaseState), default=CaseState.REQUESTED.value
    )
    # Counts the moves, so that each is announced once.
    moves = models.PositiveIntegerField(default=0)
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    answered_by = models.CharField(max_length=80, blank=True)
    answer_note = models.CharField(max_length=NOTE_LONGEST, blank=True)
    # Where the goods go back to: name, phone and address, as the seller wrote them.
    return_to = models.CharField(max_length=NOTE_LONGEST, blank=True)
    return_company = models.CharField(max_length=16, blank=True)
    return_tracking_no = models.CharField(max_length=32, blank=True)
    return_received_at = models.DateTimeField(null=True)
    appeal = models.CharField(max_length=DESCRIPTION_LONGEST, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decision_note = models.CharField(max_length=NOTE_LONGEST, blank=True)
    # What the platform awards where it is not what was asked for; the goods stay where they are.
    awarded_fen = models.BigIntegerField(null=True)
    refunded_at = models.DateTimeField(null=True)
    # Why it does not go on by itself; empty while it does.
    trouble = models.CharField(max_length=200, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("answer_case", "代商家答复售后"),
            ("arbitrate_case", "裁定售后"),
            ("refund_case", "重新发起售后退款"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["buyer", "idempotency_key"], name=ONE_CASE_PER_KEY),
            models.UniqueConstraint(
                fields=["child_order"],
                condition=Q(shipping_fen__gt=0) & ~Q(state__in=_RELEASED),
                name="after_sales_shipping_once_per_child_order",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="after_sales_fen_positive"),
            models.CheckConstraint(
                condition=Q(shipping_fen__gte=0, shipping_fen__lte=F("fen")),
                name="after_sales_shipping_within_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded") | Q(refunded_at__isnull=False),
                name="after_sales_refunded_means_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="returning") | ~Q(return_tracking_no=""),
                name="after_sales_returning_means_tracking",
            ),
            models.CheckConstraint(
                condition=~Q(kind="return_and_refund") | Q(is_shipped=True),
                name="after_sales_only_shipped_goods_return",
            ),
            models.CheckConstraint(
                condition=Q(decided_by="") | ~Q(decided_by=F("answered_by")),
                name="after_sales_nobody_arbitrates_own_answer",
            ),
            models.CheckConstraint(
                condition=Q(awarded_fen__isnull=True)
                | (
                    Q(awarded_fen__gt=0, awarded_fen__lte=F("fen"), is_shipped=True)
                    & ~Q(decided_by="")
                ),
                name="after_sales_award_by_the_platform_within_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(due_at__isnull=False), name="after_sales_by_due"
            ),
            models.Index(
                fields=["state"],
                condition=Q(state__in=sorted(state.value for state in MONEY_MOVES)),
                name="after_sales_money_moving",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def refund_key(self) -> str:
        """Name this case to the payment provider: it refunds once for it."""
        return f"after-sales:{self.number}"

    @property
    def refund_fen(self) -> int:
        """What goes back: what was asked for, or what the platform awarded."""
        return self.fen if self.awarded_fen is None else self.awarded_fen


class CaseLine(models.Model):
    """Units of one order line that a case is about, and what they cost the buyer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="lines")
    line = models.ForeignKey(LineTally, on_delete=models.PROTECT, related_name="case_lines")
    quantity = models.PositiveIntegerField()
    fen = models.BigIntegerField()
    awarded_fen = models.BigIntegerField(null=True)
    # Of what came back, the seller's word; the rest is not for sale again.
    resaleable = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "line"], name="after_sales_line_once_per_case"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, fen__gte=0), name="after_sales_case_line_positive"
            ),
            models.CheckConstraint(
                condition=Q(resaleable__isnull=True) | Q(resaleable__lte=F("quantity")),
                name="after_sales_resaleable_within_line",
            ),
            models.CheckConstraint(
                condition=Q(awarded_fen__isnull=True)
                | Q(awarded_fen__gte=0, awarded_fen__lte=F("fen")),
                name="after_sales_award_within_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} of line {self.line_id} in {self.case_id}"

    @property
    def refund_fen(self) -> int:
        return self.fen if self.awarded_fen is None else self.awarded_fen


class EvidencePicture(models.Model):
    """A picture that a buyer sent for a case; the file lies outside the public media."""

    name = models.CharField(max_length=32, unique=True)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence_pictures"
    )
    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="pictures")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["buyer", "uploaded_at"], name="after_sales_pictures_by_buyer")
        ]

    def __str__(self) -> str:
        return self.name
