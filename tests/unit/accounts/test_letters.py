"""Mails about accounts: Chinese first, one link, nothing kept afterwards."""

import json

import pytest
from django.utils import timezone

from plugins.accounts.device import tool_device
from plugins.accounts.models import Letter, LinkToken
from plugins.accounts.rules.keys import digest_of
from plugins.accounts.services.closing import close_request
from plugins.accounts.services.letters import NOTICE_CLOSED, Wish, letter_put, notice_put
from plugins.accounts.services.letters import welcome_put as welcome
from plugins.accounts.states import Purpose
from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage

PAGE = "http://localhost/next"
DEVICE = tool_device("test")


@pytest.fixture
def delivered(mailoutbox):
    def deliver():
        outbox.deliver_due(now=timezone.now())
        assert not Letter.objects.exists()
        [mail] = mailoutbox
        return mail

    return deliver


def ask(purpose, email, user=None):
    letter_put(Wish(purpose, email, PAGE, user), device=DEVICE, now=timezone.now())


@pytest.mark.parametrize(
    ("purpose", "email", "subject"),
    [
        (Purpose.REGISTER, "new@example.com", "请确认您的邮箱"),
        (Purpose.RESET, "li@example.com", "重设您的登录密码"),
        (Purpose.EMAIL, "new@example.com", "请确认您的新邮箱"),
        (Purpose.DELETE, "li@example.com", "请确认注销账户"),
    ],
)
def test_a_letter_has_one_link_of_which_only_the_digest_is_kept(
    buyer_li, delivered, purpose, email, subject
):
    ask(purpose, email, buyer_li if purpose in (Purpose.EMAIL, Purpose.DELETE) else None)

    mail = delivered()

    assert mail.subject.startswith(f"{subject} · ")
    assert mail.to == [email]
    token = mail.body.partition(f"{PAGE}#token=")[2].split()[0]
    [(html, kind)] = mail.alternatives
    assert kind == "text/html"
    assert f"{PAGE}#token={token}" in html
    assert LinkToken.objects.get().digest == digest_of(purpose.value, token)
    assert token not in json.dumps(list(OutboxMessage.objects.values("payload", "key")))
    assert "example.com" not in json.dumps(list(OutboxMessage.objects.values("payload")))


@pytest.mark.parametrize(
    ("is_staff", "subject"), [(False, "请为您的账户设置密码"), (True, "请设置您的后台密码")]
)
def test_accounts_that_staff_make_get_a_link_of_ours(buyer_li, delivered, is_staff, subject):
    from saleor.graphql.account.mutations import base

    buyer_li.is_staff = is_staff
    buyer_li.save()

    base.send_set_password_email_with_url(PAGE, buyer_li)

    assert delivered().subject.startswith(f"{subject} · ")
    assert LinkToken.objects.get().purpose == Purpose.WELCOME
    assert welcome.__doc__


def test_a_mail_that_fails_is_sent_again_with_a_link_that_works(buyer_li, mailoutbox, monkeypatch):
    from plugins.accounts.services import letters

    ask(Purpose.RESET, "li@example.com")
    with monkeypatch.context() as patch:

        def fail(**_):
            raise OSError("mail server down")

        patch.setattr(letters, "send_templated_mail", fail)
        outbox.deliver_due(now=timezone.now())
    assert Letter.objects.count() == 1
    outbox.deliver_due(now=timezone.now() + timezone.timedelta(seconds=6))

    [mail] = mailoutbox
    token = mail.body.partition(f"{PAGE}#token=")[2].split()[0]
    assert LinkToken.objects.get().digest == digest_of(Purpose.RESET.value, token)


def test_a_notice_says_when(buyer_li, delivered):
    notice_put(NOTICE_CLOSED, user=None, email="li@example.com", now=timezone.now())

    mail = delivered()

    assert mail.subject.startswith("您的账户已注销 · ")
    assert f"{timezone.localtime():%Y-%m-%d}" in mail.body


def test_staff_do_not_close_their_accounts(operator_chen):
    from plugins.accounts.errors import StaffCannotClose

    with pytest.raises(StaffCannotClose):
        close_request(user=operator_chen, redirect_url=PAGE, device=DEVICE, now=timezone.now())
