"""Decisions about cards, without a database."""
