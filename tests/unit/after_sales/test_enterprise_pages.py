"""An enterprise answers the cases about its goods; other enterprises' cases do not exist."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from saleor.account.models import User
from saleor.warehouse.models import Stock

from plugins.after_sales import errors
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_return import case_return_sent
from plugins.after_sales.services.cases_sweep import cases_sweep
from plugins.after_sales.services.member_answer import member_approve, member_receive
from plugins.after_sales.services.picture_keep import picture_keep
from plugins.child_orders.services.child_ship import child_ship
from plugins.kernel.models import AuditEntry
from plugins.marketplace.errors import RoleMissing
from plugins.shipments.rules import Method
from tests.unit.after_sales.conftest import BACK
from tests.unit.child_orders.conftest import (
    ZTO,
    bakery,
    child_of,
    follow,
    hu,
    orchard,
    peach,
    placed,
    wang,
)
from tests.unit.console.conftest import browser_of
from tests.unit.marketplace.conftest import join

__all__ = [
    "bakery",
    "browser_of",
    "child_of",
    "follow",
    "hu",
    "orchard",
    "peach",
    "placed",
    "wang",
]
pytestmark = pytest.mark.django_db
RETURN_TO = "沼山桃社 王社长 0714-8765432 大冶市保安镇沼山村 3 号"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def desk(wang, browser_of):
    return browser_of(User.objects.get(pk=wang.user_id))


@pytest.fixture
def shipped(wang, child_of, orchard, follow):
    """The orchard's peaches have left."""
    child_ship(
        actor=wang,
        number=child_of(orchard).number,
        labels=[ZTO],
        method=Method.EXPRESS,
        now=timezone.now(),
    )
    follow()


@pytest.fixture
def quality(ask, peach, shipped) -> Case:
    """Li says that one peach arrived bruised and wants to send it back."""
    return ask(
        {peach: 1},
        reason=Reason.QUALITY,
        kind=Kind.RETURN_AND_REFUND,
        description="有一个压坏了",
    )


def at(page: str, *ids) -> str:
    return reverse(f"enterprise:after_sales{page}", args=ids)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def post(desk, page: str, case: Case, **data):
    return desk.post(at(f"_{page}", case.number), {"key": "k", **data})


def test_goods_of_two_enterprises_need_a_case_each(ask, mahua, peach):
    with pytest.raises(errors.EnterprisesMixed):
        ask({mahua: 1, peach: 1})

    assert not Case.objects.exists()


def test_each_enterprises_shipping_goes_back_with_the_last_of_its_goods(
    ask, approve, settle, follow, mahua, peach, child_of, bakery, orchard
):
    """Both whole parts, asked for before either is decided: nothing of shipping is left over."""
    cases = [ask({mahua: 3}), ask({peach: 2})]

    assert [case.shipping_fen for case in cases] == [
        child_of(bakery).shipping_fen,
        child_of(orchard).shipping_fen,
    ]
    for case in cases:
        approve(case)
        settle()
    follow()
    for enterprise in (bakery, orchard):
        child = child_of(enterprise)
        assert child.refunded_fen == child.total_fen
        assert child.state == "refunded"


def test_list_shows_own_cases_and_a_masked_buyer(
    desk, ask, mahua, quality, django_assert_max_num_queries
):
    other = ask({mahua: 1})

    with django_assert_max_num_queries(30):
        shown = text_of(desk.get(at("")))

    assert quality.number in shown
    assert "还剩 47 小时" in shown
    assert other.number not in shown
    assert "李晓梅" not in shown


@pytest.mark.parametrize(
    "page", ["_case", "_approve", "_refuse", "_receive", "_return_to"], ids=str
)
def test_other_enterprises_cases_do_not_exist(hu, browser_of, quality, page):
    stranger = browser_of(User.objects.get(pk=hu.user_id))

    assert stranger.get(at(page, quality.number)).status_code == 404
    assert stranger.post(at(page, quality.number), {"key": "k"}).status_code in (404, 405)


def test_who_keeps_books_does_not_answer(orchard, browser_of, quality):
    sun = join(orchard, "sun@orchard.example", "finance")
    browser = browser_of(User.objects.get(pk=sun.user_id))

    assert browser.get(at("_case", quality.number)).status_code == 403
    with pytest.raises(RoleMissing):
        member_approve(actor=sun, number=quality.number, now=timezone.now())


