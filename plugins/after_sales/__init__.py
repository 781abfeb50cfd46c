"""Requests for refunds and returns: asked, answered, arbitrated, settled to the fen."""
