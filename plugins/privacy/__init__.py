"""A person's rights over her data: a copy of everything, and deletion."""
