"""The client over a real connection: what only a socket can show."""

import threading
from dataclasses import replace

import httpx
import pytest
from werkzeug.serving import make_server

from plugins.wechat_pay.protocol.client import WeChatPayClient
from plugins.wechat_pay.protocol.errors import OrderNotExist, TransportFault
from plugins.wechat_simulator.app import create_app
from plugins.wechat_simulator.server import QuietHandler


@pytest.fixture
def address(world):
    server = make_server(
        "127.0.0.1", 0, create_app(world), threaded=True, request_handler=QuietHandler
    )
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def connected(client, verifier, clock, address):
    config = replace(
        client._config,
        base_url=address,
        pauses_before_retry=(),
        timeout=httpx.Timeout(0.5),
    )
    with WeChatPayClient(config=config, verifier=verifier, now=clock.whole) as opened:
        yield opened


def test_every_call_holds_over_the_wire(connected, prepay):
    assert connected.prepay_jsapi(prepay).startswith("wx")
    assert connected.query_by_out_trade_no(prepay.out_trade_no).trade_state == "NOTPAY"
    connected.close_order(prepay.out_trade_no)
    assert connected.query_by_out_trade_no(prepay.out_trade_no).trade_state == "CLOSED"


@pytest.mark.parametrize("number", ["with|pipe*star", "with space", "大冶市金牛镇", "a%2Fb"])
def test_request_line_is_signed_as_the_server_reads_it(connected, number):
    with pytest.raises(OrderNotExist):
        connected.query_by_out_trade_no(number)


def test_time_out_after_acceptance_leaves_the_order_to_be_found(connected, world, prepay):
    world.faults.arm("call.timeout_after_accept", value=1.2)

    with pytest.raises(TransportFault, match="ReadTimeout"):
        connected.prepay_jsapi(prepay)

    assert connected.query_by_out_trade_no(prepay.out_trade_no).trade_state == "NOTPAY"


def test_nobody_listening_is_a_passing_fault(connected, client, verifier, clock, prepay):
    config = replace(client._config, base_url="http://127.0.0.1:9", pauses_before_retry=())
    with (
        WeChatPayClient(config=config, verifier=verifier, now=clock.whole) as alone,
        pytest.raises(TransportFault, match="ConnectError"),
    ):
        alone.prepay_jsapi(prepay)
