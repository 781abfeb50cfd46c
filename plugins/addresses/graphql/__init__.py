"""The GraphQL edge of addresses."""
