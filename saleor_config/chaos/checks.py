"""What must hold of both sides' books after any storm. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from saleor_config.chaos.books import Books, Order, Payment, Refund


@dataclass(frozen=True)
class Offence:
    """What is wrong; `index` names the order's script where it is one order's fault."""

    index: int | None
    what: str


@dataclass(frozen=True)
class Check:
    title: str
    find: Callable[[Books], Iterator[Offence]]


def ledgers_agree_on_payments(books: Books) -> Iterator[Offence]:
    theirs = {each.out_trade_no: each for each in books.their_payments}
    ours = {each.out_trade_no: each for each in books.payments}
    for number, their in theirs.items():
        mine = ours.get(number)
        if mine is None or mine.state != "paid":
            index = mine.index if mine else None
            yield Offence(index, f"WeChat has {their.fen} fen of {number}, we do not")
        elif (mine.fen, mine.transaction_id) != (their.fen, their.transaction_id):
            yield Offence(mine.index, f"{number}: ours {mine}, theirs {their}")
    for payment in books.payments:
        if payment.state == "paid" and payment.out_trade_no not in theirs:
            yield Offence(payment.index, f"we have {payment.out_trade_no} as paid, WeChat does not")
    received = sum(each.fen for each in books.their_payments)
    booked = sum(each.fen for each in books.payments if each.state == "paid")
    if received != booked:
        yield Offence(None, f"WeChat received {received} fen, we booked {booked}")


def ledgers_agree_on_refunds(books: Books) -> Iterator[Offence]:
    theirs = {each.out_refund_no: each for each in books.their_refunds}
    ours = {each.out_refund_no: each for each in books.refunds}
    states = {"SUCCESS": "succeeded", "CLOSED": "closed"}
    for number, refund in theirs.items():
        mine = ours.get(number)
        if mine is None:
            yield Offence(None, f"WeChat has refund {number}, we do not")
        elif (mine.state, mine.fen, mine.out_trade_no) != (
            states.get(refund.status),
            refund.fen,
            refund.out_trade_no,
        ):
            yield Offence(mine.index, f"refund {number}: ours {mine}, theirs {refund}")
    for mine in books.refunds:
        if mine.state == "succeeded" and mine.out_refund_no not in theirs:
            yield Offence(mine.index, f"refund {mine.out_refund_no} is unknown at WeChat")
    given = sum(each.fen for each in books.their_refunds if each.status == "SUCCESS")
    booked = sum(each.fen for each in books.refunds if each.state == "succeeded")
    if given != booked:
        yield Offence(None, f"WeChat gave {given} fen back, we booked {booked}")


def nobody_pays_twice(books: Books) -> Iterator[Offence]:
    """Of each order stays nothing, all of it, or all less what the operator promised back."""
    captured, returned = Counter[int](), Counter[int]()
    for payment in books.payments:
        captured[payment.index] += payment.fen if payment.state == "paid" else 0
    for refund in books.refunds:
        returned[refund.index] += refund.fen if refund.state == "succeeded" else 0
    for order in books.orders:
        net = captured[order.index] - returned[order.index]
        intended = order.total - books.promised.get(order.index, 0)
        if net not in (0, intended) or not 0 <= net <= order.total:
            yield Offence(
                order.index,
                f"{captured[order.index]} fen in, {returned[order.index]} back"
                f" of {order.total}, promised {books.promised.get(order.index, 0)}",
            )


def orders_know_their_money(books: Books) -> Iterator[Offence]:
    """What an order says of its money is what its payments and refunds say."""
    refunds = defaultdict[str, list[Refund]](list)
    for refund in books.refunds:
        refunds[refund.out_trade_no].append(refund)
    payments = defaultdict[int, list[Payment]](list)
    for payment in books.payments:
        payments[payment.index].append(payment)
    for order in books.orders:
        counting = [p for p in payments[order.index] if p.payout in ("applied", "late")]
        paid = sum(payment.fen for payment in counting)
        back = sum(
            refund.fen
            for payment in counting
            for refund in refunds[payment.out_trade_no]
            if refund.state == "succeeded"
        )
        if len(counting) > 1 or (order.paid, order.refunded) != (paid, back):
            yield Offence(
                order.index,
                f"says {order.paid} paid and {order.refunded} back, payments say {paid} and {back}",
            )


def stock_adds_up(books: Books) -> Iterator[Offence]:
    shipped, held = Counter[int](), Counter[int]()
    for order in books.orders:
        shipped.update(order.shipped)
        held.update(_to_hold(order))
        if order.allocated != _to_hold(order):
            yield Offence(
                order.index, f"holds {order.allocated} of variants, should {_to_hold(order)}"
            )
    for shelf in books.shelves:
        if shelf.on_hand + shipped[shelf.variant] != shelf.initial:
            yield Offence(
                None,
                f"variant {shelf.variant}: {shelf.initial} at first, {shelf.on_hand} on hand,"
                f" {shipped[shelf.variant]} shipped",
            )
        if shelf.allocated != held[shelf.variant] or shelf.allocated > shelf.on_hand:
            yield Offence(
                None,
                f"variant {shelf.variant}: {shelf.allocated} allocated of {shelf.on_hand},"
                f" orders hold {held[shelf.variant]}",
            )


def _to_hold(order: Order) -> dict[int, int]:
    if order.state not in ("awaiting_payment", "paid"):
        return {}
    open_goods = Counter(order.ordered) - Counter(order.shipped)
    return dict(open_goods)


def paid_is_shipped_or_refunded(books: Books) -> Iterator[Offence]:
    for order in books.orders:
        if order.state == "paid" and order.shipped != order.ordered:
            yield Offence(order.index, "paid, and neither shipped nor refunded")
        if order.state == "paid_late":
            yield Offence(order.index, "paid after cancelling, and not refunded")
        if order.state in ("cancelled", "awaiting_payment") and order.shipped:
            yield Offence(order.index, f"{order.state} and shipped")


def nothing_is_stuck(books: Books) -> Iterator[Offence]:
    for order in books.orders:
        if order.state == "awaiting_payment" and order.overdue:
            yield Offence(order.index, "awaits payment after its deadline")
    for payment in books.payments:
        if payment.state == "open":
            yield Offence(payment.index, f"payment {payment.out_trade_no} is open")
    for refund in books.refunds:
        if not (refund.state == "succeeded" or _was_made_good(refund)):
            yield Offence(refund.index, f"refund {refund.out_refund_no} is {refund.state}")
    for each in books.loose:
        yield Offence(each.index, each.what)


def _was_made_good(refund: Refund) -> bool:
    return refund.state in ("closed", "refused") and refund.retried


def everything_happened_once(books: Books) -> Iterator[Offence]:
    """One entry and one booking for each payment and refund, however often it was told."""
    for payment in books.payments:
        times = 1 if payment.state == "paid" else 0
        if (payment.captures, payment.audits) != (times, times) or payment.applied > times:
            yield Offence(
                payment.index,
                f"payment {payment.out_trade_no} is {payment.state}: {payment.captures} captures,"
                f" {payment.audits} audit entries, {payment.applied} notifications applied",
            )
    for refund in books.refunds:
        if refund.returns != (1 if refund.state == "succeeded" else 0):
            yield Offence(
                refund.index,
                f"refund {refund.out_refund_no} is {refund.state}, booked {refund.returns} times",
            )
    for order in books.orders:
        paid = order.audits["orders.order.paid"] + order.audits["orders.order.paid_late"]
        if paid != (1 if order.paid else 0) or order.audits["orders.order.placed"] != 1:
            yield Offence(order.index, f"audit trail: {dict(order.audits)}")


def reconciliation_closes(books: Books) -> Iterator[Offence]:
    for each in books.differences:
        yield Offence(each.index, each.what)


def everybody_was_served(books: Books) -> Iterator[Offence]:
    """A storm that nobody shops in proves nothing."""
    for index in books.stranded:
        yield Offence(index, "got no order, and not for want of stock")


CHECKS = (
    Check("有货则人人下得了单 · everybody was served", everybody_was_served),
    Check("两边收款逐分一致 · payments agree to the fen", ledgers_agree_on_payments),
    Check("两边退款逐分一致 · refunds agree to the fen", ledgers_agree_on_refunds),
    Check("净额不多收一分 · nobody pays twice", nobody_pays_twice),
    Check("订单与收退款一致 · orders know their money", orders_know_their_money),
    Check("库存与占用相符 · stock adds up", stock_adds_up),
    Check("已付必发或必退 · paid is shipped or refunded", paid_is_shipped_or_refunded),
    Check("没有悬而未决 · nothing is stuck", nothing_is_stuck),
    Check("每事只记一次 · everything happened once", everything_happened_once),
    Check("对账无差异 · reconciliation closes", reconciliation_closes),
)
