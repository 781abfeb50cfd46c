"""Writes of reconciliation, one use case per file."""
