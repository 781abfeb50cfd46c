"""Reads of card payments."""

from django.db.models import Model

from plugins.cards.models import CardPayment, CardRefund


def subjects_of_order(*, order_id: int) -> list[Model]:
    """Return what the timeline of an order is about; see `plugins.kernel.registry`."""
    payments = CardPayment.objects.filter(order_id=order_id)
    refunds = CardRefund.objects.filter(payment__order_id=order_id)
    return [*payments, *refunds]
