import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives, send_mail


@pytest.fixture(autouse=True)
def deliver_through_our_backend(settings):
    settings.EMAIL_BACKEND = "saleor_config.mail.DeliverableBackend"
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def test_mail_reaches_whom_it_can_reach():
    send_mail("订单已付款", "…", None, ["li@example.com"])

    assert [message.to for message in mail.outbox] == [["li@example.com"]]


@pytest.mark.parametrize(
    "address", ["x1@wechat.invalid", "李 <x1@wechat.invalid>", "X1@WECHAT.INVALID"]
)
def test_mail_to_a_made_up_address_is_not_sent(address):
    sent = send_mail("订单已付款", "…", None, [address])

    assert sent == 0
    assert mail.outbox == []


def test_reachable_recipients_still_get_it():
    EmailMultiAlternatives(
        "订单", "…", None, ["x1@wechat.invalid", "li@example.com"], cc=["y@wechat.invalid"]
    ).send()

    [message] = mail.outbox
    assert message.recipients() == ["li@example.com"]
