"""Shop and simulator over real connections, keys read from the settings."""

import json
import threading
import time

import httpx
import pytest
from django.core.management import call_command
from django.utils import timezone
from werkzeug.serving import make_server

from plugins.wechat_pay import gateway as door
from plugins.wechat_pay.errors import NotConfigured
from plugins.wechat_pay.models import NotificationEvent, WechatPayment, WechatRefund
from plugins.wechat_pay.services.payment_prepay import payment_prepay
from plugins.wechat_pay.tasks import refunds_task, sync_open_task
from plugins.wechat_simulator.app import create_app
from plugins.wechat_simulator.identity import write_shop_settings
from plugins.wechat_simulator.notifier import Notifier
from plugins.wechat_simulator.server import QuietHandler

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def simulator(world):
    """The simulator on real time, retrying 150 times faster; its address."""
    world.now, world.haste = time.time, 150
    server = make_server(
        "127.0.0.1", 0, create_app(world), threaded=True, request_handler=QuietHandler
    )
    serving, notifier = threading.Thread(target=server.serve_forever), Notifier(world)
    serving.start()
    notifier.start()
    yield server.server_port
    notifier.end()
    notifier.join()
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def configured(settings, simulator, world, identity_home, live_server):
    """The shop reads exactly what the simulator writes for it."""
    path = write_shop_settings(
        identity_home,
        world.identity,
        port=simulator,
        notify_url=f"{live_server.url.replace('localhost', '127.0.0.1')}/wechat-pay/notify/",
    )
    for name, value in json.loads(path.read_text()).items():
        setattr(settings, name, value)
    door.forget()
    yield
    door.gateway().close()
    door.forget()


@pytest.fixture
def li_pays(configured, simulator, placed, buyer_li):
    """`li_pays()` taps “pay” in the shop and confirms on her phone."""
    hands = httpx.Client(base_url=f"http://127.0.0.1:{simulator}/sim", trust_env=False)

    def pay():
        openid = hands.post("/users", json={"nickname": "李晓梅"}).json()["openid"]
        request = payment_prepay(
            number=placed.number,
            buyer=buyer_li,
            openid=openid,
            gateway=door.gateway(),
            now=timezone.now(),
        )
        answer = hands.post("/pay", json={**request.as_dict(), "openid": openid})
        assert answer.json()["errMsg"] == "requestPayment:ok"

    with hands:
        yield pay


def wait_for(condition):
    for _ in range(100):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within five seconds")


def is_paid(placed):
    placed.refresh_from_db()
    return placed.state == "paid"


def test_notification_pays_the_order(li_pays, placed, world):
    li_pays()

    wait_for(lambda: is_paid(placed))
    wait_for(lambda: world.ledger.rows("SELECT 1 FROM deliveries WHERE state = 'delivered'"))
    assert placed.paid_fen == 2680
    assert NotificationEvent.objects.get().outcome == "applied"


@pytest.mark.parametrize(
    "fault", ["bad_signature", "signtest", "stale_timestamp", "unknown_serial"]
)
def test_next_attempt_pays_after_one_that_proves_nothing(li_pays, placed, world, fault):
    world.faults.arm(f"notification.{fault}")

    li_pays()

    wait_for(lambda: is_paid(placed))
    wait_for(lambda: world.ledger.rows("SELECT 1 FROM deliveries WHERE state = 'delivered'"))
    assert world.ledger.rows("SELECT attempts FROM deliveries") == [{"attempts": 2}]
    assert NotificationEvent.objects.count() == 1


def test_duplicate_pays_once(li_pays, placed, world):
    world.faults.arm("notification.duplicate")

    li_pays()

    wait_for(
        lambda: len(world.ledger.rows("SELECT 1 FROM deliveries WHERE state = 'delivered'")) == 2
    )
    assert is_paid(placed)
    assert placed.order.payments.count() == 1
    assert NotificationEvent.objects.count() == 1


def test_sweep_finds_the_payment_whose_notification_is_lost(li_pays, placed, world):
    world.faults.arm("notification.lost")
    li_pays()
    assert not is_paid(placed)
    WechatPayment.objects.update(check_after=timezone.now())

    sync_open_task()

    assert is_paid(placed)
    assert NotificationEvent.objects.count() == 0


def test_refund_by_the_operator_reaches_the_buyer(li_pays, placed, world):
    li_pays()
    wait_for(lambda: is_paid(placed))

    call_command("refund", "--order", placed.number, "--fen", "680", "--yes")

    wait_for(lambda: WechatRefund.objects.get().state == "succeeded")
    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("paid", 680)
    assert [row["status"] for row in world.ledger.rows("SELECT status FROM refunds")] == ["SUCCESS"]
    assert NotificationEvent.objects.last().event_type == "REFUND.SUCCESS"


def test_sweep_finds_the_refund_whose_notification_is_lost(li_pays, placed, world):
    li_pays()
    wait_for(lambda: is_paid(placed))
    world.faults.arm("notification.lost", operation="refund")
    call_command("refund", "--order", placed.number, "--yes")
    wait_for(lambda: world.ledger.rows("SELECT 1 FROM refunds WHERE status = 'SUCCESS'"))
    WechatRefund.objects.update(check_after=timezone.now())

    refunds_task()

    placed.refresh_from_db()
    assert (placed.state, placed.refunded_fen) == ("refunded", 2680)


def test_missing_settings_are_named(settings):
    settings.WECHAT_PAY_MCHID = settings.WECHAT_PAY_APIV3_KEY = ""
    door.forget()

    with pytest.raises(NotConfigured, match="WECHAT_PAY_MCHID, .*WECHAT_PAY_APIV3_KEY"):
        door.gateway()
