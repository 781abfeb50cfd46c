"""Set aside, fetched with a code that works once, or given back when nobody comes."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from saleor.order.actions import create_fulfillments

from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_answer import case_approve
from plugins.after_sales.services.case_request import case_request
from plugins.child_orders.credit import SHIPPING
from plugins.child_orders.errors import ChildOrderNotFound, PickedUp
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.selectors import late_child_orders, orders_to_receive, orders_to_ship
from plugins.child_orders.services.child_hand_over import child_ready, hub_collect
from plugins.child_orders.services.child_orders_follow import child_orders_follow
from plugins.child_orders.services.child_ship import child_ship
from plugins.kernel.models import AuditEntry, OutboxMessage
from plugins.kernel.outbox import deliver_due
from plugins.kernel.throttle import TooOften
from plugins.marketplace.errors import RoleMissing
from plugins.messages.models import Message
from plugins.messages.rules import MessageKind, inbox_text
from plugins.orders.errors import GoodsContested
from plugins.pickups import errors
from plugins.pickups.models import Pickup
from plugins.pickups.services.pickup_close import pickup_close
from plugins.pickups.services.pickup_hand_over import TRIES, pickup_find, pickup_hand_over
from plugins.pickups.services.pickup_ready import pickup_ready
from plugins.pickups.services.pickups_watch import pickups_watch
from plugins.shipments.gateway import LOGISTICS_TYPES
from plugins.shipments.models import Shipment
from plugins.shipments.public import Method, shipment_make
from plugins.shipments.services.shipment_report import shipment_report
from tests.unit.child_orders.conftest import ZTO
from tests.unit.marketplace.conftest import join
from tests.unit.shipments.conftest import MemoryShipping

pytestmark = pytest.mark.django_db
NOW = timezone.now


def told(kind: MessageKind) -> list[str]:
    deliver_due(now=NOW())
    messages = Message.objects.filter(kind=kind.value).order_by("pk")
    return [inbox_text(kind=kind, facts=message.facts).text for message in messages]


def test_ready_makes_one_unreadable_code_and_tells_the_buyer(number, hu, buyer_li, paid):
    first = pickup_ready(actor=hu, number=number, now=NOW())
    again = pickup_ready(actor=hu, number=number, now=NOW())

    assert first.code == again.code
    assert len(first.code) == 12
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, code_index FROM mall_pickups_pickup")
        assert first.code not in "".join(cursor.fetchone())
    assert first.keep_until == timezone.localdate() + timedelta(days=3)
    [text] = told(MessageKind.PICK_UP)
    assert "已备好" in text
    assert "老街店" in text
    assert first.code not in text
    trail = AuditEntry.objects.values_list("details", flat=True)
    assert not any(first.code in str(details) for details in trail)
    assert not OutboxMessage.objects.filter(payload__icontains=first.code).exists()


def test_stages_are_to_ship_then_to_receive(number, hu, buyer_li, paid):
    def stages():
        return [
            list(stage(buyer=buyer_li, now=NOW()).values_list("order_id", flat=True))
            for stage in (orders_to_ship, orders_to_receive)
        ]

    assert stages() == [[paid.order_id], []]
    pickup_ready(actor=hu, number=number, now=NOW())
    assert stages() == [[], [paid.order_id]]


def test_goods_are_handed_over_once_and_everything_follows(ready, hu, paid, number):
    pickup_hand_over(actor=hu, text=ready.code, now=NOW())

    child = ChildOrder.objects.get()
    assert (child.state, child.received_at is not None) == ("received", True)
    shipment = Shipment.objects.get()
    assert (shipment.method, shipment.received_at) == ("pick_up", child.received_at)
    memory = MemoryShipping()
    shipment_report(shipment=shipment, gateway=memory, now=NOW())
    [report] = memory.reports
    assert LOGISTICS_TYPES[report.method] == 4
    assert (report.is_split, report.is_final) == (False, True)
    paid.order.refresh_from_db()
    assert paid.order.status == "fulfilled"
    # Settlement and after-sales hear of a receipt as of any other.
    assert OutboxMessage.objects.filter(topic="shipments.received").count() == 1
    assert told(MessageKind.SHIPPED) == [
        "金牛麻花，已到店取走。不是您本人或您委托的人，请联系商家。"
    ]
    kept = Pickup.objects.get()
    assert (kept.code, kept.code_index != "") == ("", True)
    with pytest.raises(errors.FetchedAlready):
        pickup_hand_over(actor=hu, text=ready.code, now=NOW())
    assert Shipment.objects.count() == 1


def test_wrong_codes_strangers_and_guessing_get_nothing(ready, hu, wang, bakery):
    finance = join(bakery, "money@bakery.example", "finance")
    with pytest.raises(errors.CodeUnknown):
        pickup_hand_over(actor=wang, text=ready.code, now=NOW())
    with pytest.raises(RoleMissing):
        pickup_hand_over(actor=finance, text=ready.code, now=NOW())
    with pytest.raises(ChildOrderNotFound):
        pickup_close(actor=wang, number=ready.child_order.number, now=NOW())

    for _ in range(TRIES.most):
        with pytest.raises(errors.CodeUnknown):
            pickup_find(actor=hu, text="000000000000")
    with pytest.raises(TooOften):
        pickup_hand_over(actor=hu, text=ready.code, now=NOW())
    assert ChildOrder.objects.get().state == "ready"


def test_a_right_code_between_wrong_ones_lets_nobody_go_on_guessing(ready, hu):
    pickup_hand_over(actor=hu, text=ready.code, now=NOW())
    for guess in range(TRIES.most):
        with pytest.raises(errors.CodeUnknown):
            pickup_find(actor=hu, text=f"{guess:012d}")
        if guess < TRIES.most - 1:
            with pytest.raises(errors.FetchedAlready):
                pickup_find(actor=hu, text=ready.code)

    with pytest.raises(TooOften):
        pickup_find(actor=hu, text="000000000099")


def test_a_busy_desk_is_not_slowed_down(ready, hu):
    found = {pickup_find(actor=hu, text=ready.code).pk for _ in range(3 * TRIES.most)}

    assert found == {ready.pk}


def test_it_is_neither_shipped_nor_given_to_the_hub(number, hu):
    with pytest.raises(PickedUp):
        child_ship(actor=hu, number=number, labels=[ZTO], now=NOW())
    with pytest.raises(PickedUp):
        child_ready(actor=hu, number=number, now=NOW())
    pickup_ready(actor=hu, number=number, now=NOW())
    with pytest.raises(PickedUp):
        hub_collect(actor="staff:1", number=number, now=NOW())


@pytest.mark.parametrize("way", [Method.EXPRESS, Method.PICK_UP])
def test_no_colleague_ships_it_without_the_code(ready, paid, way):
    """The console ships whole orders; this one would have read as fetched."""
    labels = [ZTO] if way is Method.EXPRESS else []
    with pytest.raises(PickedUp):
        shipment_make(number=paid.number, method=way, labels=labels, actor="staff:1", now=NOW())

    assert ChildOrder.objects.get().state == "ready"
    assert not Shipment.objects.filter(shipped_at__isnull=False).exists()


def test_the_engines_own_fulfilment_is_undone(ready, paid, operator_chen, mahua):
    line, warehouse = paid.order.lines.get(), mahua.stocks.get().warehouse
    with pytest.raises(ValidationError, match="自提"), transaction.atomic():
        create_fulfillments(
            operator_chen,
            paid.order,
            {warehouse.pk: [{"order_line": line, "quantity": 2}]},
            notify_customer=False,
        )

    assert not paid.order.fulfillments.exists()


def test_set_aside_in_time_is_on_time_however_late_the_buyer_comes(ready):
    due = NOW() - timedelta(hours=1)
    ChildOrder.objects.update(ship_by=due, ready_at=due - timedelta(hours=1))
    span = {"since": due - timedelta(days=1), "until": NOW()}

    assert not late_child_orders(now=NOW()).exists()
    assert list(SHIPPING.incidents(*span.values())) == []
    ChildOrder.objects.update(ready_at=NOW())
    [incident] = SHIPPING.incidents(*span.values())
    assert "晚发 1 小时" in incident.title


def _refund(buyer, placed):
    line = placed.order.lines.get()
    return case_request(
        order_number=placed.number,
        buyer=buyer,
        idempotency_key="case-of-li",
        wish=Wish(kind=Kind.REFUND_ONLY, reason=Reason.NOT_RECEIVED, units={line.pk: 2}),
        now=NOW(),
    )


def test_disputed_and_refunded_goods_are_not_handed_over(ready, hu, paid, buyer_li):
    case = _refund(buyer_li, paid)
    with pytest.raises(GoodsContested):
        pickup_hand_over(actor=hu, text=ready.code, now=NOW())

    case_approve(case_id=case.pk, actor=str(hu), now=NOW())
    with pytest.raises(errors.PickupOver):
        pickup_hand_over(actor=hu, text=ready.code, now=NOW())
    assert not Shipment.objects.filter(shipped_at__isnull=False).exists()


def test_buyer_is_reminded_once_then_the_enterprise_closes_and_refunds(
    ready, hu, number, wechat, paid
):
    with pytest.raises(errors.KeptStill):
        pickup_close(actor=hu, number=number, now=NOW())
    eve = NOW() + timedelta(days=2)
    assert [pickups_watch(now=eve), pickups_watch(now=eve)] == [1, 0]
    assert "快到最后一天" in told(MessageKind.PICK_UP)[-1]

    later = NOW() + timedelta(days=4)
    assert [pickups_watch(now=later), pickups_watch(now=later)] == [1, 0]
    assert AuditEntry.objects.filter(action="pickups.pickup.overdue").count() == 1
    pickup_close(actor=hu, number=number, now=later)
    pickup_close(actor=hu, number=number, now=later)

    case = Case.objects.get()
    assert (case.state, case.fen) == ("refunding", 3760)
    assert Pickup.objects.get().code == ""
    with pytest.raises((errors.PickupOver, errors.CodeUnknown)):
        pickup_hand_over(actor=hu, text=ready.code, now=later)
    child_orders_follow(order_id=paid.order_id, now=later)


def test_database_refuses_a_code_that_lives_on(ready):
    with pytest.raises(IntegrityError), transaction.atomic():
        Pickup.objects.update(handed_over_at=NOW())
    with pytest.raises(IntegrityError), transaction.atomic():
        ChildOrder.objects.update(is_pick_up=False)
