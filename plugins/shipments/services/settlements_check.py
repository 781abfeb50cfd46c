"""Ask WeChat about shipped orders whose push may have been lost."""

from __future__ import annotations

import logging
from datetime import datetime

from plugins.kernel.errors import DomainError, GatewayError
from plugins.shipments import rules
from plugins.shipments.gateway import ShippingGateway
from plugins.shipments.models import Shipment
from plugins.shipments.rules import SettlementWord
from plugins.shipments.services.settlement_record import settlement_record
from plugins.shipments.states import WechatOrderState
from plugins.wechat_pay.public import payment_of_order

logger = logging.getLogger(__name__)
BATCH = 50


def settlements_check(*, gateway: ShippingGateway, now: datetime) -> int:
    """Ask about the shipments that are due; one that fails stops no other.

    Returns:
        How many WeChat answered about.
    """
    due = list(Shipment.objects.due_for_check(now=now)[:BATCH])
    return sum(_checked(shipment, gateway=gateway, now=now) for shipment in due)


def _checked(shipment: Shipment, *, gateway: ShippingGateway, now: datetime) -> bool:
    if not _claimed(shipment, now=now):
        return False
    payment = payment_of_order(order_id=shipment.order_id)
    try:
        state = gateway.order_state(payment.transaction_id or "")
        _record(shipment, state, now=now)
    except (GatewayError, DomainError) as error:
        logger.warning("%s could not be checked: %s", shipment, error)
        return False
    return True


def _claimed(shipment: Shipment, *, now: datetime) -> bool:
    """Move the due time before asking, so that one process asks, and not for ever."""
    following = rules.next_settlement_check(reported_at=shipment.reported_at or now, now=now)
    if following is None:
        logger.error("%s: WeChat has not settled it in all this time", shipment)
    claimed = Shipment.objects.filter(pk=shipment.pk, check_after=shipment.check_after)
    return bool(claimed.update(check_after=following))


def _record(shipment: Shipment, state: WechatOrderState, *, now: datetime) -> None:
    """Keep what a state implies; WeChat tells no times here, so it is now at the latest."""
    if state is WechatOrderState.DONE:
        word = SettlementWord(received_at=now, settled_at=now)
    elif state in (WechatOrderState.RECEIVED, WechatOrderState.AWAITING_SETTLEMENT):
        word = SettlementWord(received_at=now)
    else:
        if state is WechatOrderState.REFUNDED:
            Shipment.objects.filter(pk=shipment.pk).update(check_after=None)
        return
    settlement_record(order_id=shipment.order_id, word=word)
