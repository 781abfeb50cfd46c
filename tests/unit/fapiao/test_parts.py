"""One order of two enterprises: each owes its own fapiao, over its own amount."""

from __future__ import annotations

import importlib
import io

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from saleor.account.models import User

from plugins.fapiao import errors
from plugins.fapiao.models import FapiaoRequest, RedLetter
from plugins.fapiao.selectors import entry_of, fapiao_of_buyer, fapiao_requests, fapiao_with_excess
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.fapiao.services.fapiao_withdraw import fapiao_withdraw
from plugins.fapiao.services.member_fapiao import member_issue, member_red_letter
from plugins.kernel.models import AuditEntry
from plugins.marketplace.errors import RoleMissing
from tests.unit.after_sales.conftest import approve, ask, buy, mahua, settle, wechat
from tests.unit.child_orders.conftest import bakery, child_of, follow, orchard, peach, placed, wang
from tests.unit.console.conftest import browser_of
from tests.unit.fapiao.conftest import person
from tests.unit.marketplace.conftest import join

__all__ = [
    "approve",
    "ask",
    "bakery",
    "browser_of",
    "buy",
    "child_of",
    "follow",
    "mahua",
    "orchard",
    "peach",
    "placed",
    "settle",
    "wang",
    "wechat",
]
pytestmark = pytest.mark.django_db
NUMBER, OTHER, RED = "26422000000012345678", "26422000000012345679", "26422000000099999999"
PDF = b"%PDF-1.7\n%fapiao"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def sun(orchard):
    """孙会计 of the orchard."""
    return join(orchard, "sun@orchard.example", "finance")


@pytest.fixture
def peng(bakery):
    """彭会计 of the bakery."""
    return join(bakery, "peng@bakery.example", "finance")


@pytest.fixture
def desk(sun, browser_of):
    return browser_of(User.objects.get(pk=sun.user_id))


@pytest.fixture
def asked(placed, buyer_li) -> dict[int, FapiaoRequest]:
    """Li's requests by enterprise."""
    requests = fapiao_request(
        order_number=placed.number, buyer=buyer_li, details=person(), now=timezone.now()
    )
    return {request.child_order.enterprise_id: request for request in requests}


def issued(fen: int, number: str = NUMBER) -> IssuedFapiao:
    return IssuedFapiao(number, timezone.localdate(), fen)


def at(page: str, *ids) -> str:
    return reverse(f"enterprise:fapiao{page}", args=ids)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_each_enterprise_is_asked_for_its_own_part(asked, child_of, bakery, orchard):
    now = timezone.now()

    amounts = {maker: entry_of(request, now=now).total_fen for maker, request in asked.items()}

    assert amounts == {each.pk: child_of(each).total_fen for each in (bakery, orchard)}
    assert sum(amounts.values()) == 16420


def test_refund_of_one_part_lowers_that_part_alone(
    asked, ask, approve, settle, peach, sun, peng, child_of, bakery, orchard
):
    approve(ask({peach: 1}))
    settle()

    with pytest.raises(errors.AmountDiffers) as refusal:
        member_issue(
            actor=sun,
            request_id=asked[orchard.pk].pk,
            revision=1,
            issued=issued(child_of(orchard).total_fen),
            now=timezone.now(),
        )
    left = child_of(orchard).total_fen - 4990
    assert refusal.value.params == {"total_fen": left}
    member_issue(
        actor=sun,
        request_id=asked[orchard.pk].pk,
        revision=1,
        issued=issued(left),
        now=timezone.now(),
    )
    member_issue(
        actor=peng,
        request_id=asked[bakery.pk].pk,
        revision=1,
        issued=issued(child_of(bakery).total_fen, OTHER),
        now=timezone.now(),
    )


def test_asking_again_changes_what_is_not_made_out(asked, placed, buyer_li, sun, orchard, child_of):
    member_issue(
        actor=sun,
        request_id=asked[orchard.pk].pk,
        revision=1,
        issued=issued(child_of(orchard).total_fen),
        now=timezone.now(),
    )

    again = fapiao_request(
        order_number=placed.number, buyer=buyer_li, details=person("李梅"), now=timezone.now()
    )

    assert sorted((each.state, each.title) for each in again) == [
        ("issued", "李晓梅"),
        ("requested", "李梅"),
    ]
    with pytest.raises(errors.AlreadyIssued):
        fapiao_request(
            order_number=placed.number,
            buyer=buyer_li,
            details=person("李梅"),
            now=timezone.now(),
            part_number=child_of(orchard).number,
        )
    withdrawn = fapiao_withdraw(order_number=placed.number, buyer=buyer_li, now=timezone.now())
    assert len(withdrawn) == 1


