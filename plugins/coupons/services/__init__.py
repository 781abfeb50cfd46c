"""What is done with campaigns and coupons."""
