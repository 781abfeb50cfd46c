"""Writes of orders, one use case per file."""
