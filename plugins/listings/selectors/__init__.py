"""Reads; those for enterprises take the member who asks and see only their enterprise's."""
