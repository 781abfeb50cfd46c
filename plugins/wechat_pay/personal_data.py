"""Payments through WeChat: books that are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.wechat_pay.models import WechatPayment, WechatRefund


class WechatPayData(PersonalData):
    title: ClassVar[Words] = ("微信支付", "WeChat payments")
    kept: ClassVar[Words | None] = (
        "支付与退款记录（《税收征管法实施细则》第二十九条，十年）",
        "payments and refunds (tax collection rules art. 29: ten years)",
    )

    def held(self, *, user: Any) -> Any:
        return [
            {
                "outTradeNo": payment.out_trade_no,
                "transactionId": payment.transaction_id,
                # Whoever scanned a code may be somebody else.
                "openid": payment.openid if payment.prepay_id else "",
                "totalFen": payment.total_fen,
                "refundedFen": payment.refunded_fen,
                "state": payment.state,
                "paidAt": moment(payment.paid_at),
            }
            for payment in WechatPayment.objects.filter(order__user=user)
        ]

    def hindrances(self, *, user: Any) -> Sequence[Words]:
        unsettled = WechatRefund.objects.unsettled().filter(payment__order__user=user)
        return [("有退款尚未到账", "a refund is on its way")] if unsettled.exists() else []
