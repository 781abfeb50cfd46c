"""Give money back to the card an order was paid with."""

from __future__ import annotations

import argparse
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from plugins.cards.errors import CardPaymentNotFound
from plugins.cards.gateway import gateway
from plugins.cards.models import CardPayment
from plugins.cards.services.card_refund import card_refund
from plugins.cards.states import CardState
from plugins.kernel.errors import DomainError, GatewayError
from plugins.kernel.money import to_fen


def yuan_as_fen(text: str) -> int:
    try:
        return to_fen(Decimal(text))
    except (InvalidOperation, ValueError) as error:
        raise argparse.ArgumentTypeError(
            f"{text} 不是元为单位的金额 · {text} is no amount in yuan"
        ) from error


class Command(BaseCommand):
    help = "Refunds a card payment, whole or in part. The same --key refunds once."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("order_number")
        parser.add_argument("yuan", type=yuan_as_fen, help="Amount in yuan, e.g. 26.80.")
        parser.add_argument("--key", required=True, help="Number of the case; refunded once.")
        parser.add_argument("--reason", required=True, help="Why, for the audit trail.")
        parser.add_argument("--by", required=True, help="Who decided it, e.g. a staff e-mail.")

    def handle(self, *args: Any, **options: Any) -> None:
        # The payment that paid the order; money that came twice goes back by itself.
        payment = CardPayment.objects.filter(
            order_number=options["order_number"],
            state=CardState.SUCCEEDED.value,
            payout="applied",
        ).first()
        try:
            if payment is None:
                raise CardPaymentNotFound()
            refund = card_refund(
                payment_id=payment.pk,
                fen=options["yuan"],
                key=options["key"],
                reason=options["reason"][:200],
                actor=f"operator:{options['by']}"[:80],
                gateway=gateway(),
                now=timezone.now(),
            )
        except (DomainError, GatewayError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{refund} {refund.fen} 分 fen: {refund.state} {refund.failure}".strip())
