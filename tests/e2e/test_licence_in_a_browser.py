"""王社长 applies, the office checks, two experts score, the head decides: all in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Browser, Page, sync_playwright
from saleor.account.models import User

from brand_theme.console.contributions import grants
from brand_theme.console.roles import Role, roles_apply
from plugins.brand.models import Certificate
from plugins.brand.public import (
    Actor,
    BrandFacts,
    EnterpriseFacts,
    EnterpriseKind,
    MarkFacts,
    ProofNeed,
    TermsFacts,
    brand_establish,
    enterprise_register,
    enterprise_verify,
    goods_class_define,
    terms_adopt,
)
from plugins.marketplace.public import member_add
from tests.e2e.test_console_in_a_browser import PASSWORD, SWITCHES, program, watched

__all__ = ["program"]
#: A Monday; five working days later the notice is over.
MONDAY = datetime(2026, 3, 9, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
AFTER_NOTICE = MONDAY + timedelta(days=8)
PEOPLE = {
    "clerk": Role.BRAND_OFFICE,
    "first": Role.EXPERT,
    "second": Role.EXPERT,
    "head": Role.BRAND_HEAD,
}


@pytest.fixture
def clock(monkeypatch) -> list[datetime]:
    """What the shop takes for now, which the test moves on."""
    now = [MONDAY]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return now


@pytest.fixture
def office(transactional_db, clock) -> None:
    cache.clear()
    system = Actor.system("test")
    brand = brand_establish(
        facts=BrandFacts(
            slug="yeli-market",
            name="冶里集",
            name_en="Yeli Market",
            slogan="冶炉火，里湖山",
            story="大冶的乡里。",
            manual="不得变形。",
            office_name="大冶市区域公共品牌办公室",
            office_phone="",
            office_email="",
            office_address="",
        ),
        marks=[MarkFacts(slug="seal", name="冶里集印章标", picture="brand/art/brand/seal.svg")],
        actor=system,
    )
    terms_adopt(brand=brand, terms=TermsFacts(minimum_reviewers=2), actor=system, now=MONDAY)
    goods_class_define(
        slug="fruit",
        name="鲜果",
        standard="分级、无损伤",
        proof_need=ProofNeed.NONE,
        needs_report=False,
        position=1,
        actor=system,
    )
    coop = enterprise_register(
        facts=EnterpriseFacts(
            slug="zhaoshan-taoshe",
            name="沼山桃种植户",
            brand_name="沼山桃社",
            kind=EnterpriseKind.HOUSEHOLD,
            credit_code="",
            town="保安镇",
        ),
        contacts=[],
        actor=system,
        now=MONDAY,
    )
    enterprise_verify(enterprise_id=coop.pk, actor=system, now=MONDAY)
    wang = User.objects.create_user("wang@example.com", PASSWORD, first_name="王社长")
    wang.is_active = True
    wang.save()
    member_add(enterprise_id=coop.pk, user=wang, roles=["owner"], actor="system:test", now=MONDAY)
    roles_apply(grants=grants())
    for name, role in PEOPLE.items():
        user = User.objects.create_user(f"{name}@example.com", PASSWORD, is_staff=True)
        user.groups.add(Group.objects.get(name=role.value))


class Visit:
    """A browser window for each person, all watched by one pair of eyes."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.complaints: list[str] = []
        self.hosts: set[str] = set()

    @contextmanager
    def of(self, name: str, site: str = "console") -> Iterator[Page]:
        context = self.browser.new_context(viewport={"width": 1440, "height": 900})
        page = watched(context.new_page(), self.complaints, self.hosts)
        page.goto(f"{self.home}/{site}/")
        page.get_by_label("邮箱").fill(f"{name}@example.com")
        page.get_by_label("密码").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{self.home}/{site}/")
        yield page
        context.close()

    @contextmanager
    def at_case(self, name: str) -> Iterator[Page]:
        with self.of(name) as page:
            page.goto(f"{self.home}/console/mall_brand/licence/")
            page.get_by_role("link", name="沼山桃种植户").click()
            yield page


def apply(visit: Visit) -> None:
    with visit.of("wang", "enterprise") as page:
        page.get_by_role("link", name="申请品牌授权").click()
        page.get_by_label("鲜果（整个品类）").check()
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_text("不要求许可和检验报告").wait_for()
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_label("一年要印多少枚标签").fill("800")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交申请").click()
        page.get_by_text("已提交品牌办").wait_for()


def act(page: Page, action: str, confirm: str, **fields: str) -> None:
    page.get_by_role("link", name=action).first.click()
    for label, value in fields.items():
        page.get_by_label(label).first.fill(value)
    page.get_by_role("button", name=confirm, exact=True).click()
    page.get_by_role("navigation", name="可做的操作").or_(
        page.get_by_text("办件记录")
    ).first.wait_for()


def test_enterprise_gets_its_certificate(program, office, clock, live_server):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        visit = Visit(browser, live_server.url)
        apply(visit)
        with visit.at_case("clerk") as page:
            act(page, "受理", "受理")
            act(page, "核查通过", "核查通过", 核查情况="园区与申报相符")
        for expert, score in (("first", "88"), ("second", "92")):
            with visit.at_case(expert) as page:
                act(page, "评审", "提交评审", 评分="" + score, 意见="品质稳定")
        with visit.at_case("clerk") as page:
            act(page, "发布公示", "发布")
            page.get_by_text("5 个工作日").first.wait_for()
        clock[0] = AFTER_NOTICE
        with visit.at_case("head") as page:
            act(page, "批准", "批准", 原因="符合条件")
            day = AFTER_NOTICE.date().isoformat()
            act(page, "登记协议", "登记", 协议编号="XY-2026-1", 签订日期=day)
            act(page, "颁发证书", "颁发")
            page.get_by_text(re.compile("已颁发证书")).wait_for()
            page.get_by_role("link", name="验真页").click()
            page.get_by_text("授权有效").first.wait_for()
            code = page.url.rpartition("/")[2]
            assert page.get_by_text("沼山桃种植户").first.is_visible()
        with visit.of("wang", "enterprise") as page:
            page.get_by_role("link", name="品牌授权").click()
            page.get_by_text("授权中").wait_for()
        browser.close()

    assert visit.complaints == []
    assert len(visit.hosts - {""}) == 1
    certificate = Certificate.objects.get()
    assert (certificate.code, certificate.labels) == (code, 800)
