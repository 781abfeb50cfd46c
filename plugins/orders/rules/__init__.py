"""Pure rules of orders."""
