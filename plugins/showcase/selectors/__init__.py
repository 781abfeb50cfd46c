"""Reads of the showcase."""
