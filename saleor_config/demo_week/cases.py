"""After-sales cases of the week, one for each state that needs somebody or ends well."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_arbitrate import case_escalate
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.case_return import case_return_sent
from plugins.after_sales.services.case_withdraw import case_withdraw
from plugins.child_orders.models import ChildOrder
from plugins.orders.models import PlacedOrder
from plugins.shipments.public import Label
from plugins.wechat_pay.models import WechatPayment
from saleor_config.demo_week.plan import Fate

if TYPE_CHECKING:
    from saleor_config.demo_week.story import Teller

HOUR = timedelta(hours=1)
SELLER = "system:demo"
_RETURNS = (Fate.CASE_WAITING, Fate.CASE_RETURNING)
_REFUSALS = (Fate.CASE_REFUSED, Fate.CASE_ARBITRATION)
_PAYS = (Fate.CASE_REFUNDING, Fate.CASE_REFUNDED)


def case_story(
    fate: Fate, *, buyer: Any, placed: PlacedOrder, teller: Teller
) -> Iterator[datetime]:
    """Tell what becomes of a buyer's request about the first line of her order."""
    yield timezone.now() + 5 * HOUR
    case = _ask(fate, buyer=buyer, placed=placed)
    if fate is Fate.CASE_REQUESTED:
        return
    yield timezone.now() + 4 * HOUR
    now = timezone.now()
    if fate is Fate.CASE_WITHDRAWN:
        case_withdraw(number=case.number, buyer=buyer, now=now)
    elif fate in _REFUSALS:
        case_refuse(case_id=case.pk, actor=SELLER, note="出库前拍照留底，包装完好。", now=now)
        if fate is Fate.CASE_ARBITRATION:
            yield timezone.now() + 6 * HOUR
            appeal = "照片里能看到盒角压坏，里面也碎了。"
            case_escalate(number=case.number, buyer=buyer, appeal=appeal, now=timezone.now())
    else:
        case_approve(
            case_id=case.pk, actor=SELLER, now=now, note="同意", return_to=_return_to(fate, placed)
        )
        yield from _after_approval(fate, case, buyer=buyer, teller=teller)


def _ask(fate: Fate, *, buyer: Any, placed: PlacedOrder) -> Case:
    line = placed.order.lines.order_by("pk")[0]
    wish = Wish(
        kind=Kind.RETURN_AND_REFUND if fate in _RETURNS else Kind.REFUND_ONLY,
        reason=Reason.DAMAGED,
        units={line.pk: line.quantity},
        description="收到时盒子压坏了，里面碎了一半。",
    )
    return case_request(
        order_number=placed.number,
        buyer=buyer,
        idempotency_key=f"demo-week-{placed.number}",
        wish=wish,
        now=timezone.now(),
    )


def _return_to(fate: Fate, placed: PlacedOrder) -> str:
    """Where the goods go back to: the enterprise's house number is nobody's."""
    if fate not in _RETURNS:
        return ""
    line = placed.order.lines.order_by("pk")[0]
    maker = ChildOrder.objects.get(lines__order_line=line).enterprise
    return (
        f"{maker.brand_name}售后（收），电话 0714-8000000，湖北省大冶市{maker.town}退货处（演示）"
    )


def _after_approval(fate: Fate, case: Case, *, buyer: Any, teller: Teller) -> Iterator[datetime]:
    if fate is Fate.CASE_RETURNING:
        yield timezone.now() + 9 * HOUR
        label = Label("SF", f"SF{case.number[-10:]}")
        case_return_sent(number=case.number, buyer=buyer, label=label, now=timezone.now())
    elif fate in _PAYS:
        payment = WechatPayment.objects.get(order_id=case.order_id)
        yield from teller.pay_back(payment, is_finished=fate is Fate.CASE_REFUNDED)
