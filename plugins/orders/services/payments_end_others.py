"""Leave an order with one way to be paid."""

from plugins.kernel.errors import GatewayError
from plugins.orders.errors import NotPayable, OtherPaymentUnderWay
from plugins.orders.providers import Verdict, payment_providers


def payments_end_others(*, order_id: int, keeping: str) -> None:
    """End the order's payments at every provider but the capability `keeping`.

    A provider calls it before it opens a payment of its own: the database takes a
    second live payment of an order from nobody, so of two providers that start at
    the same moment one is refused.

    Talks to remote systems: never called inside a transaction. Safe to repeat.

    Raises:
        NotPayable: another provider has the money already.
        OtherPaymentUnderWay: another provider could not say how its payment stands.
    """
    for provider in payment_providers(besides=keeping):
        try:
            verdict = provider.end_payments(order_id=order_id)
        except GatewayError as error:
            raise OtherPaymentUnderWay() from error
        if verdict is Verdict.PAID:
            raise NotPayable()
        if verdict is Verdict.UNKNOWN:
            raise OtherPaymentUnderWay()
