"""Real threads: one message however many workers, one grant for one message."""

import pytest
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.models import OutboxMessage
from plugins.messages.models import Message, MessageConsent
from plugins.messages.rules import MessageKind
from plugins.messages.services import message_send as service
from plugins.messages.services.consent_record import consent_record
from plugins.messages.services.message_send import message_send
from plugins.messages.services.order_messages import order_paid_message
from tests.unit.wechat_pay.services.test_races import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def by_hand(monkeypatch):
    """No message leaves by itself: the test is the worker."""
    monkeypatch.setattr(outbox, "_nudge", lambda _message_id: None)


def test_two_workers_send_a_message_once(by_hand, owed, accept, mail, monkeypatch):
    monkeypatch.setattr(service, "gateway", lambda: mail)
    accept(times=5)
    item = OutboxMessage.objects.get(topic="messages.send")

    delivered = race(*[lambda: outbox.deliver(message_id=item.pk, now=timezone.now())] * 4)

    assert sorted(delivered) == [False, False, False, True]
    assert len(mail.sent) == 1
    assert MessageConsent.objects.get().grants == 4


def test_attempts_that_overlap_use_one_grant(by_hand, owed, accept, mail):
    accept(times=2)
    mail.grant("o-li", "SIMULATED-TEMPLATE-PAID", 5)

    race(*[lambda: message_send(message_id=owed.pk, gateway=mail, now=timezone.now())] * 4)

    owed.refresh_from_db()
    assert (owed.state, owed.holds_grant) == ("sent", False)
    assert MessageConsent.objects.get().grants == 1


def test_occasion_heard_by_many_is_told_once(by_hand, paid, placed, li_in_wechat):
    def hear():
        return order_paid_message(order_id=placed.order_id, now=timezone.now()).pk

    heard = race(*[hear] * 6)

    assert len(set(heard)) == 1
    assert Message.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="messages.send").count() == 1


def test_acceptances_at_once_are_all_counted(buyer_li):
    def accept():
        consent_record(
            buyer=buyer_li,
            asked=list(MessageKind),
            accepted=[MessageKind.PAID],
            now=timezone.now(),
        )

    assert race(*[accept] * 6) == [None] * 6

    found = dict(MessageConsent.objects.values_list("kind", "grants"))
    others = dict.fromkeys(("shipped", "refunded", "pay_reminder", "pick_up"), 0)
    assert found == {"paid": 6, **others}
