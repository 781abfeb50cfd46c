"""Writes of the showcase, one use case per file."""
