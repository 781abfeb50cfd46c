"""How a licence is applied for, examined and given: each person's part, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.e2e.browsing import Visits, act

LICENCES = "/console/mall_brand/licence/"


@contextmanager
def at_case(visits: Visits, name: str, enterprise: str) -> Iterator[Page]:
    """A colleague before an enterprise's case."""
    with visits.of(name) as page:
        page.goto(f"{visits.home}{LICENCES}")
        page.get_by_role("link", name=enterprise).click()
        page.get_by_role("heading", name="经过").wait_for()
        yield page


def begin(visits: Visits, owner: str) -> None:
    """Choose what to apply for, and go home: the draft is kept."""
    with visits.of(owner, "enterprise") as page:
        visits.seen(page, "enterprise-first")
        page.get_by_role("link", name="申请品牌授权").click()
        page.get_by_label("鲜果（整个品类）").check()
        visits.seen(page, "licence-scope")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_text("不要求许可和检验报告").wait_for()
        visits.seen(page, "licence-papers")


def resume(visits: Visits, owner: str, *, labels: str) -> None:
    """Find the draft again another day, fill the rest in, and submit."""
    with visits.of(owner, "enterprise") as page:
        page.get_by_role("link", name="授权申请没有提交").click()
        page.get_by_role("link", name="接着填写").click()
        page.get_by_role("link", name="资料无误，下一步").wait_for()
        visits.seen(page, "licence-enterprise")
        page.get_by_role("link", name="资料无误，下一步").click()
        assert page.get_by_label("鲜果（整个品类）").is_checked()
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_label("一年要印多少枚标签").fill(labels)
        visits.seen(page, "licence-labels")
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交申请").wait_for()
        visits.seen(page, "licence-preview")
        page.get_by_role("button", name="提交申请").click()
        page.get_by_text("已提交品牌办").wait_for()
        visits.seen(page, "licence-submitted")


def ask_correction(visits: Visits, clerk: str, enterprise: str, *, note: str) -> None:
    with at_case(visits, clerk, enterprise) as page:
        visits.seen(page, "office-case")
        act(page, "要求补正", "发出补正通知", 标志与标签=note)


def correct(visits: Visits, owner: str, *, note: str, labels: str) -> None:
    """Read the office's notice where it is to be mended, mend it, and submit again."""
    with visits.of(owner, "enterprise") as page:
        page.get_by_role("link", name="授权申请要补正").click()
        page.get_by_role("link", name="接着填写").wait_for()
        visits.seen(page, "licence-correction")
        page.get_by_role("link", name="接着填写").click()
        page.get_by_role("link", name="标志与标签").click()
        page.get_by_text(note).wait_for()
        page.get_by_label("一年要印多少枚标签").fill(labels)
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交申请").click()
        page.get_by_text("已提交品牌办").wait_for()


def check_and_inspect(visits: Visits, clerk: str, enterprise: str) -> None:
    with at_case(visits, clerk, enterprise) as page:
        assert page.get_by_role("link", name="要求补正").count() == 0  # there is one only
        act(page, "受理", "受理")
        act(page, "核查通过", "核查通过", 核查情况="园区与申报相符，采收记录齐全")


def score(visits: Visits, expert: str, enterprise: str, *, points: str) -> None:
    with at_case(visits, expert, enterprise) as page:
        act(page, "评审", "提交评审", 评分=points, 意见="品质稳定，分级清楚")


def publish(visits: Visits, clerk: str, enterprise: str, *, last_day: str) -> None:
    with at_case(visits, clerk, enterprise) as page:
        act(page, "发布公示", "发布", 公示最后一日=last_day)


def may_not_be_approved_yet(visits: Visits, head: str, enterprise: str) -> None:
    with at_case(visits, head, enterprise) as page:
        assert page.get_by_role("link", name="批准").count() == 0
        visits.seen(page, "office-notice")


def approve_and_issue(
    visits: Visits, head: str, enterprise: str, *, agreement: str, day: str
) -> None:
    with at_case(visits, head, enterprise) as page:
        act(page, "批准", "批准", 原因="符合条件")
        act(page, "登记协议", "登记", 协议编号=agreement, 签订日期=day)
        act(page, "颁发证书", "颁发")
        page.get_by_text("已颁发证书").wait_for()
        visits.seen(page, "office-licensed")
