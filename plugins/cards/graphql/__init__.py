"""The GraphQL edge of card payments."""
