"""Writes of card payments, one use case per file."""