def test_return_is_agreed_with_an_address_and_received(
    desk, quality, buyer_li, peach, settle, wang
):
    assert post(desk, "approve", quality, return_to="", note="").status_code == 200
    assert Case.objects.get().state == "requested"

    assert post(desk, "approve", quality, return_to=RETURN_TO, note="请附纸条").status_code == 302
    case = Case.objects.get()
    assert (case.state, case.return_to, case.answered_by) == (
        "waiting_return",
        RETURN_TO,
        str(wang),
    )

    case_return_sent(number=case.number, buyer=buyer_li, label=BACK, now=timezone.now())
    assert BACK.tracking_no in text_of(desk.get(at("_case", case.number)))
    before = Stock.objects.get(product_variant=peach).quantity
    line = case.lines.get().line.order_line_id
    assert post(desk, "receive", case, **{f"line_{line}": 1}).status_code == 302
    settle()
    case.refresh_from_db()
    assert case.state == "refunded"
    assert Stock.objects.get(product_variant=peach).quantity == before + 1


def test_refusal_needs_words_that_the_buyer_reads(desk, quality):
    assert post(desk, "refuse", quality, note=" ").status_code == 200
    assert post(desk, "refuse", quality, note="照片里不是我们的货。").status_code == 302

    case = Case.objects.get()
    assert (case.state, case.answer_note) == ("refused", "照片里不是我们的货。")


def test_who_comes_too_late_is_told_and_changes_nothing(desk, quality):
    post(desk, "refuse", quality, note="照片里不是我们的货。")

    answer = desk.post(
        at("_approve", quality.number), {"key": "k", "return_to": RETURN_TO}, follow=True
    )

    assert "这笔售后现在是“商家已拒绝”，没有改动。" in text_of(answer)
    assert Case.objects.get().state == "refused"


def test_address_can_be_corrected_until_the_goods_are_sent(desk, quality, buyer_li):
    cases_sweep(now=timezone.now() + timedelta(hours=49))
    assert Case.objects.get().state == "waiting_return"
    assert "买家还不知道寄到哪里" in text_of(desk.get(at("_case", quality.number)))

    assert post(desk, "return_to", quality, return_to="短").status_code == 200
    assert post(desk, "return_to", quality, return_to=RETURN_TO).status_code == 302
    assert Case.objects.get().return_to == RETURN_TO

    case_return_sent(number=quality.number, buyer=buyer_li, label=BACK, now=timezone.now())
    post(desk, "return_to", quality, return_to=f"{RETURN_TO} 改")
    assert Case.objects.get().return_to == RETURN_TO


def test_silence_sends_goods_where_the_last_ones_went(wang, ask, peach, quality, buyer_li):
    now = timezone.now()
    member_approve(actor=wang, number=quality.number, return_to=RETURN_TO, now=now)
    case_return_sent(number=quality.number, buyer=buyer_li, label=BACK, now=now)
    member_receive(actor=wang, number=quality.number, resaleable={}, now=now)
    second = ask({peach: 1}, reason=Reason.QUALITY, kind=Kind.RETURN_AND_REFUND)

    cases_sweep(now=now + timedelta(hours=49))

    second.refresh_from_db()
    assert (second.state, second.return_to) == ("waiting_return", RETURN_TO)


def test_pictures_are_seen_by_the_enterprise_alone_and_each_look_is_written_down(
    desk, hu, wang, browser_of, ask, peach, buyer_li, shipped
):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#a33").save(file, "PNG")
    file.seek(0)
    picture = picture_keep(buyer=buyer_li, file=file, now=timezone.now())
    case = ask({peach: 1}, reason=Reason.DAMAGED, pictures=[picture.name])
    url = at("_picture", case.number, picture.pk)

    assert url in text_of(desk.get(at("_case", case.number)))
    answer = desk.get(url)

    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "no-store"
    [look] = AuditEntry.objects.filter(action="after_sales.picture.shown")
    assert (look.actor, look.details) == (str(wang), {"case": case.number})
    stranger = browser_of(User.objects.get(pk=hu.user_id))
    assert stranger.get(url).status_code == 404
    assert desk.get(at("_picture", case.number, picture.pk + 1)).status_code == 404


def test_first_screen_says_what_is_nearly_over(desk, quality):
    page = text_of(desk.get(reverse("enterprise:index")))
    assert "售后待处理" in page

    Case.objects.update(remind_at=timezone.now() - timedelta(hours=1))

    assert "1 单快到期" in text_of(desk.get(reverse("enterprise:index")))


def test_reminder_names_who_has_to_act(quality, orchard):
    cases_sweep(now=timezone.now() + timedelta(hours=37))

    [entry] = AuditEntry.objects.filter(action="after_sales.case.deadline_near")
    assert entry.details["waits_for"] == "seller"
    assert entry.details["enterprise"] == orchard.pk
