from typing import Any

from django.db import models
from django.db.models import F, Q
from saleor.checkout.models import Checkout

from plugins.brand.public import Enterprise
from plugins.child_orders.public import ChildOrder
from plugins.kernel.encrypted import BlindIndexField, EncryptedTextField
from plugins.pickups.rules import LEAST_DAYS, MOST_DAYS, Span, hours_lines


class PickupPoint(models.Model):
    """Where an enterprise hands goods over. Never deleted: orders name it; it is closed."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="pickup_points"
    )
    name = models.CharField(max_length=40)
    # Official names, as `plugins.addresses` keeps them.
    province = models.CharField(max_length=30)
    city = models.CharField(max_length=30, blank=True)
    county = models.CharField(max_length=30, blank=True)
    town = models.CharField(max_length=40)
    street = models.CharField(max_length=200)
    postcode = models.CharField(max_length=6, blank=True)
    # E.164; buyers with an order there see it, lists show it masked.
    phone: Any = EncryptedTextField(max_length=20)
    # How many days after it is ready an order is kept, the last one included.
    keep_days = models.PositiveSmallIntegerField()
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name"], name="pickups_point_named_once"),
            models.CheckConstraint(
                condition=Q(keep_days__gte=LEAST_DAYS, keep_days__lte=MOST_DAYS),
                name="pickups_kept_for_days",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(province="") & ~Q(town="") & ~Q(street=""),
                name="pickups_point_has_a_place",
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "is_open"], name="pickups_points_of")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_street(self) -> str:
        """Street and number behind the town, unless they begin with it."""
        return self.street if self.town in self.street else f"{self.town}{self.street}"

    @property
    def address(self) -> str:
        city = "" if self.city == self.province else self.city
        return f"{self.province}{city}{self.county}{self.full_street}"

    def hours(self) -> list[str]:
        """Return when it is open, in lines; reads prefetched rows."""
        return hours_lines([span.as_span() for span in self.spans.all()])


class PointHours(models.Model):
    """When a point is open on one weekday; a day without a row is closed."""

    point = models.ForeignKey(PickupPoint, on_delete=models.CASCADE, related_name="spans")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["point", "weekday"], name="pickups_one_span_a_day"),
            models.CheckConstraint(
                condition=Q(weekday__gte=0, weekday__lte=6), name="pickups_seven_weekdays"
            ),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes")), name="pickups_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return f"day {self.weekday} of point {self.point_id}"

    def as_span(self) -> Span:
        return Span(self.weekday, self.opens, self.closes)


class PickupChoice(models.Model):
    """The buyer of a checkout wants to fetch it; gone with the checkout.

    Holds while the checkout is addressed to the point and its goods are the point's
    enterprise's: another address or other goods end it.
    """

    checkout = models.OneToOneField(
        Checkout, on_delete=models.CASCADE, related_name="pickup_choice"
    )
    point = models.ForeignKey(PickupPoint, on_delete=models.PROTECT, related_name="choices")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"checkout {self.checkout_id} at point {self.point_id}"


class Pickup(models.Model):
    """A child order that its buyer fetches, and what she shows to get it.

    How far it is says the child order's state. The code exists while the goods wait:
    erased when they were handed over or the case is closed, and its blind index stays,
    so that a second scan is told what became of it.
    """

    child_order = models.OneToOneField(ChildOrder, on_delete=models.PROTECT, related_name="pickup")
    point = models.ForeignKey(PickupPoint, on_delete=models.PROTECT, related_name="pickups")
    code: Any = EncryptedTextField(blank=True)
    code_index = BlindIndexField(source="code")
    ready_at = models.DateTimeField(null=True)
    keep_until = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # When the enterprise was told that nobody came.
    overdue_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ready_at__isnull=True, keep_until__isnull=True, code_index="")
                | (Q(ready_at__isnull=False, keep_until__isnull=False) & ~Q(code_index="")),
                name="pickups_ready_means_code_and_last_day",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(ready_at__isnull=False),
                name="pickups_handed_over_means_ready",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(closed_at__isnull=True),
                name="pickups_handed_over_or_closed",
            ),
            models.CheckConstraint(
                condition=Q(handed_over_at__isnull=True) | Q(code=""),
                name="pickups_code_is_used_once",
            ),
            models.UniqueConstraint(
                fields=["code_index"],
                condition=~Q(code_index=""),
                name="pickups_code_opens_one_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["keep_until"],
                condition=Q(ready_at__isnull=False, handed_over_at__isnull=True),
                name="pickups_waiting_by_last_day",
            )
        ]

    def __str__(self) -> str:
        return f"pick-up of {self.child_order_id}"
