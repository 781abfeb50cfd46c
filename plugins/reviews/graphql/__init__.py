"""The GraphQL edge of reviews, questions and enterprises."""
