"""What a buyer does with requests."""

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.models import ProtectedError

from plugins.fapiao import errors
from plugins.fapiao.models import FapiaoRequest
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import fapiao_of_buyer
from plugins.fapiao.services.fapiao_refuse import fapiao_refuse
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.fapiao.services.fapiao_withdraw import fapiao_withdraw
from plugins.kernel.audit import history_of
from plugins.orders.public import OrderNotFound
from tests.unit.fapiao.conftest import NOW, PAID_AT, enterprise, give_back, person


def actions(request):
    return [(entry.action, entry.actor) for entry in history_of(request)]


def test_buyer_asks_for_a_fapiao_of_a_paid_order(paid, buyer_li):
    [request] = fapiao_request(
        order_number=paid.number, buyer=buyer_li, details=enterprise(), now=NOW
    )

    stored = FapiaoRequest.objects.get()
    assert stored == request
    assert (stored.order_id, stored.buyer, stored.state) == (paid.order_id, buyer_li, "requested")
    assert (stored.kind, stored.tax_number) == ("enterprise", "91350100M000100Y43")
    assert actions(stored) == [("fapiao.request.made", f"buyer:{buyer_li.pk}")]


def test_audit_trail_holds_no_personal_data(requested, paid, buyer_li):
    fapiao_request(order_number=paid.number, buyer=buyer_li, details=enterprise(), now=NOW)

    written = str([entry.details for entry in history_of(requested)])
    assert "李晓梅" not in written
    assert "@" not in written


def test_asking_again_changes_the_one_request(requested, paid, buyer_li):
    [changed] = fapiao_request(
        order_number=paid.number, buyer=buyer_li, details=enterprise(), now=NOW
    )

    assert (changed.pk, changed.revision, changed.kind) == (requested.pk, 2, "enterprise")
    assert changed.requested_at == PAID_AT
    assert FapiaoRequest.objects.count() == 1
    [_, entry] = history_of(requested)
    assert entry.details == {
        "changed": ["kind", "title", "tax_number", "email"],
        "revision": 2,
    }


def test_asking_for_the_same_again_changes_nothing(requested, paid, buyer_li):
    [same] = fapiao_request(order_number=paid.number, buyer=buyer_li, details=person(), now=NOW)

    assert same.revision == 1
    assert len(actions(requested)) == 1


def test_unpaid_order_gets_none(placed_by, buyer_li):
    placed = placed_by(buyer_li)

    with pytest.raises(errors.OrderNotPaid):
        fapiao_request(order_number=placed.number, buyer=buyer_li, details=person(), now=NOW)
    assert FapiaoRequest.objects.count() == 0


def test_order_refunded_in_full_gets_none(paid, buyer_li):
    give_back(paid, 2680)

    with pytest.raises(errors.OrderNotPaid):
        fapiao_request(order_number=paid.number, buyer=buyer_li, details=person(), now=NOW)
    assert FapiaoRequest.objects.count() == 0


def test_other_peoples_orders_do_not_exist(requested, paid, buyer_zhou):
    for call in (
        lambda: fapiao_request(
            order_number=paid.number, buyer=buyer_zhou, details=enterprise(), now=NOW
        ),
        lambda: fapiao_withdraw(order_number=paid.number, buyer=buyer_zhou, now=NOW),
        lambda: fapiao_of_buyer(order_number=paid.number, buyer=buyer_zhou),
    ):
        with pytest.raises(OrderNotFound):
            call()

    requested.refresh_from_db()
    assert (requested.state, requested.title, requested.revision) == ("requested", "李晓梅", 1)


def test_withdrawn_request_makes_room_for_a_new_one(requested, paid, buyer_li):
    [withdrawn] = fapiao_withdraw(order_number=paid.number, buyer=buyer_li, now=NOW)
    [again] = fapiao_request(order_number=paid.number, buyer=buyer_li, details=person(), now=NOW)

    assert (withdrawn.state, withdrawn.decided_at) == ("withdrawn", NOW)
    assert again.pk != requested.pk
    assert fapiao_of_buyer(order_number=paid.number, buyer=buyer_li) == [again]
    assert actions(requested)[-1] == ("fapiao.request.withdrawn", f"buyer:{buyer_li.pk}")


def test_refused_buyer_may_ask_again(requested, paid, buyer_li):
    fapiao_refuse(
        request_id=requested.pk,
        reason=RefusalReason.DETAILS_WRONG,
        note="请核对抬头",
        actor="staff:1",
        now=NOW,
    )

    [again] = fapiao_request(order_number=paid.number, buyer=buyer_li, details=person(), now=NOW)

    assert (again.state, FapiaoRequest.objects.count()) == ("requested", 2)


def test_nothing_is_withdrawn_where_nothing_was_asked(paid, buyer_li):
    with pytest.raises(errors.FapiaoNotFound):
        fapiao_withdraw(order_number=paid.number, buyer=buyer_li, now=NOW)


def test_issued_fapiao_is_neither_changed_nor_withdrawn(settled, paid, buyer_li):
    with pytest.raises(errors.AlreadyIssued):
        fapiao_request(order_number=paid.number, buyer=buyer_li, details=enterprise(), now=NOW)
    with pytest.raises(errors.AlreadyIssued):
        fapiao_withdraw(order_number=paid.number, buyer=buyer_li, now=NOW)

    settled.refresh_from_db()
    assert (settled.state, settled.title) == ("issued", "李晓梅")


@pytest.mark.parametrize(
    "broken",
    [
        {"tax_number": "91350100M000100Y43"},
        {"kind": "enterprise", "tax_number": ""},
        {"number": "26422000000012345678"},
        {"state": "issued"},
        {"state": "refused"},
        {"state": "withdrawn"},
    ],
)
def test_database_refuses_half_truths(requested, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        FapiaoRequest.objects.filter(pk=requested.pk).update(**broken)


def test_database_refuses_a_second_live_request(requested):
    requested.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        requested.save(force_insert=True)


def test_requests_are_never_deleted(requested, buyer_li):
    with pytest.raises(InternalError, match="five years"), transaction.atomic():
        FapiaoRequest.objects.all().delete()
    with pytest.raises(ProtectedError):
        buyer_li.delete()

    assert FapiaoRequest.objects.filter(pk=requested.pk).exists()
