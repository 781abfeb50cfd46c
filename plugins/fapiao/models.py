from enum import Enum
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from saleor.order.models import Order

from plugins.child_orders.public import ChildOrder
from plugins.fapiao.rules import DOCUMENT_LONGEST, NOTE_LONGEST, FapiaoKind, RefusalReason
from plugins.fapiao.states import LIVE, FapiaoState
from plugins.kernel.encrypted import EncryptedTextField


def _choices(enum: type[Enum]) -> list[tuple[str, str]]:
    return [(member.value, member.name) for member in enum]


class FapiaoRequest(models.Model):
    """A buyer's wish for a fapiao of one enterprise's part of an order, and what became of it.

    The enterprise sells and makes it out; a part of its own for each. Without a
    `child_order` it is of earlier releases and about the whole order: the platform's.

    The measures on fapiao (发票管理办法) have records kept for five years: a trigger in
    the database refuses to delete rows. Money is in fen. `title` of a person and
    `email` are personal data: show them to staff through `selectors.entry_of`.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="fapiao_requests")
    child_order = models.ForeignKey(
        ChildOrder, null=True, on_delete=models.PROTECT, related_name="fapiao_requests"
    )
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="fapiao_requests"
    )
    kind = models.CharField(max_length=10, choices=_choices(FapiaoKind))
    title = models.CharField(max_length=100)
    tax_number = models.CharField(max_length=18, blank=True)
    email: Any = EncryptedTextField(max_length=254)
    # Counts the buyer's changes, so that nobody issues what was read before one.
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=_choices(FapiaoState), default=FapiaoState.REQUESTED.value
    )
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    number = models.CharField(max_length=20, blank=True)
    issued_on = models.DateField(null=True)
    issued_fen = models.BigIntegerField(null=True)
    document = models.CharField(max_length=DOCUMENT_LONGEST, blank=True)
    # Name of the PDF in `file_store`, where the enterprise sent one instead of a link.
    file = models.CharField(max_length=32, blank=True)

    refusal = models.CharField(max_length=20, choices=_choices(RefusalReason), blank=True)
    refusal_note = models.CharField(max_length=NOTE_LONGEST, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child_order"],
                condition=Q(state__in=LIVE, child_order__isnull=False),
                name="fapiao_one_live_per_part",
            ),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=LIVE, child_order__isnull=True),
                name="fapiao_one_live_per_whole_order",
            ),
            models.CheckConstraint(
                condition=Q(file="") | Q(state="issued", document=""),
                name="fapiao_file_of_issued_without_link",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="fapiao_number_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="personal", tax_number="")
                | Q(kind="enterprise", tax_number__regex=r"^[0-9A-Z]{18}$"),
                name="fapiao_tax_number_of_enterprises_only",
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(number=""),
                    state="issued",
                    issued_on__isnull=False,
                    issued_fen__gt=0,
                    issued_fen__isnull=False,
                )
                | Q(~Q(state="issued"), number="", issued_on__isnull=True, issued_fen__isnull=True),
                name="fapiao_issued_means_number_date_amount",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(refusal="") | ~Q(state="refused") & Q(refusal=""),
                name="fapiao_refused_means_why",
            ),
            models.CheckConstraint(
                condition=Q(state="requested", decided_at__isnull=True)
                | (~Q(state="requested") & Q(decided_at__isnull=False)),
                name="fapiao_decided_means_when",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "requested_at"], name="fapiao_by_state_and_age"),
            models.Index(fields=["requested_at", "id"], name="fapiao_by_age"),
        ]

    def __str__(self) -> str:
        return f"fapiao request {self.pk}"


class RedLetter(models.Model):
    """A red-letter fapiao (红字发票) that takes back part or all of an issued one; never changed."""

    request = models.ForeignKey(FapiaoRequest, on_delete=models.PROTECT, related_name="red_letters")
    number = models.CharField(max_length=20, unique=True)
    fen = models.BigIntegerField()
    issued_on = models.DateField()
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(fen__gt=0), name="fapiao_red_letter_positive"),
        ]

    def __str__(self) -> str:
        return f"red letter {self.number} of {self.request_id}"
