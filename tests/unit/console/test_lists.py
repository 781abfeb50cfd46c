"""Lists and pages: what they show, and that they ask the database a bounded number of times."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.cards.models import CardPayment, CardRefund
from plugins.fapiao.models import FapiaoRequest
from plugins.kernel import audit
from plugins.kernel.models import AuditEntry, OutboxMessage
from plugins.orders.models import PlacedOrder
from plugins.reconciliation.models import BillDay, Difference
from plugins.shipments.models import Parcel, Shipment
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund

ROWS = 200
#: Session, user, permissions (2), and the list itself: count, rows, what is joined.
MOST_QUERIES = 14
#: The same, and one for each part that a capability adds to the page of an order.
MOST_OF_A_PAGE = 26


@pytest.fixture
def full_shop(many_orders, buyer_li):
    """Two hundred of everything."""
    now = timezone.now()
    orders = many_orders(ROWS)
    payments = WechatPayment.objects.bulk_create(
        WechatPayment(
            order=each.order,
            out_trade_no=f"{number:032d}",
            appid="a",
            mchid="m",
            openid="o",
            description="d",
            notify_url="n",
            total_fen=2600,
            state="paid",
            opened_at=now,
            pay_by=now,
            check_after=now,
            transaction_id=f"t{number}",
            paid_at=now,
        )
        for number, each in enumerate(orders)
    )
    WechatRefund.objects.bulk_create(
        WechatRefund(
            payment=payment,
            out_refund_no=f"r{number}",
            key="k",
            fen=100,
            reason="after_sales",
            state="refused",
            finished_at=now,
            requested_by="staff:1",
            created_at=now,
            check_after=now,
        )
        for number, payment in enumerate(payments)
    )
    NotificationEvent.objects.bulk_create(
        NotificationEvent(event_id=f"e{n}", event_type="T", body=b"", received_at=now)
        for n in range(ROWS)
    )
    cards = CardPayment.objects.bulk_create(
        CardPayment(
            order=each.order,
            order_number=each.number,
            idempotency_key=f"i{number}",
            intent_id=f"pi_{number}",
            total_fen=2600,
            state="succeeded",
            opened_at=now,
            check_after=now,
            succeeded_at=now,
            refunded_fen=1,
        )
        for number, each in enumerate(orders)
    )
    CardRefund.objects.bulk_create(
        CardRefund(
            payment=card,
            key=f"k{number}",
            fen=1,
            reason="r",
            actor="staff:1",
            opened_at=now,
            check_after=now,
        )
        for number, card in enumerate(cards)
    )
    shipments = Shipment.objects.bulk_create(
        Shipment(order=each.order, method="express", state="owed", opened_at=now, shipped_at=now)
        for each in orders
    )
    Parcel.objects.bulk_create(
        Parcel(shipment=shipment, company="ZTO", tracking_no=f"7531234567{shipment.pk}")
        for shipment in shipments
    )
    FapiaoRequest.objects.bulk_create(
        FapiaoRequest(
            order=each.order,
            buyer=buyer_li,
            kind="personal",
            title="李晓梅",
            email="li@example.com",
            requested_at=now,
        )
        for each in orders
    )
    days = BillDay.objects.bulk_create(
        BillDay(mchid="m", day=now.date() - timedelta(days=n), kind="trade", try_after=now)
        for n in range(ROWS)
    )
    Difference.objects.bulk_create(
        Difference(bill=day, kind="only_here", reference="x", found_at=now) for day in days
    )
    OutboxMessage.objects.bulk_create(
        OutboxMessage(topic="orders.paid", key=str(n), payload={}, state="dead", due_at=now)
        for n in range(ROWS)
    )
    for each in orders:
        audit.record("orders.order.paid", each, actor="staff:1")


MODELS = (
    AuditEntry,
    BillDay,
    CardPayment,
    CardRefund,
    Difference,
    FapiaoRequest,
    NotificationEvent,
    OutboxMessage,
    PlacedOrder,
    Shipment,
    WechatPayment,
    WechatRefund,
)


def list_of(model) -> str:
    return f"/console/{model._meta.app_label}/{model._meta.model_name}/"


def test_every_list_and_page_takes_a_bounded_number_of_queries(
    full_shop, finance, django_assert_max_num_queries
):
    ContentType.objects.clear_cache()
    for model in MODELS:
        with django_assert_max_num_queries(MOST_QUERIES):
            response = finance.get(list_of(model))
        assert response.status_code == 200
        assert response.context["cl"].result_count == ROWS
        assert len(response.context["cl"].result_list) == 50

        one = model.objects.first()
        with django_assert_max_num_queries(MOST_OF_A_PAGE):
            page = finance.get(f"{list_of(model)}{one.pk}/change/")
        assert page.status_code == 200
        assert "经过" in page.content.decode()

    # One query for each queue and chart, whatever they count.
    with django_assert_max_num_queries(30):
        assert finance.get("/console/").status_code == 200


def test_lists_show_no_english_and_no_unmasked_person(full_shop, finance):
    for model in (PlacedOrder, FapiaoRequest, OutboxMessage, BillDay, AuditEntry):
        page = finance.get(list_of(model)).content.decode()

        for word in ("Filters", "Select action", "Apply Filters", "1 result", "Search apps"):
            assert word not in page
        for person in ("李晓梅", "13800001234", "li@example.com", "东街"):
            assert person not in page


def test_lists_filter_by_state_number_and_phone(full_shop, finance):
    orders = list_of(PlacedOrder)

    assert finance.get(f"{orders}?state=cancelled").context["cl"].result_count == 0
    assert finance.get(f"{orders}?q=2611260000000007").context["cl"].result_count == 1
    assert finance.get(f"{orders}?q=1234").context["cl"].result_count == ROWS
    assert finance.get(f"{orders}?q=9999").context["cl"].result_count == 0
    assert finance.get(f"{orders}?fulfilment=open").context["cl"].result_count == ROWS
    today = timezone.localdate()
    later = today + timedelta(days=1)
    assert finance.get(f"{orders}?placed_at_to={today}").context["cl"].result_count == ROWS
    assert finance.get(f"{orders}?placed_at_from={later}").context["cl"].result_count == 0
    assert "没有生效" in finance.get(f"{orders}?placed_at_from=plum").content.decode()
    trail = list_of(AuditEntry)
    found = finance.get(f"{trail}?object=mall_orders.placedorder").context["cl"]
    assert found.result_count == ROWS
    refunds = list_of(WechatRefund)
    assert finance.get(f"{refunds}?person=needed").context["cl"].result_count == ROWS


def test_order_page_tells_what_every_capability_knows(paid, finance):
    order = PlacedOrder.objects.get()

    page = finance.get(f"{list_of(PlacedOrder)}{order.pk}/change/").content.decode()

    for words in (
        order.number,
        "金牛麻花",
        "¥26.80",
        paid.out_trade_no,
        "订单付清",
        "微信支付成功",
    ):
        assert words in page
    assert "李** 138****1234" in page
    assert "东街" not in page


def test_order_page_hides_what_its_reader_may_not_see(paid, at_desk):
    order = PlacedOrder.objects.get()

    page = at_desk(Role.BRAND_OFFICE).get(f"{list_of(PlacedOrder)}{order.pk}/change/")

    assert order.number in page.content.decode()
    assert paid.out_trade_no not in page.content.decode()
    assert "微信支付成功" not in page.content.decode()


def test_missing_object_is_not_found(finance):
    assert finance.get(f"{list_of(PlacedOrder)}999999/change/").status_code == 404
    assert finance.get(f"{list_of(PlacedOrder)}nonsense/change/").status_code == 404


def test_empty_list_offers_to_clear_only_what_was_asked(finance):
    untouched = finance.get(list_of(PlacedOrder)).content.decode()
    assert "这里还没有记录" in untouched
    assert "清除筛选" not in untouched

    searched = finance.get(list_of(PlacedOrder), {"q": "9876"}).content.decode()
    ticked = finance.get(list_of(PlacedOrder), {"state": "paid"}).content.decode()
    assert "没有符合条件的记录" in searched
    assert "清除筛选" in searched
    assert "清除筛选" in ticked


def test_search_finds_by_number_and_phone_and_masks(paid, finance, at_desk):
    order = PlacedOrder.objects.get()

    def find(text, browser=finance):
        return browser.get("/console/search/", {"s": text, "extended": "1"}).content.decode()

    assert order.number in find(order.number)
    assert "138****1234" in find("1234")
    assert "李晓梅" not in find("1234")
    assert f"微信支付 {paid.out_trade_no}" in find(paid.out_trade_no)
    assert "没有找到" in find("9876543")
    assert order.number not in find(order.number, at_desk(Role.MARKETING))
    assert "微信退款" in find("退款")


def test_first_screen_counts_work_with_its_age(paid, finance):
    PlacedOrder.objects.update(paid_at=timezone.now() - timedelta(days=3))

    page = finance.get("/console/").content.decode()

    assert "待发货" in page
    assert "已超时" in page
    assert "最久 3 天" in page


def test_marketing_sees_nothing_of_money(paid, at_desk):
    page = at_desk(Role.MARKETING).get("/console/").content.decode()

    assert "每日收款" not in page
    assert "待发货" not in page
