"""The client against the simulator on its bad days, and against plain answers."""

import json
import logging
from dataclasses import replace

import httpx
import pytest

from plugins.wechat_pay.protocol.client import ClientConfig, WeChatPayClient
from plugins.wechat_pay.protocol.errors import (
    AnswerUnreadable,
    CredentialsRefused,
    OrderClosed,
    OrderNotExist,
    OrderPaid,
    OutTradeNoUsed,
    RemoteFault,
    RequestRefused,
    SignatureRefused,
    Throttled,
    TransportFault,
    error_from_answer,
)
from plugins.wechat_pay.protocol.signing import MerchantKey
from plugins.wechat_simulator import crypto


@pytest.fixture
def impatient(client, verifier, transport, clock):
    """The client, but it never repeats a call."""
    config = replace(client._config, pauses_before_retry=())
    return WeChatPayClient(config=config, verifier=verifier, transport=transport, now=clock.whole)


def test_answers_come_signed_with_the_preferred_key(client, transport, prepay):
    client.prepay_jsapi(prepay)

    [request] = transport.sent
    assert request.headers["Wechatpay-Serial"].startswith("PUB_KEY_ID_")


@pytest.mark.parametrize(
    "number", ["with|pipe*star", "with space", "大冶市金牛镇", "percent%2Fsign", "question?mark#"]
)
def test_what_is_signed_is_what_is_sent(client, number):
    # A mismatch would be 401 SIGN_ERROR, not 404.
    with pytest.raises(OrderNotExist):
        client.query_by_out_trade_no(number)


def test_path_of_a_relay_is_signed_too(client, verifier, identity, clock):
    sent = []

    def relay(request):
        sent.append(request)
        return httpx.Response(400)

    config = replace(client._config, base_url="https://relay.example/wechat/pay")
    behind = WeChatPayClient(
        config=config,
        verifier=verifier,
        transport=httpx.MockTransport(relay),
        now=clock.whole,
        nonce=lambda: "nonce-1",
    )
    with pytest.raises(RequestRefused):
        behind.query_by_out_trade_no("number 1")

    [request] = sent
    target = f"/wechat/pay/v3/pay/transactions/out-trade-no/number%201?mchid={identity.mchid}"
    assert request.url.raw_path.decode() == target
    assert crypto.is_signed_by(
        identity.merchant_public_key,
        message=f"GET\n{target}\n{clock.whole()}\nnonce-1\n\n".encode(),
        signature=crypto.Credentials.parse(request.headers["Authorization"]).signature,
    )


def test_query_by_wechats_number_finds_the_same_order(client, prepay, pay_in_simulator):
    client.prepay_jsapi(prepay)
    number = pay_in_simulator(prepay.out_trade_no)["transaction_id"]

    assert client.query_by_transaction_id(number) == client.query_by_out_trade_no(
        prepay.out_trade_no
    )


@pytest.mark.parametrize(
    "fault", ["unsigned", "bad_signature", "signtest", "stale_timestamp", "unknown_serial"]
)
@pytest.mark.parametrize("call", ["prepay", "query", "close"])
def test_success_that_is_not_proven_is_refused(impatient, world, prepay, fault, call):
    impatient.prepay_jsapi(prepay)
    world.faults.arm(f"answer.{fault}", operation=call)
    calls = {
        "prepay": lambda: impatient.prepay_jsapi(prepay),
        "query": lambda: impatient.query_by_out_trade_no(prepay.out_trade_no),
        "close": lambda: impatient.close_order(prepay.out_trade_no),
    }

    with pytest.raises(SignatureRefused) as refused:
        calls[call]()

    assert not refused.value.permanent


def test_one_signature_probe_costs_the_buyer_nothing(client, world, prepay):
    world.faults.arm("answer.signtest", operation="prepay")

    assert client.prepay_jsapi(prepay).startswith("wx")


def test_system_error_is_repeated_with_identical_parameters(client, world, transport, prepay):
    world.faults.arm("call.system_error", operation="prepay")

    client.prepay_jsapi(prepay)

    first, second = transport.sent
    assert first.content == second.content
    assert first.headers["Authorization"] != second.headers["Authorization"]


def test_repetitions_are_bounded(client, world, transport, prepay):
    world.faults.arm("call.system_error", times=9)

    with pytest.raises(RemoteFault) as fault:
        client.prepay_jsapi(prepay)

    assert len(transport.sent) == 2
    assert not fault.value.permanent


def test_throttling_is_told_apart(client, world, prepay):
    world.faults.arm("call.throttled", times=9)

    with pytest.raises(Throttled):
        client.prepay_jsapi(prepay)


def test_answer_lost_after_acceptance_is_found_by_repeating(client, world, prepay):
    world.faults.arm("call.timeout_after_accept", value=0)

    client.prepay_jsapi(prepay)

    assert len(world.ledger.rows("SELECT * FROM orders")) == 1
    assert len(world.ledger.rows("SELECT * FROM prepays")) == 2


def test_foreign_key_is_refused_for_good(client, world, transport, verifier, clock, prepay):
    stranger = replace(
        client._config,
        merchant=MerchantKey(
            mchid=world.identity.mchid,
            serial=world.identity.merchant_serial,
            private_key=world.identity.signing_keys[world.identity.platform_serial],
        ),
    )
    impostor = WeChatPayClient(
        config=stranger, verifier=verifier, transport=transport, now=clock.whole
    )

    with pytest.raises(CredentialsRefused) as refused:
        impostor.prepay_jsapi(prepay)

    assert refused.value.permanent
    assert world.ledger.rows("SELECT * FROM orders") == []


