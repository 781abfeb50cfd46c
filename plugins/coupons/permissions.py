"""What staff need to run campaigns."""

MANAGE = "mall_coupons.manage_coupons"
