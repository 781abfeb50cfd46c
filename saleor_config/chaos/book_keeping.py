"""Reads the shop's database and the simulator's ledger into `Books`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Sum
from django.utils import timezone
from saleor.order.models import FulfillmentLine, OrderLine
from saleor.payment import TransactionKind
from saleor.payment.models import Transaction
from saleor.warehouse.models import Allocation, Stock

from plugins.kernel.errors import GatewayError
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState
from plugins.orders.models import PlacedOrder
from plugins.reconciliation.bill_store import bills_folder
from plugins.reconciliation.models import Difference
from plugins.reconciliation.rules import BEIJING
from plugins.reconciliation.services.day_reconcile import day_reconcile
from plugins.shipments.models import Shipment
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund
from plugins.wechat_pay.public import bill_gateway
from plugins.wechat_pay.states import EventOutcome
from saleor_config.chaos.books import (
    Books,
    Loose,
    Order,
    Payment,
    Refund,
    Shelf,
    TheirPayment,
    TheirRefund,
)
from saleor_config.chaos.premises import Goods
from saleor_config.chaos.scripts import Script

Ledger = Mapping[str, Any]
TOLD = ("reported", "not_needed")


def read(
    *,
    scripts: Mapping[str, Script],
    goods: Iterable[Goods],
    ledger: Ledger,
    promised: Mapping[int, Mapping[str, int]],
    stranded: list[int],
    began: datetime,
) -> Books:
    """Return everything the checks look at, as it stands now."""
    indexes = {
        order_id: scripts[key].index
        for order_id, key in PlacedOrder.objects.values_list("order_id", "idempotency_key")
    }
    return Books(
        orders=_orders(indexes),
        payments=_payments(indexes),
        refunds=_refunds(indexes),
        shelves=_shelves(goods),
        their_payments=[
            TheirPayment(row["out_trade_no"], row["transaction_id"], row["total"])
            for row in ledger["orders"]
            if row["state"] == "SUCCESS"
        ],
        their_refunds=[
            TheirRefund(row["out_refund_no"], row["out_trade_no"], row["status"], row["fen"])
            for row in ledger["refunds"]
        ],
        promised={index: sum(parts.values()) for index, parts in promised.items()},
        loose=[*_messages(indexes), *_events(indexes), *_shipments(indexes)],
        differences=list(_differences(indexes, began=began)),
        stranded=stranded,
    )


def _by_order(rows: Iterable[tuple[int, int, int]]) -> dict[int, dict[int, int]]:
    goods: dict[int, dict[int, int]] = defaultdict(dict)
    for order_id, variant, quantity in rows:
        if quantity:
            goods[order_id][variant] = quantity
    return goods


def _orders(indexes: Mapping[int, int]) -> list[Order]:
    now = timezone.now()
    ordered = _by_order(OrderLine.objects.values_list("order_id", "variant_id", "quantity"))
    shipped = _by_order(
        FulfillmentLine.objects.values_list("order_line__order_id", "order_line__variant_id")
        .annotate(total=Sum("quantity"))
        .order_by()
    )
    allocated = _by_order(
        Allocation.objects.values_list("order_line__order_id", "order_line__variant_id")
        .annotate(total=Sum("quantity_allocated"))
        .order_by()
    )
    audits = _audits(PlacedOrder)
    shipments = dict(Shipment.objects.values_list("order_id", "state"))
    return [
        Order(
            index=indexes[placed.order_id],
            order_id=placed.order_id,
            number=placed.number,
            state=placed.state,
            total=placed.total_fen,
            paid=placed.paid_fen,
            refunded=placed.refunded_fen,
            overdue=placed.pay_by <= now,
            ordered=ordered.get(placed.order_id, {}),
            shipped=shipped.get(placed.order_id, {}),
            allocated=allocated.get(placed.order_id, {}),
            shipment=shipments.get(placed.order_id, ""),
            audits=audits[str(placed.pk)],
        )
        for placed in PlacedOrder.objects.order_by("pk")
    ]


def _audits(model: Any) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    rows = (
        AuditEntry.objects.filter(object_type=model._meta.label_lower)
        .values_list("object_id", "action")
        .annotate(times=Count("pk"))
        .order_by()
    )
    for object_id, action, times in rows:
        found[object_id][action] = times
    return found


def _payments(indexes: Mapping[int, int]) -> list[Payment]:
    audits = _audits(WechatPayment)
    captures = _booked(TransactionKind.CAPTURE)
    applied = dict(
        NotificationEvent.objects.filter(
            outcome=EventOutcome.APPLIED.value, event_type="TRANSACTION.SUCCESS"
        )
        .values_list("payment_id")
        .annotate(times=Count("pk"))
        .order_by()
    )
    return [
        Payment(
            index=indexes[payment.order_id],
            out_trade_no=payment.out_trade_no,
            state=payment.state,
            fen=payment.total_fen,
            transaction_id=payment.transaction_id or "",
            payout=payment.payout,
            captures=captures[payment.transaction_id or ""],
            audits=audits[str(payment.pk)]["wechat_pay.payment.paid"],
            applied=applied.get(payment.pk, 0),
        )
        for payment in WechatPayment.objects.order_by("pk")
    ]


def _booked(kind: str) -> Counter[str]:
    """Count the engine's own records of money by the provider's number."""
    rows = Transaction.objects.filter(kind=kind, is_success=True).values_list("token")
    return Counter(dict(rows.annotate(times=Count("pk")).order_by()))


def _refunds(indexes: Mapping[int, int]) -> list[Refund]:
    returns = _booked(TransactionKind.REFUND)
    retried = set(
        WechatRefund.objects.filter(retry_of__isnull=False).values_list("retry_of", flat=True)
    )
    return [
        Refund(
            index=indexes[refund.payment.order_id],
            out_refund_no=refund.out_refund_no,
            out_trade_no=refund.payment.out_trade_no,
            state=refund.state,
            fen=refund.fen,
            reason=refund.reason,
            retried=refund.pk in retried,
            returns=returns[refund.refund_id or ""],
        )
        for refund in WechatRefund.objects.select_related("payment").order_by("pk")
    ]


def _shelves(goods: Iterable[Goods]) -> list[Shelf]:
    on_hand = dict(
        Stock.objects.values_list("product_variant_id").annotate(Sum("quantity")).order_by()
    )
    allocated = dict(
        Allocation.objects.values_list("stock__product_variant_id")
        .annotate(Sum("quantity_allocated"))
        .order_by()
    )
    return [
        Shelf(
            variant=each.pk,
            initial=each.stock,
            on_hand=on_hand[each.pk],
            allocated=allocated.get(each.pk, 0),
        )
        for each in goods
    ]


def _messages(indexes: Mapping[int, int]) -> Iterable[Loose]:
    for message in OutboxMessage.objects.exclude(state=OutboxState.DONE):
        index = indexes.get(message.payload.get("order_id"))
        yield Loose(index, f"outbox {message} is {message.state}: {message.last_error}")


def _events(indexes: Mapping[int, int]) -> Iterable[Loose]:
    fine = [o.value for o in (EventOutcome.APPLIED, EventOutcome.REPEATED)]
    for event in NotificationEvent.objects.exclude(outcome__in=fine).select_related("payment"):
        index = indexes.get(event.payment.order_id) if event.payment else None
        yield Loose(index, f"notification {event} is {event.outcome}: {event.reason}")


def _shipments(indexes: Mapping[int, int]) -> Iterable[Loose]:
    for shipment in Shipment.objects.exclude(state__in=TOLD):
        yield Loose(
            indexes[shipment.order_id], f"{shipment} is {shipment.state}: {shipment.last_error}"
        )


def _differences(indexes: Mapping[int, int], *, began: datetime) -> Iterable[Loose]:
    """Reconcile the campaign's days as on the morning after."""
    last = timezone.now().astimezone(BEIJING).date()
    morning = datetime(last.year, last.month, last.day, 12, tzinfo=BEIJING) + timedelta(days=1)
    day: date = began.astimezone(BEIJING).date()
    while day <= last:
        try:
            day_reconcile(day=day, gateway=bill_gateway(), folder=bills_folder(), now=morning)
        except GatewayError as error:
            yield Loose(None, f"{day} cannot be reconciled: {error}")
        day += timedelta(days=1)
    orders = dict(WechatPayment.objects.values_list("out_trade_no", "order_id"))
    for difference in Difference.objects.standing():
        index = indexes.get(orders.get(difference.out_trade_no, 0))
        yield Loose(
            index,
            f"{difference}: ours {difference.ours_fen}, theirs {difference.theirs_fen} fen",
        )