def test_clock_six_minutes_wrong_is_refused(client, world, clock, prepay):
    world.now = lambda: clock() + 360

    with pytest.raises(CredentialsRefused):
        client.prepay_jsapi(prepay)


def test_log_names_no_person_and_no_secret(client, transport, prepay, caplog, world):
    caplog.set_level(logging.DEBUG, logger="plugins.wechat_pay")
    world.faults.arm("call.system_error")

    client.prepay_jsapi(prepay)

    assert "prepay answered 200" in caplog.text
    for private in (prepay.openid, "WECHATPAY2", world.identity.apiv3_key):
        assert private not in caplog.text


# Plain answers, made by hand


@pytest.fixture
def answering(client, verifier, clock):
    """A client whose every call is answered by a function of the request."""

    def make(answer):
        return WeChatPayClient(
            config=ClientConfig(appid="wx1", merchant=client._config.merchant),
            verifier=verifier,
            transport=httpx.MockTransport(answer),
            now=clock.whole,
            sleep=lambda _seconds: None,
        )

    return make


def signed(world, clock, body, *, status=200, **changes):
    serial, key = world.identity.signer("")
    headers = crypto.signed_headers(key=key, serial=serial, body=body, timestamp=clock.whole())
    return httpx.Response(status, content=body, headers={**headers, **changes})


def test_timeout_means_an_unknown_outcome(answering, prepay):
    calls = []

    def answer(request):
        calls.append(request)
        raise httpx.ReadTimeout("nothing came", request=request)

    with pytest.raises(TransportFault) as fault:
        answering(answer).prepay_jsapi(prepay)

    assert len(calls) == 2
    assert not fault.value.permanent


@pytest.mark.parametrize("body", [b"", b"[]", b"no json", b"{}", b'{"prepay_id":5}'])
def test_signed_nonsense_is_refused(answering, world, clock, prepay, body):
    wechat = answering(lambda _request: signed(world, clock, body))

    with pytest.raises(AnswerUnreadable):
        wechat.prepay_jsapi(prepay)


def test_unsigned_204_does_not_close(answering):
    wechat = answering(lambda _request: httpx.Response(204))

    with pytest.raises(SignatureRefused, match="missing"):
        wechat.close_order("number-0001")


def test_signed_204_closes(answering, world, clock):
    wechat = answering(lambda _request: signed(world, clock, b"", status=204))

    assert wechat.close_order("number-0001") is None


def test_error_with_a_wrong_signature_is_not_believed(answering, world, clock):
    body = json.dumps({"code": "ORDER_NOT_EXIST", "message": ""}).encode()
    wechat = answering(
        lambda _request: signed(world, clock, body, status=404, **{"Wechatpay-Nonce": "other"})
    )

    with pytest.raises(SignatureRefused):
        wechat.query_by_out_trade_no("number-0001")


def test_redirect_is_not_followed(answering, prepay):
    calls = []

    def answer(request):
        calls.append(request)
        return httpx.Response(302, headers={"Location": "https://elsewhere.example/"})

    with pytest.raises(RequestRefused):
        answering(answer).prepay_jsapi(prepay)

    assert [call.url.host for call in calls] == ["api.mch.weixin.qq.com"]


@pytest.mark.parametrize("body", [b"<html>", b"", b"[1]"])
def test_error_page_of_a_proxy_is_a_passing_fault(answering, prepay, body):
    wechat = answering(lambda _request: httpx.Response(502, content=body))

    with pytest.raises(RemoteFault, match="HTTP_502"):
        wechat.prepay_jsapi(prepay)


@pytest.mark.parametrize(
    ("status", "code", "detail", "family", "permanent"),
    [
        (404, "ORDER_NOT_EXIST", "", OrderNotExist, True),
        (404, "ORDERNOTEXIST", "", OrderNotExist, True),
        (404, "RESOURCE_NOT_EXISTS", "", OrderNotExist, True),
        (400, "ORDERPAID", "", OrderPaid, True),
        (400, "ORDER_PAID", "", OrderPaid, True),
        (400, "ORDER_CLOSED", "", OrderClosed, True),
        (403, "OUT_TRADE_NO_USED", "", OutTradeNoUsed, True),
        (400, "INVALID_REQUEST", "201 商户订单号重复", OutTradeNoUsed, True),
        (400, "INVALID_REQUEST", "其他", RequestRefused, True),
        (400, "PARAM_ERROR", "", RequestRefused, True),
        (500, "OPENID_MISMATCH", "", RequestRefused, True),
        (401, "SIGN_ERROR", "", CredentialsRefused, True),
        (403, "NO_AUTH", "", CredentialsRefused, True),
        (403, "RULELIMIT", "", CredentialsRefused, True),
        (400, "APPID_MCHID_NOT_MATCH", "", CredentialsRefused, True),
        (429, "FREQUENCY_LIMITED", "", Throttled, False),
        (429, "RATELIMIT_EXCEED", "", Throttled, False),
        (429, "SOMETHING_NEW", "", Throttled, False),
        (500, "SYSTEM_ERROR", "", RemoteFault, False),
        (500, "SYSTEMERROR", "", RemoteFault, False),
        (503, "SOMETHING_NEW", "", RemoteFault, False),
        (418, "SOMETHING_NEW", "", RequestRefused, True),
    ],
)
def test_errors_are_told_apart_by_family(status, code, detail, family, permanent):
    error = error_from_answer(http_status=status, code=code, detail=detail)

    assert type(error) is family
    assert (error.permanent, error.code, error.http_status) == (permanent, code, status)
