"""Writes of WeChat payments, one use case per file."""
