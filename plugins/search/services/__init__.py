"""Writes of search, one use case per file."""
