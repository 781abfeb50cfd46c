"""What a coupon takes off, where and when. Pure."""
