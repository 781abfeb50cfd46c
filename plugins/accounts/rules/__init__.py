"""Pure rules of accounts."""
