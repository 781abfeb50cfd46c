"""The GraphQL edge of after-sales."""
