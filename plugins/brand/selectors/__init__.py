"""Reads of the brand."""
