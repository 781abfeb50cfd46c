"""Coupons at the door."""
