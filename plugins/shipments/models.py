from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from saleor.order.models import Order

from plugins.shipments.rules import Label, Method
from plugins.shipments.states import ShipmentState


class ShipmentQuerySet(models.QuerySet["Shipment"]):
    def needing_a_person(self) -> "ShipmentQuerySet":
        """Shipments that will not reach WeChat by themselves."""
        waiting = (ShipmentState.TO_LABEL.value, ShipmentState.REFUSED.value)
        return self.filter(state__in=waiting)

    def labelled(self) -> "ShipmentQuerySet":
        """Shipments of which somebody said how they travel."""
        return self.exclude(state=ShipmentState.TO_LABEL.value)

    def locked_of(self, order_id: int) -> "ShipmentQuerySet":
        """All shipments of an order, locked in the one order everybody locks them in."""
        return self.select_for_update(of=("self",)).filter(order_id=order_id).order_by("pk")

    def due_for_check(self, *, now: datetime) -> "ShipmentQuerySet":
        return self.filter(check_after__lte=now).order_by("check_after", "pk")


class Shipment(models.Model):
    """How goods of one order travel, and what WeChat was told about it.

    One for each part of an order that leaves by itself (`part` names it, "" is
    everything that no part is); WeChat hears of all of them as of one payment,
    see `rules.report_plan`.
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="shipments")
    part = models.CharField(max_length=20, blank=True)
    # Of a part, which units left: id of the engine's order line → units.
    lines: Any = models.JSONField(default=dict)
    method = models.CharField(
        max_length=10, choices=[(method.value, method.name) for method in Method], blank=True
    )
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in ShipmentState],
        default=ShipmentState.TO_LABEL.value,
    )
    # Counts what WeChat is to be told, so that a late answer about an earlier
    # version changes nothing.
    version = models.PositiveIntegerField(default=0)
    corrections = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    shipped_at = models.DateTimeField(null=True)
    # The `upload_time` last sent.
    report_time = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    # Its report has told WeChat that nothing more of the order follows.
    is_final = models.BooleanField(default=False)
    # One process at a time reports about an order; over when it is done, or died.
    sending_until = models.DateTimeField(null=True)
    # 签收: the buyer's word or WeChat's, whichever came first.
    received_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    # WeChat pays out on the day after the buyer, or time, confirmed.
    settlement_expected_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    # When to ask WeChat, should its push be lost; none when there is nothing left to ask.
    check_after = models.DateTimeField(null=True)

    objects = ShipmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "part"], name="shipments_part_once"),
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(corrections__gt=0),
                name="shipments_one_correction_of_a_payment",
            ),
            models.CheckConstraint(
                condition=Q(is_final=False) | Q(reported_at__isnull=False),
                name="shipments_final_means_reported",
            ),
            models.CheckConstraint(
                condition=Q(state="to_label", method="", shipped_at__isnull=True)
                | Q(~Q(state="to_label"), ~Q(method=""), shipped_at__isnull=False),
                name="shipments_labelled_means_how_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="reported") | Q(reported_at__isnull=False),
                name="shipments_reported_means_when",
            ),
            models.CheckConstraint(
                condition=Q(corrections__lte=1), name="shipments_one_correction"
            ),
            models.CheckConstraint(
                condition=Q(received_at__isnull=True) | Q(shipped_at__isnull=False),
                name="shipments_received_means_shipped",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True)
                | Q(received_at__isnull=False, check_after__isnull=True),
                name="shipments_settled_means_received_and_done",
            ),
        ]

        indexes = [
            models.Index(
                fields=["check_after"],
                condition=Q(check_after__isnull=False),
                name="shipments_by_check",
            ),
            models.Index(fields=["state", "-id"], name="shipments_by_state"),
            models.Index(fields=["opened_at"], name="shipments_by_day"),
        ]

    def __str__(self) -> str:
        return f"shipment {self.pk} of order {self.order_id}"

    def labels(self) -> list[Label]:
        return [Label(parcel.company, parcel.tracking_no) for parcel in self.parcels.all()]


class Parcel(models.Model):
    """One parcel of a shipment by express."""

    shipment = models.ForeignKey(Shipment, on_delete=models.PROTECT, related_name="parcels")
    company = models.CharField(max_length=16)
    tracking_no = models.CharField(max_length=32)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["shipment", "company", "tracking_no"], name="shipments_parcel_once"
            ),
            models.CheckConstraint(
                condition=~Q(company="") & ~Q(tracking_no=""), name="shipments_parcel_has_label"
            ),
        ]
        indexes = [models.Index(fields=["tracking_no"], name="shipments_by_tracking_no")]

    def __str__(self) -> str:
        return f"{self.company} {self.tracking_no}"


class ShippingReminder(models.Model):
    """WeChat urges us to ship a paid order; it may do so several times."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="shipping_reminder")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        ordering = ["first_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(times__gte=1, last_at__gte=F("first_at")),
                name="shipments_reminded_at_least_once",
            )
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk} of order {self.order_id}"
