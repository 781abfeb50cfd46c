"""Saleor's webhooks, sent by us: to public addresses only, signed, and never lost."""
