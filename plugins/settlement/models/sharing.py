"""Paying enterprises by the payment provider's sharing: requests, parts, returns, its bill."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order

from plugins.brand.public import Enterprise
from plugins.child_orders.public import ChildOrder
from plugins.settlement.states import PartState, ReceiverState, ReturnState, SharingState

ERROR_LONGEST = 200


class Pursued(models.Model):
    """A request that is sent until its outcome is known: when next, how often, why not yet."""

    planned_at = models.DateTimeField()
    check_after = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=ERROR_LONGEST, blank=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ShareReceiver(Pursued):
    """The account at the payment provider that an enterprise gets its shares on."""

    enterprise = models.OneToOneField(
        Enterprise, on_delete=models.PROTECT, related_name="share_receiver"
    )
    # The enterprise's own merchant number at WeChat.
    account = models.CharField(max_length=32)
    name = models.CharField(max_length=80)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in ReceiverState],
        default=ReceiverState.PLANNED.value,
    )
    registered_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__regex=r"^[0-9]{8,16}$"), name="settlement_receiver_account"
            ),
        ]

    def __str__(self) -> str:
        return f"receiver {self.account} of {self.enterprise_id}"


class Sharing(Pursued):
    """The one request that shares a payment, or lets go of it where nothing is to be shared.

    Everything a request sends stands on the rows and never changes: a repetition is
    the same request at the provider.
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="sharing")
    # The payment's name at the provider.
    reference = models.CharField(max_length=64)
    number = models.CharField(max_length=64, unique=True)
    paid_fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in SharingState],
        default=SharingState.PLANNED.value,
    )
    provider_number = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(paid_fen__gt=0), name="settlement_sharing_positive"),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "sent")) | Q(finished_at__isnull=False),
                name="settlement_sharing_finished_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"],
                condition=Q(state__in=("planned", "sent")),
                name="settlement_sharing_by_check",
            )
        ]

    def __str__(self) -> str:
        return self.number


class SharePart(models.Model):
    """What of a payment one enterprise gets by sharing."""

    sharing = models.ForeignKey(Sharing, on_delete=models.PROTECT, related_name="parts")
    child_order = models.OneToOneField(
        ChildOrder, on_delete=models.PROTECT, related_name="share_part"
    )
    account = models.CharField(max_length=32)
    fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in PartState],
        default=PartState.PENDING.value,
    )
    provider_number = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=64, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sharing", "account"], name="settlement_account_once_per_sharing"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="settlement_part_positive"),
            models.CheckConstraint(
                condition=Q(state="pending", settled_at__isnull=True)
                | (~Q(state="pending") & Q(settled_at__isnull=False)),
                name="settlement_part_settled_means_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fen} fen of {self.sharing_id}"


class ShareReturn(Pursued):
    """Shared money that an enterprise gives back, so that the buyer can be refunded."""

    part = models.ForeignKey(SharePart, on_delete=models.PROTECT, related_name="returns")
    # The refund's occasion: asked for once.
    key = models.CharField(max_length=100)
    number = models.CharField(max_length=64, unique=True)
    fen = models.BigIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in ReturnState],
        default=ReturnState.PLANNED.value,
    )
    provider_number = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "key"], name="settlement_return_once_per_occasion"
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="settlement_return_positive"),
            models.CheckConstraint(
                condition=Q(state__in=("planned", "sent")) | Q(finished_at__isnull=False),
                name="settlement_return_finished_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["check_after"],
                condition=Q(state__in=("planned", "sent")),
                name="settlement_return_by_check",
            )
        ]

    def __str__(self) -> str:
        return self.number


class ShareBill(models.Model):
    """The provider's sharing bill of one Beijing day, as compared with these books."""

    day = models.DateField(unique=True)
    rows = models.PositiveIntegerField()
    shared_fen = models.BigIntegerField()
    returned_fen = models.BigIntegerField()
    compared_at = models.DateTimeField()

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"sharing bill of {self.day}"


class ShareDifference(models.Model):
    """Where bill and books disagree about one number; None: one side does not know it."""

    bill = models.ForeignKey(ShareBill, on_delete=models.CASCADE, related_name="differences")
    number = models.CharField(max_length=64)
    account = models.CharField(max_length=32)
    is_return = models.BooleanField()
    ours_fen = models.BigIntegerField(null=True)
    theirs_fen = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bill", "number", "account"], name="settlement_difference_once"
            ),
            models.CheckConstraint(
                condition=Q(ours_fen__isnull=True)
                | Q(theirs_fen__isnull=True)
                | ~Q(ours_fen=F("theirs_fen")),
                name="settlement_difference_differs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.ours_fen} {self.theirs_fen}"
