"""The GraphQL edge of credit."""
