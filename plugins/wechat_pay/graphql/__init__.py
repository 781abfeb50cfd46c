"""The GraphQL edge of WeChat Pay."""
