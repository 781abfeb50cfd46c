"""Liu of finance logs in with a real browser and retries a dead letter, by keyboard and thumb."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, sync_playwright
from saleor.account.models import User

from brand_theme.console.contributions import grants
from brand_theme.console.roles import Role, roles_apply
from plugins.kernel.models import AuditEntry, OutboxMessage, OutboxState
from tests.e2e.browsing import PASSWORD, SWITCHES, watched

WIDTHS = {"desk": (1440, 900), "phone": (390, 844)}


@pytest.fixture
def liu(transactional_db) -> User:
    cache.clear()
    roles_apply(grants=grants())
    user = User.objects.create_user("liu@example.com", PASSWORD, is_staff=True, first_name="刘会计")
    user.groups.add(Group.objects.get(name=Role.FINANCE.value))
    return user


@pytest.fixture
def dead(liu) -> OutboxMessage:
    return OutboxMessage.objects.create(
        topic="shipments.report",
        key="7:1",
        payload={"shipment_id": 7, "version": 1},
        state=OutboxState.DEAD,
        attempts=7,
        due_at=timezone.now(),
        last_error="ConnectTimeout: timed out",
    )


def journey(page: Page, home: str) -> None:
    page.goto(f"{home}/console/")
    page.get_by_label("邮箱").fill("liu@example.com")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="刘会计").wait_for()
    page.get_by_role("link", name="搁置的后台事项").click()
    page.get_by_role("link", name="把发货信息上传微信").click()
    page.get_by_role("link", name="再办一次").click()
    page.get_by_role("button", name="确认").focus()
    page.keyboard.press("Enter")
    page.get_by_text("已重新排队").wait_for()


@pytest.mark.parametrize("width", WIDTHS)
def test_finance_retries_a_dead_letter(program, dead, liu, live_server, width):
    wide, high = WIDTHS[width]
    complaints: list[str] = []
    hosts: set[str] = set()

    # Django refuses the database to a thread that Playwright runs in: asked before and after.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=SWITCHES)
        page = browser.new_page(viewport={"width": wide, "height": high})
        journey(watched(page, complaints, hosts), live_server.url)
        fits = page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        browser.close()

    assert fits
    assert complaints == []
    assert hosts - {""} == {urlsplit(live_server.url).hostname}
    dead.refresh_from_db()
    assert dead.state != OutboxState.DEAD
    entry = AuditEntry.objects.get(action="kernel.outbox.retried")
    assert (entry.actor, entry.object_id) == (f"staff:{liu.pk}", str(dead.pk))
