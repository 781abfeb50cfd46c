"""The GraphQL edge of accounts."""
