from django.db import models
from django.db.models import F, Q

from plugins.brand.public import Enterprise
from plugins.child_orders.public import ChildOrder
from plugins.settlement.states import EntryKind, PayoutState, PeriodState


class CommissionRate(models.Model):
    """What the platform keeps, from a day on. Rows are never changed: a new one follows."""

    # Slug of the class of goods; empty for all classes without a rate of their own.
    goods_class = models.CharField(max_length=60, blank=True)
    since = models.DateField()
    basis_points = models.PositiveIntegerField()
    set_by = models.CharField(max_length=80)
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["goods_class", "-since"]
        permissions = [("manage_settlement", "管理结算")]
        constraints = [
            models.UniqueConstraint(
                fields=["goods_class", "since"], name="settlement_one_rate_per_class_and_day"
            ),
            models.CheckConstraint(
                condition=Q(basis_points__lte=10_000), name="settlement_rate_at_most_all"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.goods_class or '*'} {self.since} {self.basis_points}"


class Period(models.Model):
    """A span of days of one enterprise that both sides agree on. Money in fen.

    Periods of an enterprise follow each other without a gap; `ends_on` belongs
    to the period. A balance in the enterprise's favour is paid out once agreed
    upon; one against it opens the next period.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="periods")
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in PeriodState],
        default=PeriodState.CLOSED.value,
    )
    opening_fen = models.BigIntegerField()
    closing_fen = models.BigIntegerField()
    closed_at = models.DateTimeField()
    confirm_by = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    dispute = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "starts_on"], name="settlement_period_starts_once"
            ),
            models.UniqueConstraint(
                fields=["enterprise", "ends_on"], name="settlement_period_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="settlement_period_has_days"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("confirmed", "paid")) | Q(confirmed_at__isnull=False),
                name="settlement_confirmed_means_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enterprise_id} {self.starts_on}–{self.ends_on}"


class LedgerEntry(models.Model):
    """One amount that the platform owes an enterprise (positive) or is owed (negative).

    Append-only: the database refuses changes and deletions, but for `period`,
    which is set once. Mistakes are made good by an adjustment. `key` names the
    occasion: booked twice is booked once.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.name) for kind in EntryKind])
    fen = models.BigIntegerField()
    key = models.CharField(max_length=100)
    child_order = models.ForeignKey(
        ChildOrder, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    basis_points = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=200, blank=True)
    booked_by = models.CharField(max_length=80)
    booked_at = models.DateTimeField()
    period = models.ForeignKey(Period, null=True, on_delete=models.PROTECT, related_name="entries")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "kind", "key"], name="settlement_booked_once_per_occasion"
            ),
            models.CheckConstraint(condition=~Q(fen=0), name="settlement_entry_not_zero"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=("sale", "shipping", "subsidy", "commission_return", "share_return"),
                    fen__gt=0,
                )
                | Q(
                    kind__in=("commission", "refund", "subsidy_return", "payout", "share"),
                    fen__lt=0,
                )
                | Q(kind="adjustment"),
                name="settlement_entry_sign_fits_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="adjustment") | ~Q(note=""),
                name="settlement_adjustment_says_why",
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=("commission", "commission_return"), basis_points__isnull=False
                )
                | ~Q(kind__in=("commission", "commission_return")),
                name="settlement_commission_says_rate",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enterprise", "booked_at"],
                condition=Q(period__isnull=True),
                name="settlement_entries_unassigned",
            ),
            models.Index(fields=["kind", "-id"], name="settlement_entries_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen} {self.key}"


class SettledChild(models.Model):
    """How much of a child order's refunds the ledger has followed; money in fen."""

    child_order = models.OneToOneField(ChildOrder, on_delete=models.PROTECT, related_name="settled")
    refunded_fen = models.BigIntegerField()
    settled_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"settled {self.child_order_id}"


class Payout(models.Model):
    """Money of a confirmed period on its way to the enterprise."""

    period = models.OneToOneField(Period, on_delete=models.PROTECT, related_name="payout")
    fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in PayoutState],
        default=PayoutState.PLANNED.value,
    )
    # The bank's number of the transfer.
    reference = models.CharField(max_length=64, blank=True)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="settlement_payout_positive"),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="settlement_payout_reference_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | (Q(done_at__isnull=False) & ~Q(reference="")),
                name="settlement_payout_done_means_when_and_what",
            ),
        ]

    def __str__(self) -> str:
        return f"payout of {self.period_id}"
