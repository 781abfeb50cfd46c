"""Comparing our books with the bills WeChat writes each day."""
