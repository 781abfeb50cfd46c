"""The GraphQL edge of the window: what the mini-shop shows of the goods."""
