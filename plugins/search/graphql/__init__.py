"""The GraphQL edge of search."""
