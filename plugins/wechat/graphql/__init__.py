"""The GraphQL edge of WeChat login."""