def test_part_of_another_order_is_not_there(placed, buyer_li):
    with pytest.raises(errors.PartNotFound):
        fapiao_request(
            order_number=placed.number,
            buyer=buyer_li,
            details=person(),
            now=timezone.now(),
            part_number="25010100001-1",
        )


def test_red_letter_is_due_after_a_refund_and_settles_it(
    asked, ask, approve, settle, follow, peach, sun, orchard, child_of
):
    request = asked[orchard.pk]
    member_issue(
        actor=sun,
        request_id=request.pk,
        revision=1,
        issued=issued(child_of(orchard).total_fen),
        now=timezone.now(),
    )
    today = timezone.localdate()
    with pytest.raises(errors.NothingToTakeBack):
        member_red_letter(
            actor=sun,
            request_id=request.pk,
            number=RED,
            issued_on=today,
            fen=4990,
            now=timezone.now(),
        )
    approve(ask({peach: 1}))
    settle()
    follow()

    assert list(fapiao_with_excess(fapiao_requests())) == [request]
    for number, fen, refusal in (
        (RED, 4989, errors.RedLetterDiffers),
        (NUMBER, 4990, errors.FapiaoNumberUsed),
    ):
        with pytest.raises(refusal):
            member_red_letter(
                actor=sun,
                request_id=request.pk,
                number=number,
                issued_on=today,
                fen=fen,
                now=timezone.now(),
            )
    for _ in range(2):  # the same again is the same
        member_red_letter(
            actor=sun,
            request_id=request.pk,
            number=RED,
            issued_on=today,
            fen=4990,
            now=timezone.now(),
        )

    assert RedLetter.objects.get().fen == 4990
    assert not fapiao_with_excess(fapiao_requests()).exists()
    assert entry_of(fapiao_requests().get(pk=request.pk), now=timezone.now()).excess_fen == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        RedLetter.objects.update(fen=1)


def test_enterprise_lists_reveals_and_records_with_a_file(
    desk, asked, orchard, bakery, child_of, placed, buyer_li, client, django_assert_max_num_queries
):
    request = asked[orchard.pk]
    with django_assert_max_num_queries(30):
        shown = text_of(desk.get(at("")))
    assert child_of(orchard).number in shown
    assert child_of(bakery).number not in shown
    assert "李晓梅" not in shown

    page = text_of(desk.get(at("_one", request.pk)))
    assert "li@example.com" not in page
    assert "li@example.com" in text_of(desk.post(at("_reveal", request.pk)))
    [look] = AuditEntry.objects.filter(action="fapiao.request.revealed")
    assert (look.object_id, look.reason) == (str(request.pk), "开票")

    given = {
        "key": "k",
        "number": NUMBER,
        "issued_on": timezone.localdate().isoformat(),
        "yuan": f"{child_of(orchard).total_fen / 100:.2f}",
        "revision": "1",
    }
    wrong = SimpleUploadedFile("a.pdf", b"MZ not a pdf")
    assert desk.post(at("_issue", request.pk), {**given, "file": wrong}).status_code == 200
    assert FapiaoRequest.objects.get(pk=request.pk).state == "requested"
    right = SimpleUploadedFile("a.pdf", PDF)
    assert desk.post(at("_issue", request.pk), {**given, "file": right}).status_code == 302

    own = desk.get(at("_own_file", request.pk))
    assert b"".join(own.streaming_content) == PDF
    mine = {each.pk: each for each in fapiao_of_buyer(order_number=placed.number, buyer=buyer_li)}
    assert mine[request.pk].file


def test_buyer_loads_the_file_by_a_signed_address(
    client_of, desk, asked, orchard, child_of, placed, buyer_li, client
):
    desk.post(
        at("_issue", asked[orchard.pk].pk),
        {
            "key": "k",
            "number": NUMBER,
            "issued_on": timezone.localdate().isoformat(),
            "yuan": f"{child_of(orchard).total_fen / 100:.2f}",
            "revision": "1",
            "file": SimpleUploadedFile("a.pdf", PDF),
        },
    )

    read = client_of(buyer_li).data("MyFapiaos", orderNumber=placed.number)["myFapiaos"]

    by_seller = {each["sellerName"]: each for each in read}
    assert set(by_seller) == {"沼山桃社", child_of_other(asked, orchard)}
    link = by_seller["沼山桃社"]["document"]
    answer = client.get(link)
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("application/pdf", PDF)
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(link[:-4] + "xyz/").status_code == 404


