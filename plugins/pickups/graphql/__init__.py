"""The GraphQL edge of orders."""
