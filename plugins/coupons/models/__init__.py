from plugins.coupons.models.campaign import Campaign
from plugins.coupons.models.coupon import ChosenCoupon, Coupon

__all__ = ["Campaign", "ChosenCoupon", "Coupon"]
