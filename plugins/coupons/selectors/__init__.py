"""Reads of campaigns and coupons."""
