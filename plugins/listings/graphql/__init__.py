"""The GraphQL edge of listings."""
