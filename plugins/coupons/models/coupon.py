"""A coupon of a buyer, and which one she chose for her checkout."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from saleor.checkout.models import Checkout
from saleor.order.models import Order

from plugins.coupons.models.campaign import Campaign
from plugins.coupons.states import CouponState


class Coupon(models.Model):
    """What a buyer has claimed; `valid_until` is the first instant that is too late.

    Attributes:
        nth: the how manieth of its campaign for this buyer.
        saved_fen, subsidy_fen: what it took off its order, and what of that the platform bears.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="coupons")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="coupons"
    )
    nth = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in CouponState],
        default=CouponState.OPEN.value,
    )
    claimed_at = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    order = models.OneToOneField(Order, null=True, on_delete=models.PROTECT, related_name="coupon")
    used_at = models.DateTimeField(null=True)
    saved_fen = models.BigIntegerField(default=0)
    subsidy_fen = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "owner", "nth"], name="coupons_claimed_once_each"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__lt=F("valid_until")), name="coupons_have_days"
            ),
            models.CheckConstraint(
                condition=Q(state="open", order=None, used_at=None, saved_fen=0, subsidy_fen=0)
                | Q(
                    state="used",
                    order__isnull=False,
                    used_at__isnull=False,
                    saved_fen__gt=0,
                    subsidy_fen__gte=0,
                    subsidy_fen__lte=F("saved_fen"),
                ),
                name="coupons_used_means_for_which_order",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "valid_until"], name="coupons_of_a_buyer"),
            models.Index(fields=["claimed_at"], name="coupons_claimed_by_day"),
            models.Index(fields=["used_at"], condition=Q(state="used"), name="coupons_used_by_day"),
        ]

    def __str__(self) -> str:
        return f"coupon {self.pk}"


class ChosenCoupon(models.Model):
    """The coupon a buyer wants to use for her checkout. Nothing is held by it."""

    checkout = models.OneToOneField(
        Checkout, on_delete=models.CASCADE, related_name="chosen_coupon"
    )
    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="choices")

    def __str__(self) -> str:
        return f"coupon {self.coupon_id} chosen"
