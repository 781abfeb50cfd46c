"""One grant, one message; every refusal ends where a person can see it."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.audit import history_of
from plugins.kernel.errors import GatewayError
from plugins.kernel.models import OutboxMessage
from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.services import message_send as service
from plugins.messages.services.consent_record import preferences_update
from plugins.messages.services.pay_reminders import pay_reminders_owe
from plugins.wechat.models import WechatIdentity
from plugins.wechat_pay.models import WechatPayment


def test_wanted_message_is_sent_once_and_uses_one_grant(owed, accept, send, mail, grants, placed):
    accept(times=2)

    assert send(owed).state == "sent"
    assert send(owed).state == "sent"

    [letter] = mail.sent
    assert (letter.openid, letter.template_id) == ("o-li", "SIMULATED-TEMPLATE-PAID")
    assert letter.data["character_string1"] == {"value": placed.number}
    assert letter.data["amount3"] == {"value": "¥26.80"}
    assert letter.page == f"pages/order/detail?number={placed.number}"
    assert (owed.msgid, owed.attempts, owed.holds_grant, owed.last_error) == ("1", 1, False, "")
    assert owed.sent_at is not None
    assert grants() == 1
    assert [entry.action for entry in history_of(owed)] == ["messages.message.sent"]


def test_without_a_grant_nothing_is_sent(owed, send, mail):
    assert send(owed).state == "not_wanted"

    assert mail.calls == 0
    assert "granted none" in owed.last_error


def test_grant_of_another_kind_or_buyer_does_not_count(owed, accept, send, mail, buyer_zhou):
    accept(MessageKind.SHIPPED)
    MessageConsent.objects.create(buyer=buyer_zhou, kind="paid", grants=3)

    assert send(owed).state == "not_wanted"
    assert mail.calls == 0


def test_switched_off_kind_is_respected_even_with_grants(owed, accept, send, mail, grants):
    accept()
    preferences_update(buyer=owed.buyer, switches={MessageKind.PAID: False})

    assert send(owed).state == "not_wanted"

    assert (mail.calls, grants()) == (0, 1)
    assert "switched off" in owed.last_error


def test_buyer_who_is_not_from_wechat_reads_it_in_the_shop_alone(owed, accept, send, mail, grants):
    accept()
    WechatIdentity.objects.all().delete()

    assert send(owed).state == "not_wanted"
    assert (mail.calls, grants()) == (0, 1)


def test_shop_without_a_template_sends_nothing(owed, accept, send, mail, settings, grants):
    accept()
    settings.WECHAT_MESSAGE_TEMPLATES = {}

    assert send(owed).state == "not_wanted"
    assert (mail.calls, grants()) == (0, 1)


def test_refusal_for_want_of_a_grant_zeroes_the_count(owed, accept, send, mail, grants):
    accept(times=3)
    mail.grants.clear()

    assert send(owed).state == "not_wanted"

    assert (grants(), owed.holds_grant) == (0, False)
    assert "43101" in owed.last_error


@pytest.mark.parametrize("code", ["40003", "40037", "41030", "47003"])
def test_permanent_refusal_fails_with_its_reason_in_the_list(
    owed, accept, send, mail, grants, placed, code, capsys
):
    accept()
    mail.fail_next(code, permanent=True)

    assert send(owed).state == "failed"

    assert (grants(), owed.holds_grant) == (1, False)
    call_command("messages", "--list")
    listed = capsys.readouterr().out
    assert placed.number in listed
    assert code in listed
    assert "o-li" not in listed


@pytest.mark.parametrize(
    ("code", "permanent"), [("-1", False), ("45009", False), ("", False), ("40001", True)]
)
def test_passing_failure_is_tried_again_with_the_same_grant(
    owed, accept, send, mail, grants, code, permanent
):
    accept(times=2)
    mail.fail_next(code, permanent=permanent)

    with pytest.raises(GatewayError):
        send(owed)
    owed.refresh_from_db()
    assert (owed.state, owed.holds_grant, owed.attempts) == ("owed", True, 1)
    assert owed.last_error.startswith("refused")
    assert grants() == 1

    assert send(owed).state == "sent"
    assert (owed.attempts, grants(), len(mail.sent)) == (2, 1, 1)


def test_refusal_after_an_unanswered_attempt_says_that_it_may_have_arrived(
    owed, accept, send, mail
):
    accept()
    mail.fail_next()
    with pytest.raises(GatewayError):
        send(owed)
    mail.grants.clear()

    assert send(owed).state == "not_wanted"
    assert "may have arrived" in owed.last_error


def test_grant_comes_back_when_the_buyer_switches_off_in_between(owed, accept, send, mail, grants):
    accept()
    mail.fail_next("-1")
    with pytest.raises(GatewayError):
        send(owed)
    preferences_update(buyer=owed.buyer, switches={MessageKind.PAID: False})

    assert send(owed).state == "not_wanted"
    assert (grants(), len(mail.sent)) == (1, 0)


def test_value_that_cannot_be_sent_never_reaches_wechat(owed, accept, send, mail, grants, settings):
    accept()
    settings.WECHAT_MESSAGE_TEMPLATES = {"paid": {"id": "T", "goods": "phrase1"}}
    Message.objects.update(facts={**owed.facts, "goods": "金牛麻花2"})

    assert send(owed).state == "failed"
    assert (mail.calls, grants()) == (0, 1)
    assert "goods" in owed.last_error


def test_reminder_of_an_order_cancelled_meanwhile_is_not_sent(
    placed, payment, wechat, accept, send, mail, django_capture_on_commit_callbacks
):
    accept(MessageKind.PAY_REMINDER)
    pay_reminders_owe(now=timezone.now(), ahead=placed.pay_by - placed.placed_at)
    message = Message.objects.get()
    WechatPayment.objects.update(state="closed", closed_at=timezone.now())
    type(placed).objects.update(state="cancelled", cancelled_at=timezone.now())

    assert send(message).state == "not_wanted"
    assert mail.calls == 0


def test_outbox_sends_and_tries_again(owed, accept, mail, monkeypatch):
    monkeypatch.setattr(service, "gateway", lambda: mail)
    accept()
    mail.fail_next("-1")
    item = OutboxMessage.objects.get(topic="messages.send")

    outbox.deliver(message_id=item.pk, now=timezone.now())
    owed.refresh_from_db()
    assert owed.state == "owed"

    outbox.deliver(message_id=item.pk, now=timezone.now() + outbox.WAITS[0])
    owed.refresh_from_db()
    item.refresh_from_db()
    assert (owed.state, item.state, len(mail.sent)) == ("sent", "done", 1)


def test_no_log_names_the_buyer(owed, accept, send, mail, caplog):
    caplog.set_level("DEBUG")
    accept()
    mail.fail_next("47003", permanent=True)

    send(owed)

    assert "is refused for good" in caplog.text
    assert "o-li" not in caplog.text
    assert "li@example.com" not in caplog.text


@pytest.mark.parametrize(
    "change",
    [
        {"state": "sent"},
        {"state": "failed"},
        {"state": "not_wanted"},
        {"state": "not_wanted", "last_error": "x", "holds_grant": True},
        {"sent_at": "2026-07-01T04:00:00Z"},
    ],
)
def test_database_refuses_what_cannot_be(owed, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.update(**change)
