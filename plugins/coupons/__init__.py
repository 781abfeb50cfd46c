"""优惠券: campaigns, the coupons buyers claim from them, and what a coupon takes off an order."""
