"""What people do: confirmed, done by a service, written down, refused to others."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.fapiao.rules import FapiaoKind, details_checked
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState
from plugins.orders.models import PlacedOrder
from plugins.reconciliation.models import BillDay, Difference
from plugins.reconciliation.services import day_rerun
from plugins.shipments.models import Shipment
from plugins.wechat_pay.models import WechatPayment, WechatRefund
from tests.unit.console.conftest import act


def last_action() -> tuple[str, str, str]:
    entry = AuditEntry.objects.exclude(action__startswith="console.").last()
    return entry.action, entry.actor.partition(":")[0], entry.reason


@pytest.fixture
def dead(db) -> OutboxMessage:
    return OutboxMessage.objects.create(
        topic="orders.paid",
        key="7",
        payload={"order_id": 7},
        state=OutboxState.DEAD,
        attempts=7,
        due_at=timezone.now(),
        last_error="ConnectTimeout: timed out",
    )


@pytest.fixture
def refused(paid) -> WechatRefund:
    now = timezone.now()
    return WechatRefund.objects.create(
        payment=paid,
        out_refund_no="refund-1",
        key="case-1",
        fen=500,
        reason="after_sales",
        reason_text="售后退款",
        notify_url="n",
        state="refused",
        requested_by="staff:3",
        created_at=now,
        check_after=now,
        finished_at=now,
        last_error="余额不足",
    )


@pytest.fixture
def bill(db) -> BillDay:
    day = timezone.localdate() - timedelta(days=2)
    return BillDay.objects.create(mchid="m", day=day, kind="trade", try_after=timezone.now())


@pytest.fixture
def difference(bill) -> Difference:
    return Difference.objects.create(
        bill=bill, kind="only_here", reference="x1", ours_fen=2680, found_at=timezone.now()
    )


@pytest.fixture
def wanted(paid, buyer_li, placed):
    details = details_checked(
        kind=FapiaoKind.PERSONAL, title="李晓梅", tax_number="", email="li@example.com"
    )
    [request] = fapiao_request(
        order_number=placed.number, buyer=buyer_li, details=details, now=timezone.now()
    )
    return request


def test_dead_letter_says_why_and_is_put_back(dead, finance):
    url = f"/console/mall_kernel/outboxmessage/{dead.pk}/change/"
    assert "对方系统没有及时应答" in finance.get(url).content.decode()

    response = act(finance, dead, "retry")

    assert response["Location"] == url
    dead.refresh_from_db()
    assert (dead.state, dead.attempts) == (OutboxState.PENDING, 0)
    assert last_action()[:2] == ("kernel.outbox.retried", "staff")


def test_many_dead_letters_are_put_back_at_once(dead, finance):
    other = OutboxMessage.objects.create(
        topic="orders.paid", key="8", payload={}, state=OutboxState.DEAD, due_at=timezone.now()
    )
    data = {"action": "retry_selected", "_selected_action": [dead.pk, other.pk]}

    finance.post("/console/mall_kernel/outboxmessage/", data)

    assert not OutboxMessage.objects.filter(state=OutboxState.DEAD).exists()
    assert AuditEntry.objects.filter(action="kernel.outbox.retried").count() == 2


def test_refund_is_owed_once_however_often_the_form_is_sent(paid, finance):
    url = f"/console/mall_wechat_pay/wechatpayment/{paid.pk}/do/refund/"
    key = finance.get(url).context["form"]["key"].initial
    form = {"key": key, "yuan": "10.00", "reason": "goodwill"}

    for _ in range(2):
        assert finance.post(url, form).status_code == 302

    refund = WechatRefund.objects.get()
    assert (refund.fen, refund.reason) == (1000, "goodwill")
    assert last_action()[:2] == ("wechat_pay.refund.requested", "staff")


@pytest.mark.parametrize("yuan", ["26.81", "0", "-1", "1.001", "viel", ""])
def test_impossible_refund_changes_nothing(paid, finance, yuan):
    response = act(finance, paid, "refund", yuan=yuan, reason="goodwill")

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not WechatRefund.objects.exists()


def test_refused_refund_explains_itself_and_is_tried_again(refused, finance):
    url = f"/console/mall_wechat_pay/wechatrefund/{refused.pk}/change/"
    assert "重新发起" in finance.get(url).content.decode()

    act(finance, refused, "retry")

    again = WechatRefund.objects.exclude(pk=refused.pk).get()
    assert (again.retry_of, again.fen, again.state) == (refused, 500, "requested")
    assert "不用再管" in finance.get(url).content.decode()


def test_order_is_shipped_and_its_label_mended(paid, at_desk):
    service = at_desk(Role.SERVICE)
    order = PlacedOrder.objects.get()
    label = {"method": "express", "company": "ZTO", "tracking": "75312345678901"}

    assert act(service, order, "ship", **label).status_code == 302

    shipment = Shipment.objects.get()
    assert shipment.state == "owed"
    assert shipment.parcels.get().tracking_no == "75312345678901"
    Shipment.objects.update(state="refused", last_error="运单号不存在")
    act(service, shipment, "correct", **{**label, "tracking": "75312345678902"})
    assert shipment.parcels.get().tracking_no == "75312345678902"
    assert last_action()[:2] == ("shipments.shipment.corrected", "staff")


def test_label_that_cannot_be_is_refused_and_nothing_leaves(paid, at_desk):
    service, order = at_desk(Role.SERVICE), PlacedOrder.objects.get()

    for label in (
        {"method": "express", "company": "ZTO", "tracking": "?"},
        {"method": "express", "company": "", "tracking": "75312345678901"},
        {"method": "express", "company": "ZTO", "tracking": ""},
    ):
        assert act(service, order, "ship", **label).status_code == 200
    assert not Shipment.objects.exists()


def test_difference_is_resolved_with_a_note(difference, finance):
    assert act(finance, difference, "resolve", note=" ").status_code == 200
    difference.refresh_from_db()
    assert difference.state == "open"

    act(finance, difference, "resolve", note="商户平台已核对，到账延迟。")

    difference.refresh_from_db()
    assert difference.state == "resolved"
    assert last_action() == (
        "reconciliation.difference.resolved",
        "accountant",
        "商户平台已核对，到账延迟。",
    )


def test_day_is_run_again_in_the_background_and_tells_how_far_it_is(
    bill, finance, monkeypatch, django_capture_on_commit_callbacks
):
    run = []
    monkeypatch.setattr(day_rerun, "day_reconcile", lambda **given: run.append(given["day"]))
    monkeypatch.setattr(day_rerun, "bill_gateway", lambda: None)
    progress = f"/console/mall_reconciliation/billday/{bill.pk}/progress/"

    with django_capture_on_commit_callbacks() as queued:
        act(finance, bill, "rerun", reason="账单补发")
    assert "已排队" in finance.get(progress).content.decode()
    assert finance.get(progress).status_code == 200
    for callback in queued:
        callback()

    assert run == [bill.day]
    done = finance.get(progress)
    assert "已重新对完" in done.content.decode()
    assert done.status_code == 286
    # A page made before is loaded again, one made since is not.
    assert finance.get(f"{progress}?seen=running")["HX-Refresh"] == "true"
    assert "HX-Refresh" not in finance.get(f"{progress}?seen=done")
    assert last_action() == ("reconciliation.bill.rerun_asked", "staff", "账单补发")


def test_run_that_fails_says_why(bill, finance, monkeypatch):
    from plugins.kernel.errors import GatewayError

    def broken(**_given):
        raise GatewayError("WeChat is away")

    monkeypatch.setattr(day_rerun, "day_reconcile", broken)
    monkeypatch.setattr(day_rerun, "bill_gateway", lambda: None)

    day_rerun.day_rerun(day=bill.day, actor="staff:1", now=timezone.now())

    progress = finance.get(f"/console/mall_reconciliation/billday/{bill.pk}/progress/")
    assert "WeChat is away" in progress.content.decode()
    cache.clear()
    assert finance.get(f"/console/mall_reconciliation/billday/{bill.pk}/change/").status_code == 200


def test_workbook_is_handed_out_and_written_down(bill, finance):
    response = act(finance, bill, "export")

    assert b"".join(response.streaming_content)[:2] == b"PK"
    assert last_action()[:2] == ("reconciliation.bill.exported", "staff")


def test_fapiao_is_masked_revealed_with_a_reason_and_issued(wanted, finance):
    page = finance.get(f"/console/mall_fapiao/fapiaorequest/{wanted.pk}/change/").content.decode()
    assert "李晓梅" not in page
    assert "li@example.com" not in page

    assert "li@example.com" not in act(finance, wanted, "reveal", reason="").content.decode()
    shown = act(finance, wanted, "reveal", reason="开票需要").content.decode()
    assert "li@example.com" in shown
    assert last_action() == ("fapiao.request.revealed", "staff", "开票需要")

    facts = {
        "number": "26422000000012345678",
        "issued_on": timezone.localdate().isoformat(),
        "yuan": "26.80",
        "revision": "1",
    }
    assert act(finance, wanted, "issue", **{**facts, "yuan": "20.00"}).status_code == 200
    assert act(finance, wanted, "issue", **facts).status_code == 302
    wanted.refresh_from_db()
    assert (wanted.state, wanted.issued_fen) == ("issued", 2680)


def test_fapiao_is_refused_with_a_reason(wanted, finance):
    act(finance, wanted, "refuse", reason="details_wrong", note="税号少一位")

    wanted.refresh_from_db()
    assert (wanted.state, wanted.refusal_note) == ("refused", "税号少一位")


def test_recipient_is_shown_to_service_with_a_reason_and_written_down(paid, at_desk):
    order = PlacedOrder.objects.get()

    shown = act(at_desk(Role.SERVICE), order, "recipient", reason="买家来电改地址")

    assert "金牛镇东街 8 号" in shown.content.decode()
    assert last_action() == ("orders.order.recipient_revealed", "staff", "买家来电改地址")


@pytest.mark.parametrize(
    ("role", "model", "action"),
    [
        (Role.SERVICE, WechatPayment, "refund"),
        (Role.BRAND_OFFICE, WechatPayment, "refund"),
        (Role.FINANCE, PlacedOrder, "recipient"),
        (Role.FINANCE, PlacedOrder, "ship"),
        (Role.MARKETING, PlacedOrder, "ship"),
    ],
)
def test_others_may_not(paid, at_desk, role, model, action):
    meta, pk = model._meta, model.objects.get().pk
    url = f"/console/{meta.app_label}/{meta.model_name}/{pk}/do/{action}/"
    browser = at_desk(role)
    trail = AuditEntry.objects.count()

    assert browser.get(url).status_code == 403
    assert browser.post(url, {"key": "k", "reason": "r", "yuan": "1"}).status_code == 403
    assert AuditEntry.objects.count() == trail
    assert not WechatRefund.objects.exists()


def test_unknown_action_is_not_found(paid, finance):
    url = f"/console/mall_wechat_pay/wechatpayment/{paid.pk}/do/steal/"

    assert finance.get(url).status_code == 404
