"""The office arbitrates, finance refunds again, service answers where no enterprise can."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from brand_theme.console.roles import Role
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.services.case_arbitrate import case_decide, case_escalate
from plugins.kernel import audit
from plugins.wechat_pay.models import WechatRefund
from tests.unit.console.conftest import act, browser_of, roles, somebody

__all__ = ["browser_of", "roles", "somebody"]
pytestmark = pytest.mark.django_db
LIST = "/console/mall_after_sales/case/"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def office(somebody, browser_of):
    return browser_of(somebody(Role.BRAND_OFFICE))


@pytest.fixture
def appealed(ask, ship, mahua, refuse, buyer_li) -> Case:
    """Two bags of 麻花 (37.60) arrived crushed, the seller refused, Li appealed."""
    ship()
    case = ask({mahua: 2}, reason=Reason.DAMAGED, description="压碎了")
    refuse(case, "已按要求包装。")
    return case_escalate(
        number=case.number, buyer=buyer_li, appeal="外箱是瘪的。", now=timezone.now()
    )


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_list_and_page_say_who_waits(office, appealed, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        shown = text_of(office.get(f"{LIST}?state=arbitration"))
    page = text_of(office.get(f"{LIST}{appealed.pk}/change/"))

    assert appealed.number in shown
    for words in ("已按要求包装。", "外箱是瘪的。", "压碎了", "¥37.60"):
        assert words in page
    assert "李晓梅" not in page


@pytest.mark.parametrize(
    ("data", "state", "goes_back"),
    [
        ({"outcome": "buyer"}, "refunding", 3760),
        ({"outcome": "part", "amount": "12.35"}, "refunding", 1235),
        ({"outcome": "seller"}, "rejected", None),
    ],
    ids=["buyer", "part", "seller"],
)
def test_office_decides_with_a_reason_for_both(
    office, appealed, settle, buyer_li, data, state, goes_back
):
    assert act(office, appealed, "decide", note="图片可见外箱变形。", **data).status_code == 302

    appealed.refresh_from_db()
    assert (appealed.state, appealed.decision_note) == (state, "图片可见外箱变形。")
    refunds = list(WechatRefund.objects.values_list("fen", flat=True))
    assert refunds == ([] if goes_back is None else [goes_back])
    if goes_back is not None:
        settle()
        appealed.refresh_from_db()
        assert appealed.state == "refunded"
        assert sum(line.refund_fen for line in appealed.lines.all()) == goes_back


@pytest.mark.parametrize(
    "data",
    [
        {"outcome": "part"},
        {"outcome": "part", "amount": "37.60"},
        {"outcome": "part", "amount": "37.61"},
        {"outcome": "seller", "amount": "1.00"},
        {"outcome": ""},
    ],
    ids=["nothing", "everything", "more", "for-the-seller", "undecided"],
)
def test_awards_that_mean_nothing_are_refused(office, appealed, data):
    assert act(office, appealed, "decide", note="理由", **data).status_code == 200

    appealed.refresh_from_db()
    assert (appealed.state, appealed.awarded_fen) == ("arbitration", None)


def test_goods_that_never_left_are_refunded_wholly_or_not_at_all(
    office, ask, mahua, refuse, buyer_li
):
    case = ask({mahua: 1})
    refuse(case)
    case_escalate(number=case.number, buyer=buyer_li, appeal="还没发货。", now=timezone.now())

    page = text_of(office.get(f"{LIST}{case.pk}/do/decide/"))

    assert "部分支持" not in page


def test_who_answered_does_not_arbitrate(office, somebody, browser_of, appealed):
    service = somebody(Role.SERVICE)
    Case.objects.filter(pk=appealed.pk).update(answered_by=audit.actor_of(service))
    browser = browser_of(service)

    assert "请由另一位同事裁定" in text_of(browser.get(f"{LIST}{appealed.pk}/change/"))
    assert act(browser, appealed, "decide", outcome="buyer", note="理由").status_code == 200
    assert Case.objects.get(pk=appealed.pk).state == "arbitration"


def test_finance_looks_and_refunds_but_does_not_arbitrate(somebody, browser_of, appealed):
    finance = browser_of(somebody(Role.FINANCE))

    assert f"{appealed.pk}/do/decide/" not in text_of(finance.get(f"{LIST}{appealed.pk}/change/"))
    assert finance.get(f"{LIST}{appealed.pk}/do/decide/").status_code == 403


def test_failed_refund_is_tried_again_by_finance(somebody, browser_of, ask, mahua, approve, settle):
    finance = browser_of(somebody(Role.FINANCE))
    case = ask({mahua: 1})
    approve(case)
    settle("CLOSED")
    case.refresh_from_db()
    assert case.state == "refund_failed"
    assert "售后退款异常" in text_of(finance.get("/console/"))

    assert act(finance, case, "refund_again").status_code == 302

    case.refresh_from_db()
    assert case.state == "refunding"


def test_first_screen_warns_before_enterprises_are_late(somebody, browser_of, ask, mahua):
    service = browser_of(somebody(Role.SERVICE))
    ask({mahua: 1})
    Case.objects.update(remind_at=timezone.now() - timedelta(minutes=5))

    assert "企业售后快超时" in text_of(service.get("/console/"))
    assert Case.objects.get().number in text_of(service.get(f"{LIST}?waits=near"))


def test_service_answers_what_no_enterprise_can(somebody, browser_of, ask, mahua):
    service = browser_of(somebody(Role.SERVICE))
    case = ask({mahua: 1})
    assert act(service, case, "approve", note="").status_code == 200

    other = ask({mahua: 1}, key="as-of-an-earlier-release")
    _disown(other)
    assert act(service, other, "approve", note="").status_code == 302
    other.refresh_from_db()
    assert other.state == "refunding"


def _disown(case: Case) -> None:
    """As a case of an earlier release over goods of several enterprises has it."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE mall_after_sales_case SET child_order_id = NULL WHERE id = %s", [case.pk]
        )
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_award_adds_up_with_shipping_to_the_fen(ask, ship, mahua, peach, refuse, buyer_li):
    ship()
    case = ask({mahua: 3, peach: 2}, reason=Reason.QUALITY, kind=Kind.RETURN_AND_REFUND)
    refuse(case)
    case_escalate(number=case.number, buyer=buyer_li, appeal="都坏了。", now=timezone.now())

    case_decide(
        case_id=case.pk,
        for_buyer=True,
        awarded_fen=9999,
        note="各半。",
        actor="staff:903",
        now=timezone.now(),
    )

    case.refresh_from_db()
    assert (case.state, WechatRefund.objects.get().fen) == ("refunding", 9999)
    assert case.fen == 16420
    lines = sum(line.refund_fen for line in case.lines.all())
    assert 0 < 9999 - lines < case.shipping_fen
