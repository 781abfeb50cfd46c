"""What the shop's services ask of WeChat Pay, over one connection."""

from .connection import ClientConfig
from .payments import PaymentClient
from .refunds import RefundClient

__all__ = ["ClientConfig", "WeChatPayClient"]


class WeChatPayClient(PaymentClient, RefundClient):
    """Payments and refunds of one merchant. Safe to share between threads."""
