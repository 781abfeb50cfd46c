"""The GraphQL edge of fapiao."""
