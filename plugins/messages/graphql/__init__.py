"""The GraphQL edge of messages."""
