"""消息: listed, opened, declined; staff see who was told what, with addresses masked."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from saleor.account.models import User

from brand_theme.console.roles import Role
from plugins.notices.models import DeclinedKind, Notice, NoticeCopy
from tests.unit.console.conftest import at_desk, browser_of, roles, somebody
from tests.unit.marketplace.conftest import orchard, owner_peng, owner_wang, pottery
from tests.unit.notices.test_telling import deliver, tell

__all__ = [
    "at_desk",
    "browser_of",
    "orchard",
    "owner_peng",
    "owner_wang",
    "pottery",
    "roles",
    "somebody",
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def wang(owner_wang, browser_of) -> Client:
    return browser_of(User.objects.get(pk=owner_wang.user_id))


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_unread_notices_are_counted_on_the_first_screen_until_read(wang, orchard, owner_wang):
    tell(orchard)
    deliver()
    copy = NoticeCopy.objects.get()

    assert "未读消息" in text_of(wang.get("/enterprise/"))
    assert "1 条未读" in text_of(wang.get(reverse("enterprise:notices")))
    page = text_of(wang.get(reverse("enterprise:notice", args=[copy.pk])))
    assert "最后有效日" in page
    assert reverse("enterprise:licences") in page
    assert "未读消息" not in text_of(wang.get("/enterprise/"))


def test_all_are_read_at_once(wang, orchard, owner_wang):
    for number in range(3):
        tell(orchard, title=f"许可 SC{number}")
    deliver()

    wang.post(reverse("enterprise:notices_read"))

    assert not NoticeCopy.objects.filter(read_at__isnull=True).exists()


def test_others_notices_do_not_exist(browser_of, owner_peng, orchard, owner_wang):
    tell(orchard)
    deliver()
    peng = browser_of(User.objects.get(pk=owner_peng.user_id))
    copy = NoticeCopy.objects.get()

    assert peng.get(reverse("enterprise:notice", args=[copy.pk])).status_code == 404
    peng.post(reverse("enterprise:notices_read"))
    assert NoticeCopy.objects.get().read_at is None
    assert copy.notice.subject not in text_of(peng.get(reverse("enterprise:notices")))


def test_kinds_are_chosen_and_unknown_ones_refused(wang, owner_wang):
    url = reverse("enterprise:notices_kinds")

    wang.post(url, {"kinds": ["licence", "money"]})
    assert set(DeclinedKind.objects.values_list("kind", flat=True)) == {
        "listing",
        "order",
        "after_sales",
        "credit",
    }
    assert "没有这类消息" in text_of(wang.post(url, {"kinds": ["gossip"]}, follow=True))
    assert DeclinedKind.objects.count() == 4


def test_staff_see_copies_with_masked_addresses(at_desk, orchard, owner_wang):
    tell(orchard)
    deliver()
    notice = Notice.objects.get()
    office = at_desk(Role.BRAND_OFFICE)

    page = text_of(office.get(f"/console/mall_notices/notice/{notice.pk}/change/"))

    assert "w***@orchard.example" in page
    assert "wang@orchard.example" not in page
    assert "1 人，已寄 1，已读 0" in text_of(office.get("/console/mall_notices/notice/"))


def test_many_notices_take_a_bounded_number_of_queries(
    wang, orchard, owner_wang, django_assert_max_num_queries
):
    for number in range(40):
        tell(orchard, title=f"许可 SC{number}")
    from plugins.kernel.models import OutboxMessage
    from plugins.notices.services.notices_write import write_notices

    for message in OutboxMessage.objects.filter(topic="notices.write"):
        write_notices(message.payload)
    assert NoticeCopy.objects.filter(member=owner_wang.member_id).count() == 40

    with django_assert_max_num_queries(20):
        assert wang.get(reverse("enterprise:notices")).status_code == 200
    NoticeCopy.objects.update(read_at=timezone.now())
