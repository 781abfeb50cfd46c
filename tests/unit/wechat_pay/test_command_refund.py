"""`manage.py refund`: what the operator sees and may do."""

import builtins
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plugins.wechat_pay.management.commands import refund as command
from plugins.wechat_pay.models import WechatRefund
from plugins.wechat_pay.protocol.errors import RequestRefused, TransportFault
from tests.unit.wechat_pay.services.conftest import paid, payment, placed, start, wechat

__all__ = ["paid", "payment", "placed", "start", "wechat"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(monkeypatch, wechat):
    """`run("--order", …)` returns what the operator reads; `says` is typed."""

    def call(*arguments, says=None):
        def typed(_question):
            assert says is not None, "it asked"
            return says

        monkeypatch.setattr(command, "gateway", lambda: wechat)
        monkeypatch.setattr(builtins, "input", typed)
        out = StringIO()
        call_command("refund", *arguments, stdout=out)
        return out.getvalue()

    return call


def test_operator_confirms_and_part_goes_back(run, paid, placed):
    told = run("--order", placed.number, "--fen", "680", "--reason", "out_of_stock", says="yes")

    [refund] = WechatRefund.objects.all()
    assert "已付 ¥26.80" in told
    assert "退款中 · processing" in told
    assert (refund.fen, refund.reason, refund.reason_text) == (
        680,
        "out_of_stock",
        "商品缺货退款",
    )
    assert refund.requested_by == "operator:command_line"


def test_without_an_amount_everything_left_goes_back(run, paid, placed):
    run("--order", placed.number, "--fen", "680", "--yes")
    run("--order", placed.number, "--yes")

    assert list(WechatRefund.objects.values_list("fen", flat=True)) == [680, 2000]
    assert "Nothing is left" in run("--order", placed.number, "--yes")


def test_anything_but_yes_refunds_nothing(run, paid, placed):
    with pytest.raises(CommandError, match="nothing was refunded"):
        run("--order", placed.number, says="y")

    assert not WechatRefund.objects.exists()


def test_same_key_refunds_once(run, paid, placed):
    for _ in range(2):
        run("--order", placed.number, "--fen", "680", "--key", "ticket-77", "--yes")

    assert WechatRefund.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--order", "2601010000000000"), "There is no such order"),
        (("--retry", "unknown"), "There is no refund unknown"),
        (("--order", "x", "--fen", "0"), "positive number of fen"),
    ],
)
def test_what_cannot_be_refunded_is_told(run, arguments, told):
    with pytest.raises(CommandError, match=told):
        run(*arguments, "--yes")


def test_unpaid_order_is_told(run, payment, placed):
    with pytest.raises(CommandError, match="No money was paid through WeChat"):
        run("--order", placed.number, "--yes")


def test_more_than_was_paid_is_told(run, paid, placed):
    with pytest.raises(CommandError, match="At most 2680 fen"):
        run("--order", placed.number, "--fen", "2681", "--yes")


def test_silence_of_wechat_leaves_it_to_the_sweep(run, paid, placed, wechat):
    wechat.fail_next("refund", TransportFault(code="NO_ANSWER"))

    assert "it is tried again" in run("--order", placed.number, "--yes")

    assert WechatRefund.objects.get().state == "requested"


def test_failed_refund_is_listed_and_repeated(run, paid, placed, wechat):
    wechat.fail_next("refund", RequestRefused(code="USER_ACCOUNT_ABNORMAL", http_status=403))
    run("--order", placed.number, "--yes")
    [failed] = WechatRefund.objects.all()
    listed = run("--list")

    told = run("--retry", failed.out_refund_no, says="yes")

    assert "refused" in listed
    assert "退款中 · processing" in told
    assert "No refunds" in run("--list")
    with pytest.raises(CommandError, match="has not failed"):
        run("--retry", WechatRefund.objects.last().out_refund_no, "--yes")