def child_of_other(asked, orchard) -> str:
    [other] = [
        each.child_order.enterprise.name for maker, each in asked.items() if maker != orchard.pk
    ]
    return other


@pytest.mark.parametrize("page", ["_one", "_issue", "_refuse", "_take_back"])
def test_other_enterprises_requests_do_not_exist(peng, browser_of, asked, orchard, page):
    stranger = browser_of(User.objects.get(pk=peng.user_id))

    assert stranger.get(at(page, asked[orchard.pk].pk)).status_code == 404
    assert stranger.post(at("_reveal", asked[orchard.pk].pk)).status_code == 404


def test_who_ships_keeps_no_books(wang, browser_of, asked, orchard):
    browser = browser_of(User.objects.get(pk=wang.user_id))

    assert browser.get(at("")).status_code == 403
    with pytest.raises(RoleMissing):
        member_issue(
            actor=wang,
            request_id=asked[orchard.pk].pk,
            revision=1,
            issued=issued(1),
            now=timezone.now(),
        )


def test_export_holds_what_waits_in_full_and_is_written_down(desk, asked, orchard, child_of):
    answer = desk.post(at("_export"))

    rows = list(load_workbook(io.BytesIO(answer.content)).active.values)
    assert len(rows) == 2
    row = dict(zip(rows[0], rows[1], strict=True))
    assert (row["订单号"], row["抬头"], row["邮箱"]) == (
        child_of(orchard).number,
        "李晓梅",
        "li@example.com",
    )
    assert round(row["金额（元）"] * 100) == child_of(orchard).total_fen
    assert [
        each.reason for each in AuditEntry.objects.filter(action="fapiao.request.revealed")
    ] == ["导出待开发票"]
    assert desk.get(at("_export")).status_code == 405


def test_refusal_reaches_the_buyer(desk, asked, orchard):
    answer = desk.post(
        at("_refuse", asked[orchard.pk].pk),
        {"key": "k", "reason": "details_wrong", "note": "请填姓名全称"},
    )

    assert answer.status_code == 302
    request = FapiaoRequest.objects.get(pk=asked[orchard.pk].pk)
    assert (request.state, request.refusal_note) == ("refused", "请填姓名全称")


def test_database_refuses_the_part_of_another_order(asked, orchard, bakery, buy, buyer_li, mahua):
    other = buy(buyer_li, (mahua, 2))
    child = other.order.child_orders.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        FapiaoRequest.objects.filter(pk=asked[orchard.pk].pk).update(child_order=child)


def test_earlier_requests_are_divided_among_the_enterprises(placed, buyer_li, child_of, bakery):
    whole = FapiaoRequest.objects.create(
        order_id=placed.order_id,
        buyer=buyer_li,
        kind="personal",
        title="李晓梅",
        email="li@example.com",
        requested_at=timezone.now(),
    )
    migration = importlib.import_module("plugins.fapiao.migrations.0004_parts")

    migration.divide(apps, connection.schema_editor())

    divided = FapiaoRequest.objects.filter(order=placed.order_id)
    assert divided.count() == 2
    assert set(divided.values_list("child_order", flat=True)) == set(
        placed.order.child_orders.values_list("pk", flat=True)
    )
    assert set(divided.values_list("title", "requested_at")) == {("李晓梅", whole.requested_at)}
    [entry] = AuditEntry.objects.filter(reason="divided")
    assert entry.object_id == str(divided.exclude(pk=whole.pk).get().pk)


def test_whole_order_issued_earlier_stays_whole(placed, buyer_li):
    whole = FapiaoRequest.objects.create(
        order_id=placed.order_id,
        buyer=buyer_li,
        kind="personal",
        title="李晓梅",
        email="li@example.com",
        requested_at=timezone.now(),
    )
    fapiao_issue(
        request_id=whole.pk,
        revision=1,
        issued=issued(16420),
        actor="staff:1",
        now=timezone.now(),
    )
    migration = importlib.import_module("plugins.fapiao.migrations.0004_parts")

    migration.divide(apps, connection.schema_editor())

    assert FapiaoRequest.objects.get().child_order is None
    with pytest.raises(errors.AlreadyIssued):
        fapiao_request(
            order_number=placed.number, buyer=buyer_li, details=person(), now=timezone.now()
        )
