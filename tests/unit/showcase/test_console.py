"""The showcase at marketing's desk."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.page.models import Page

from brand_theme.console.roles import Role
from plugins.brand.public import day_of, midnight_after
from plugins.showcase.models import Card
from plugins.showcase.rules.cards import Opens
from tests.unit.console.conftest import act, at_desk, browser_of, roles, somebody
from tests.unit.showcase.conftest import picture

__all__ = ["at_desk", "browser_of", "roles", "somebody"]
pytestmark = pytest.mark.django_db
LIST = "/console/mall_showcase/card/"


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("peach.jpg", picture().read(), content_type="image/jpeg")


def test_marketing_puts_a_card_up_changes_it_and_takes_it_down(at_desk):
    desk, today = at_desk(Role.MARKETING), day_of(timezone.now())
    key = desk.get(f"{LIST}do/add/").context["form"]["key"].initial
    said = {
        "title": "莲子新上",
        "words": "剥开就是清香",
        "opens": "season",
        "first_day": str(today),
        "last_day": str(today),
        "position": "5",
    }

    refused = desk.post(f"{LIST}do/add/", {"key": key, **said, "target": "13", "picture": file()})
    assert "没有找到名为“13”的月份" in text_of(refused)
    desk.post(f"{LIST}do/add/", {"key": key, **said, "target": "now", "picture": file()})

    card = Card.objects.get()
    assert card.shown_until == midnight_after(today)
    listed = text_of(desk.get(LIST))
    assert "展示中" in listed
    assert "本月当季" in listed
    assert f'/showcase/{card.picture}-360.webp" width="120"' in listed

    act(desk, card, "change", **{**said, "target": "8", "title": "莲子当季"})
    act(desk, card, "hide")

    page = text_of(desk.get(f"{LIST}{card.pk}/change/"))
    for words in ("莲子当季", "8 月当季", "已停用", "修改首页陈列", "停用首页陈列", "启用"):
        assert words in page


def test_other_roles_have_no_business_there(at_desk):
    assert at_desk(Role.FINANCE).get(LIST).status_code == 403


def test_a_long_list_asks_no_more_and_says_how_each_stands(at_desk, put_up):
    def queries() -> tuple[int, str]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = text_of(desk.get(LIST))
        return len(asked), page

    desk, now = at_desk(Role.MARKETING), timezone.now()
    put_up(Opens.SEASON, "now")
    put_up(Opens.SEASON, "1", shown_from=now + timedelta(days=1))
    queries()
    few, _ = queries()
    for position in range(8):
        put_up(Opens.SEASON, "2", position=position)

    many, page = queries()

    assert many == few
    for words in ("展示中", "未到时间", "排不上，前面已满"):
        assert words in page


def test_desk_reads_what_a_card_opens_by_its_name(at_desk, put_up):
    Page.objects.create(slug="delivery", title="配送与运费", is_published=True)
    card = put_up(Opens.TEXT, "delivery")
    desk = at_desk(Role.MARKETING)

    assert "配送与运费" in text_of(desk.get(LIST))
    assert "配送与运费" in text_of(desk.get(f"{LIST}{card.pk}/change/"))
