"""`manage.py refund`: give money back, see what went wrong with it, try again."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from plugins.kernel.errors import DomainError, GatewayError
from plugins.kernel.money import from_fen
from plugins.orders.public import order_id_of
from plugins.wechat_pay.gateway import gateway
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from plugins.wechat_pay.selectors import payment_of_order
from plugins.wechat_pay.services.refund_request import refund_request, refund_retry
from plugins.wechat_pay.services.refund_send import refund_send
from plugins.wechat_pay.states import RefundReason, RefundState

ACTOR = "operator:command_line"
STATE_TEXT = {
    RefundState.REQUESTED: "待提交",
    RefundState.PROCESSING: "退款中",
    RefundState.SUCCEEDED: "已退款",
    RefundState.ABNORMAL: "退款异常：请在商户平台改退其他账户",
    RefundState.CLOSED: "退款关闭：可用 --retry 重新发起",
    RefundState.REFUSED: "未受理：可用 --retry 重新发起",
}


def positive(text: str) -> int:
    fen = int(text)
    if fen < 1:
        raise argparse.ArgumentTypeError("须为正整数（分）· a positive number of fen")
    return fen


class Command(BaseCommand):
    help = (
        "Gives money of an order back through WeChat: --order with --reason, all that is "
        "left or --fen of it. --list shows refunds that need a person, --retry repeats one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--order", metavar="NUMBER", help="订单号 · order number")
        what.add_argument("--retry", metavar="OUT_REFUND_NO", help="重新发起 · repeat a failed one")
        what.add_argument("--list", action="store_true", help="需要人工处理的 · needing a person")
        parser.add_argument(
            "--fen", type=positive, help="金额（分），缺省为全部余额 · default: all"
        )
        parser.add_argument(
            "--reason",
            choices=[reason.value for reason in RefundReason],
            default=RefundReason.GOODWILL.value,
        )
        parser.add_argument("--key", help="同一编号只退一次 · the same key refunds once")
        parser.add_argument("--yes", action="store_true", help="不再询问 · do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["list"]:
                self._list(WechatRefund.objects.needing_a_person())
            elif options["retry"]:
                self._retry(options["retry"], ask=not options["yes"])
            else:
                self._refund(options)
        except (DomainError, GatewayError) as error:
            raise CommandError(str(error)) from error

    def _refund(self, options: dict[str, Any]) -> None:
        number = options["order"]
        payment = payment_of_order(order_id=order_id_of(number=number))
        fen = options["fen"] or payment.total_fen - payment.refunded_fen
        self._tell(payment, number)
        if not fen:
            self.stdout.write("款项已全部退回或在途 · Nothing is left to refund.")
            return
        if not options["yes"]:
            self._confirm(f"退 ¥{from_fen(fen)}（{options['reason']}）· refund {fen} fen")
        refund = refund_request(
            payment_id=payment.pk,
            fen=fen,
            reason=RefundReason(options["reason"]),
            key=options["key"] or f"operator:{secrets.token_hex(8)}",
            requested_by=ACTOR,
            now=timezone.now(),
        )
        self._send(refund)

    def _retry(self, number: str, *, ask: bool) -> None:
        failed = WechatRefund.objects.filter(out_refund_no=number).first()
        if failed is None:
            raise CommandError(f"没有退款单 {number} · There is no refund {number}.")
        if ask:
            self._confirm(f"重新发起 ¥{from_fen(failed.fen)} · repeat {failed.fen} fen")
        self._send(refund_retry(refund=failed, requested_by=ACTOR, now=timezone.now()))

    def _send(self, refund: WechatRefund) -> None:
        """Send at once; when WeChat is silent the sweep goes on with it."""
        try:
            state = refund_send(refund=refund, gateway=gateway(), now=timezone.now())
        except GatewayError as error:
            self.stdout.write(
                f"已登记 {refund}，微信暂未受理，系统将自动重试 · "
                f"Registered; WeChat did not take it yet, it is tried again: {error}"
            )
        else:
            self.stdout.write(f"{refund} {STATE_TEXT[state]} · {state.value}")

    def _confirm(self, what: str) -> None:
        try:
            answer = input(f"{what}\n输入 yes 确认 · type yes: ")
        except EOFError:  # nobody at the keyboard: --yes says it beforehand
            answer = ""
        if answer.strip().lower() != "yes":
            raise CommandError("已放弃，未退款 · Given up, nothing was refunded.")

    def _tell(self, payment: WechatPayment, number: str) -> None:
        left = payment.total_fen - payment.refunded_fen
        self.stdout.write(
            f"订单 {number}：已付 ¥{from_fen(payment.total_fen)}，"
            f"已退或在途 ¥{from_fen(payment.refunded_fen)}，可退 ¥{from_fen(left)} · "
            f"paid {payment.total_fen}, given back {payment.refunded_fen}, left {left} fen"
        )
        self._list(payment.refunds.all())

    def _list(self, refunds: Any) -> None:
        table = Table(title="退款 · refunds", title_justify="left")
        for heading in ("退款单号", "订单", "金额", "原因", "状态 · state", "次数", "错误 · error"):
            table.add_column(heading, overflow="fold")
        for refund in refunds.select_related("payment__order__placed"):
            state = RefundState(refund.state)
            table.add_row(
                refund.out_refund_no,
                refund.payment.order.placed.number,
                f"¥{from_fen(refund.fen)}",
                refund.reason,
                f"{STATE_TEXT[state]} · {state.value}",
                str(refund.attempts),
                refund.last_error,
            )
        Console(file=self.stdout).print(table if table.row_count else "没有退款 · No refunds.")
