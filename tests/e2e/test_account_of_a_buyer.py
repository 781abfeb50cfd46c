"""A buyer and her account: what is kept of her, links in mails, her logins on other devices."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone
from saleor.account.models import User

from plugins.accounts.models import LinkToken, LoginSession
from tests.e2e.aftercare import bought
from tests.e2e.browsing import PASSWORD
from tests.e2e.buyer import Buyer
from tests.e2e.eyes import faults_on
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.stage import aside

NEW_PASSWORD = "Hill-of-peaches-26"
DEAD = "这个链接不能用"
RESET, CLOSE = "/pages/letter/reset", "/pages/letter/close"


def person(name: str) -> str:
    """`<name>@example.com` has an account; return the address."""
    email = f"{name}@example.com"

    def make() -> None:
        user = User.objects.create_user(email, PASSWORD, first_name=name)
        user.is_active = True
        user.save(update_fields=["is_active"])

    aside(make)
    return email


class Mailbox:
    def __init__(self, outbox) -> None:
        self.outbox = outbox

    def link(self) -> str:
        """Return the link of the one mail with a secret, and throw the mails away."""
        [link] = [found for each in self.outbox for found in LINK.findall(each.body)]
        self.outbox.clear()
        return link


LINK = re.compile(r"http://\S+#token=[\w-]+")


@pytest.fixture
def post(mailoutbox) -> Mailbox:
    return Mailbox(mailoutbox)


def logs_in(shopper: Shopper, email: str, *, password: str = PASSWORD) -> None:
    shopper.goes("/pages/account/login?then=%2Fpages%2Fme%2Findex")
    shopper.fills("邮箱", email)
    shopper.fills("密码", password)
    shopper.taps("我已看过并同意")
    shopper.presses("用邮箱登录")
    shopper.reads("湖山好物，常来看看")


def test_link_that_is_worth_nothing_says_so(program, market, post):
    with shopping(program, market.url, "links") as walk:
        for width in SIZES:
            email, other = person(f"link-{width}"), person(f"other-{width}")
            with walk.at(width) as shopper:
                _uses_a_link_twice(shopper, email, post)
                _comes_too_late(shopper, email, post)
                _comes_with_a_forged_one(shopper)
                _is_somebody_else(shopper, email, other, post)

    assert User.objects.get(email=f"link-{min(SIZES)}@example.com").check_password(NEW_PASSWORD)
    walk.found_fault_with_nothing()


def test_buyer_takes_her_data_along_and_leaves(program, market, post):
    with shopping(program, market.url, "data") as walk:
        for width in SIZES:
            email = person(f"leaver-{width}")
            with walk.at(width) as shopper:
                logs_in(shopper, email)
                assert email in json.dumps(_exported(shopper)["parts"])
                _closes_her_account(shopper, post)

    assert not User.objects.filter(email__startswith="leaver-", is_active=True).exists()
    walk.found_fault_with_nothing()


def test_buyer_ends_her_logins_and_reads_her_messages(program, market):
    with shopping(program, market.url, "logins") as walk:
        for width in SIZES:
            email = person(f"login-{width}")
            with walk.at(width) as lost, walk.at(width) as shopper:
                logs_in(lost, email)
                logs_in(shopper, email)
                _ends_the_lost_phone(shopper, lost)
                _leaves_everywhere(shopper)

            buyer = market.buyer()
            bought(buyer, (market.variant("SN01-A500S"), 1))
            with walk.at(width, buyer) as shopper:
                _reads_her_messages(shopper)
                _chooses_her_looks(shopper)

    open_ones = LoginSession.objects.filter(user__email__startswith="login-", ended_at=None)
    assert not open_ones.exists()
    walk.complaints[:] = [each for each in walk.complaints if "401" not in each]
    walk.found_fault_with_nothing()


def test_buyer_sees_the_number_she_bound_and_nobody_elses(program, market):
    with shopping(program, market.url, "phone") as walk:
        for width in SIZES:
            buyer = market.buyer()
            for look in ("light", "dark"):
                with walk.at(width, market.buyer()) as shopper:
                    shopper.prefers(look=look)
                    _looks_at_her_number(shopper, "还没有绑定", look)
            number = _binds_her_number(buyer)
            with walk.at(width, buyer) as shopper:
                _looks_at_her_number(shopper, f"{number[3:6]}****{number[-4:]}", "bound")
                assert number[3:] not in shopper.page.content()

    walk.found_fault_with_nothing()


def _binds_her_number(buyer: Buyer) -> str:
    """In WeChat, the one place that knows it; return it whole, as her own phone gets it."""
    code = buyer.sale.wechat.post("phone-codes", openid=buyer.sale.openid)["code"]
    told = buyer.send("WechatPhoneBind", code=code)["wechatPhoneBind"]
    assert told["errors"] == []
    return told["phone"]


def _looks_at_her_number(shopper: Shopper, shown: str, name: str) -> None:
    shopper.goes("/pages/account/settings")
    shopper.reads(shown).scroll_into_view_if_needed()
    shopper.sees(name)
    assert faults_on(shopper.page, with_targets=False) == []


def _asks_for_a_link(shopper: Shopper, email: str, post: Mailbox) -> str:
    shopper.goes("/pages/letter/ask?purpose=reset")
    shopper.fills("邮箱", email)
    shopper.presses("寄链接给我")
    shopper.reads("信已寄出")
    return post.link()


def _tries(shopper: Shopper, link: str) -> None:
    """Open a link where the shop is open already, as a tap on a mail does, and use it."""
    shopper.page.goto(link)
    shopper.reads("换个新密码")
    assert "token" not in shopper.page.url
    shopper.fills("新密码", NEW_PASSWORD)
    shopper.fills("再填一次密码", NEW_PASSWORD)
    shopper.presses("换密码")


def _uses_a_link_twice(shopper: Shopper, email: str, post: Mailbox) -> None:
    link = _asks_for_a_link(shopper, email, post)
    _tries(shopper, link)
    shopper.reads("密码换好了")
    shopper.sees("used")
    post.outbox.clear()  # word that the password was changed
    _tries(shopper, link)
    shopper.reads(DEAD)
    shopper.sees("used-twice")
    shopper.presses("再要一封")
    shopper.reads("重设密码")
    shopper.page.go_back()
    shopper.reads(DEAD)
    assert "token" not in shopper.page.url


def _comes_too_late(shopper: Shopper, email: str, post: Mailbox) -> None:
    link = _asks_for_a_link(shopper, email, post)
    aside(lambda: LinkToken.objects.filter(used_at=None).update(expires_at=timezone.now()))
    _tries(shopper, link)
    shopper.reads(DEAD)


def _comes_with_a_forged_one(shopper: Shopper) -> None:
    shopper.goes(RESET)
    shopper.reads(DEAD)
    _tries(shopper, f"{shopper.home}{RESET}#token=forged-by-somebody")
    shopper.reads(DEAD)


def _is_somebody_else(shopper: Shopper, email: str, other: str, post: Mailbox) -> None:
    """A link that closes one account is opened by the owner of another."""
    logs_in(shopper, email, password=NEW_PASSWORD)
    link = _asks_to_close(shopper, post)
    logs_in(shopper, other)
    shopper.page.goto(link)
    shopper.presses("注销，不再回头")
    shopper.reads(DEAD)
    shopper.sees("not-hers")
    shopper.goes("/pages/me/index")
    shopper.reads("湖山好物，常来看看")


def _asks_to_close(shopper: Shopper, post: Mailbox) -> str:
    post.outbox.clear()
    shopper.goes("/pages/account/data")
    shopper.presses("申请注销")
    shopper.sees("sure")
    shopper.presses("确认注销")
    shopper.reads("确认信已寄到")
    return post.link()


def _exported(shopper: Shopper) -> dict:
    shopper.goes("/pages/account/data")
    with shopper.page.expect_download() as handed:
        shopper.presses("导出")
    shopper.reads("文件已交给您")
    shopper.sees("exported")
    return json.loads(Path(handed.value.path()).read_text(encoding="utf-8"))


def _closes_her_account(shopper: Shopper, post: Mailbox) -> None:
    link = _asks_to_close(shopper, post)
    shopper.page.goto(link)
    shopper.reads("确认注销账户")
    shopper.sees("last-question")
    shopper.presses("注销，不再回头")
    shopper.reads("账户已注销")
    shopper.sees("closed")
    shopper.presses("回集上看看")
    shopper.goes("/pages/me/index")
    shopper.reads("还没有登录")


def _ends_the_lost_phone(shopper: Shopper, lost: Shopper) -> None:
    shopper.goes("/pages/account/settings")
    shopper.taps("登录的设备（退出别处的登录）")
    shopper.reads("这台设备")
    shopper.sees("logins")
    shopper.taps(shopper.page.get_by_text("退出", exact=True))
    shopper.page.locator(".card").nth(1).wait_for(state="detached")
    lost.goes("/pages/account/messages")
    lost.reads("这一页只给您自己看")


def _leaves_everywhere(shopper: Shopper) -> None:
    shopper.presses("全部退出")
    shopper.reads("所有设备都退出？")
    shopper.sees("everywhere")
    shopper.taps(shopper.page.locator(".uni-modal__btn_primary"))
    shopper.reads("还没有登录")


def _reads_her_messages(shopper: Shopper) -> None:
    page = shopper.page
    shopper.goes("/pages/me/index")
    shopper.taps(page.get_by_role("link", name="消息，1 条未读"))
    shopper.reads("付款成功")
    shopper.sees("messages")
    shopper.taps(page.locator(".card[role=link]"))
    page.wait_for_url("**/pages/order/detail**")
    shopper.reads("待发货")
    page.go_back()
    shopper.reads("0 条未读")


def _chooses_her_looks(shopper: Shopper) -> None:
    page = shopper.page
    shopper.goes("/pages/account/settings")
    shopper.taps(page.get_by_role("switch", name="长辈版"))
    shopper.taps("深色")
    page.locator("html[data-theme=dark][data-text=large]").wait_for(state="attached")
    shopper.sees("settings")
    page.reload()
    page.locator("[role=switch][aria-label^=长辈版][aria-checked=true]").wait_for()
    shopper.presses("退出登录")
    shopper.reads("还没有登录")
