from django.db import models
from django.db.models import Q

from plugins.reconciliation.advice import ADVICE, MOVEMENT_TEXT, Advice
from plugins.reconciliation.rules import DifferenceKind, effect_of
from plugins.reconciliation.states import BILL_TEXT, DIFFERENCE_TEXT, BillState, DifferenceState


class BillDay(models.Model):
    """One bill of one Beijing day of one merchant.

    Its rows stay in the stored file: a hundred thousand a day would fill the
    database with what is needed only where it differs. Amounts are fen.
    """

    mchid = models.CharField(max_length=32)
    day = models.DateField()
    kind = models.CharField(max_length=10, choices=[("trade", "交易账单"), ("funds", "资金账单")])
    state = models.CharField(
        max_length=10,
        choices=[(state.value, text) for state, text in BILL_TEXT.items()],
        default=BillState.AWAITED.value,
    )
    # Of the uncompressed bytes, as WeChat announced it.
    sha1 = models.CharField(max_length=40, blank=True)
    fetched_at = models.DateTimeField(null=True)
    compared_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(default=0)
    payments = models.PositiveIntegerField(default=0)
    payments_fen = models.BigIntegerField(default=0)
    settled_fen = models.BigIntegerField(default=0)
    refunds = models.PositiveIntegerField(default=0)
    refunds_fen = models.BigIntegerField(default=0)
    fees_fen = models.BigIntegerField(default=0)
    # What our own books have for the day.
    ours_payments_fen = models.BigIntegerField(default=0)
    ours_refunds_fen = models.BigIntegerField(default=0)
    # Of a fund-flow bill: what moved, what the trade bill lets expect, and what of
    # it crossed a midnight. With the differences they always add up.
    net_fen = models.BigIntegerField(default=0)
    expected_fen = models.BigIntegerField(default=0)
    carried_in_fen = models.BigIntegerField(default=0)
    carried_out_fen = models.BigIntegerField(default=0)
    # The account's balance around the first and after the last row; empty without rows.
    opening_fen = models.BigIntegerField(null=True)
    closing_fen = models.BigIntegerField(null=True)
    try_after = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["day", "-kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["mchid", "day", "kind"], name="reconciliation_one_bill_per_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("awaited", "empty", "differing")) | ~Q(sha1=""),
                name="reconciliation_fetched_means_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mchid} {self.day} {self.kind}"

    @property
    def file_name(self) -> str:
        return f"{self.mchid}/{self.day:%Y-%m-%d}-{self.kind}.csv.gz"


class MovementTotal(models.Model):
    """What one kind of movement came to in a fund-flow bill."""

    bill = models.ForeignKey(BillDay, on_delete=models.CASCADE, related_name="movements")
    movement = models.CharField(
        max_length=20, choices=[(kind.value, text) for kind, text in MOVEMENT_TEXT.items()]
    )
    rows = models.PositiveIntegerField()
    income_fen = models.BigIntegerField()
    expense_fen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "movement"], name="reconciliation_one_total_per_movement"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill} {self.movement}"


class CarriedOver(models.Model):
    """Money of a late trade that its day's account did not show; the next day's must."""

    bill = models.ForeignKey(BillDay, on_delete=models.CASCADE, related_name="carried")
    # WeChat's number of the payment or refund.
    business_no = models.CharField(max_length=64)
    out_trade_no = models.CharField(max_length=64)
    out_refund_no = models.CharField(max_length=64, blank=True)
    fen = models.BigIntegerField()
    fee_fen = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "business_no"], name="reconciliation_carried_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill} {self.business_no}"


class DifferenceQuerySet(models.QuerySet["Difference"]):
    def open(self) -> "DifferenceQuerySet":
        return self.filter(state=DifferenceState.OPEN.value)

    def standing(self) -> "DifferenceQuerySet":
        return self.exclude(state=DifferenceState.GONE.value)


class Difference(models.Model):
    """Where a bill and our books disagree. Never deleted; its history is in the audit trail."""

    bill = models.ForeignKey(BillDay, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(
        max_length=24, choices=[(kind.value, ADVICE[kind].title) for kind in DifferenceKind]
    )
    # The refund's number, else the payment's, else the kind of bill.
    reference = models.CharField(max_length=64)
    out_trade_no = models.CharField(max_length=64, blank=True)
    transaction_id = models.CharField(max_length=64, blank=True)
    ours_fen = models.BigIntegerField(null=True)
    theirs_fen = models.BigIntegerField(null=True)
    # What WeChat calls it, where the kind alone does not say.
    detail = models.CharField(max_length=100, blank=True)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, text) for state, text in DIFFERENCE_TEXT.items()],
        default=DifferenceState.OPEN.value,
    )
    found_at = models.DateTimeField()
    resolved_by = models.CharField(max_length=80, blank=True)
    resolved_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "kind", "reference"], name="reconciliation_difference_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="resolved")
                | (Q(resolved_at__isnull=False) & ~Q(resolved_by="") & ~Q(note="")),
                name="reconciliation_resolved_means_who_when_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"

    @property
    def advice(self) -> Advice:
        return ADVICE[DifferenceKind(self.kind)]

    @property
    def effect_fen(self) -> int:
        return effect_of(
            kind=DifferenceKind(self.kind), ours_fen=self.ours_fen, theirs_fen=self.theirs_fen
        )
