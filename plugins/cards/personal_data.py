"""Payments by card: books that are kept. Card numbers never reach the shop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from plugins.cards.models import CardPayment, CardRefund
from plugins.cards.states import RefundState
from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words

_UNDER_WAY = (RefundState.ASKED.value, RefundState.PENDING.value)


class CardsData(PersonalData):
    title: ClassVar[Words] = ("银行卡支付", "Card payments")
    kept: ClassVar[Words | None] = (
        "支付与退款记录（《税收征管法实施细则》第二十九条，十年）",
        "payments and refunds (tax collection rules art. 29: ten years)",
    )

    def held(self, *, user: Any) -> Any:
        return [
            {
                "order": payment.order_number,
                "intent": payment.intent_id,
                "totalFen": payment.total_fen,
                "refundedFen": payment.refunded_fen,
                "state": payment.state,
                "paidAt": moment(payment.succeeded_at),
            }
            for payment in CardPayment.objects.filter(order__user=user)
        ]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        under_way = CardRefund.objects.filter(payment__order__user=user, state__in=_UNDER_WAY)
        return [("有退款尚未到账", "a refund is on its way")] if under_way.exists() else []
