import json
import logging
import traceback

import pytest
import requests

from plugins.kernel.errors import GatewayError
from plugins.wechat.client import BUSY_PAUSES, CONNECT_SECONDS, READ_SECONDS

TOKEN, LOGIN, PHONE, MESSAGE = (
    "/cgi-bin/stable_token",
    "/sns/jscode2session",
    "/wxa/business/getuserphonenumber",
    "/cgi-bin/message/subscribe/send",
)


def fault(hands, name: str, operation: str = "", times: int = 1) -> None:
    answer = hands.post("/sim/faults", json={"name": name, "times": times, "operation": operation})
    assert answer.status_code < 300, answer.data


def test_login_needs_no_access_token(client, wire, newcomer):
    answer = client.wxa.code_to_session(newcomer["js_code"])

    assert answer["openid"] == newcomer["openid"]
    assert wire.paths() == [LOGIN]
    assert "access_token" not in wire.sent[0].url


def test_every_call_has_a_time_out(client, wire, newcomer, code_for):
    client.wxa.code_to_session(newcomer["js_code"])
    client.wxa.get_user_phone_number(code_for(newcomer["openid"], "phone"))

    assert wire.timeouts == [(CONNECT_SECONDS, READ_SECONDS)] * 3


def test_token_is_stable_kept_and_used(client, wire, session, newcomer, code_for):
    for _ in range(2):
        client.wxa.get_user_phone_number(code_for(newcomer["openid"], "phone"))

    assert wire.paths() == [TOKEN, PHONE, PHONE]
    assert json.loads(wire.sent[0].body)["force_refresh"] is False
    assert session.seconds[client.access_token_key] == 6900


def test_refused_token_is_replaced_once(client, wire, session, newcomer, code_for):
    session.set(client.access_token_key, "stale")

    answer = client.wxa.get_user_phone_number(code_for(newcomer["openid"], "phone"))

    assert len(answer["phone_info"]["phoneNumber"]) == 11
    assert wire.paths() == [PHONE, TOKEN, PHONE]


def test_token_that_stays_refused_is_forced_once_and_then_given_up(
    client, wire, hands, code_for, newcomer
):
    client.access_token  # noqa: B018  (fetched now)
    wire.sent.clear()
    fault(hands, "token.expired", times=9)

    with pytest.raises(GatewayError) as refusal:
        client.wxa.get_user_phone_number(code_for(newcomer["openid"], "phone"))

    assert (refusal.value.code, refusal.value.permanent) == ("42001", True)
    forced = [json.loads(sent.body)["force_refresh"] for sent in wire.sent if TOKEN in sent.url]
    assert forced == [False, True]
    assert wire.paths().count(PHONE) == 2


def test_renewal_is_not_forced_again_within_a_minute(client, wire, hands, code_for, newcomer):
    fault(hands, "token.expired", times=9)
    for _ in range(2):
        with pytest.raises(GatewayError):
            client.wxa.get_user_phone_number(code_for(newcomer["openid"], "phone"))

    forced = [json.loads(sent.body)["force_refresh"] for sent in wire.sent if TOKEN in sent.url]
    assert forced.count(True) == 1


def test_token_fetched_by_another_process_is_taken(client, wire, session):
    session.set(client.access_token_key, "fresh")

    assert client._renewed(stale="old") == "fresh"
    assert wire.sent == []


def test_busy_wechat_is_asked_again_and_then_given_up(client, wire, hands, newcomer, pauses):
    fault(hands, "call.busy", "login", times=2)
    assert client.wxa.code_to_session(newcomer["js_code"])["openid"] == newcomer["openid"]

    fault(hands, "call.busy", "login", times=9)
    with pytest.raises(GatewayError) as refusal:
        client.wxa.code_to_session("any")

    assert (refusal.value.code, refusal.value.permanent) == ("-1", False)
    assert pauses == [*BUSY_PAUSES, *BUSY_PAUSES]
    assert len(wire.sent) == 6


@pytest.mark.parametrize(("name", "code", "permanent"), [("call.throttled", "45011", False)])
def test_throttling_passes_and_is_not_repeated(client, wire, hands, name, code, permanent):
    fault(hands, name, "login")

    with pytest.raises(GatewayError) as refusal:
        client.wxa.code_to_session("any")

    assert (refusal.value.code, refusal.value.permanent) == (code, permanent)
    assert len(wire.sent) == 1


def test_unknown_code_is_refused_for_good(client):
    with pytest.raises(GatewayError) as refusal:
        client.wxa.code_to_session("made-up")

    assert (refusal.value.code, refusal.value.permanent) == ("40029", True)


@pytest.mark.parametrize(
    "kind", [requests.ConnectTimeout, requests.ReadTimeout, requests.ConnectionError]
)
def test_unreached_wechat_may_be_asked_later_but_not_at_once(client, wire, monkeypatch, kind):
    calls = []

    def fail(request, **_options):
        calls.append(request)
        raise kind(f"no answer from {request.url}")

    monkeypatch.setattr(wire, "send", fail)

    with pytest.raises(GatewayError) as refusal:
        client.wxa.code_to_session("any")

    assert refusal.value.permanent is False
    assert kind.__name__ in str(refusal.value)
    assert len(calls) == 1


@pytest.mark.parametrize("status", [404, 502])
def test_answer_of_a_proxy_is_no_answer(client, wire, monkeypatch, status):
    response = requests.Response()
    response.status_code, response._content = status, b"<html>"
    monkeypatch.setattr(wire, "send", lambda *_a, **_k: response)

    with pytest.raises(GatewayError) as refusal:
        client.wxa.code_to_session("any")

    assert refusal.value.permanent is False


def test_page_instead_of_json_is_no_answer(client, wire, monkeypatch):
    response = requests.Response()
    response.status_code, response._content = 200, b"<html>"
    monkeypatch.setattr(wire, "send", lambda *_a, **_k: response)

    with pytest.raises(GatewayError, match="not JSON"):
        client.wxa.code_to_session("any")


def test_no_secret_appears_in_errors_or_logs(client, identity, newcomer, monkeypatch, wire, caplog):
    caplog.set_level(logging.DEBUG)
    client.wxa.code_to_session(newcomer["js_code"])

    def fail(request, **_options):
        raise requests.ConnectionError(f"refused: {request.url}")

    with pytest.raises(GatewayError) as used:
        client.wxa.code_to_session(newcomer["js_code"])
    monkeypatch.setattr(wire, "send", fail)
    with pytest.raises(GatewayError) as unreached:
        client.wxa.code_to_session("any")

    told = caplog.text
    for error in (used.value, unreached.value):
        told += "".join(traceback.format_exception(error))
    assert identity.secret not in told
    assert "session_key" not in told


def test_message_carries_state_and_language(client, wire, hands, newcomer):
    template = "order-paid"
    hands.post("/sim/subscriptions", json={"openid": newcomer["openid"], "template_id": template})

    client.wxa.send_subscribe_message(
        newcomer["openid"],
        template,
        {"thing1": {"value": "金牛麻花"}},
        page="pages/order",
        miniprogram_state="trial",
    )

    body = json.loads(wire.sent[-1].body)
    assert (body["miniprogram_state"], body["lang"], body["page"]) == (
        "trial",
        "zh_CN",
        "pages/order",
    )
    assert wire.sent[-1].headers["Content-Type"] == "application/json"
    assert "金牛麻花".encode() in wire.sent[-1].body


def test_code_picture_is_returned_as_bytes(client, wire, session, monkeypatch):
    session.set(client.access_token_key, "token")
    picture = requests.Response()
    picture.status_code, picture._content = 200, b"\x89PNG\r\n"
    sent = []
    monkeypatch.setattr(wire, "send", lambda request, **_k: sent.append(request) or picture)

    image = client.wxa.get_wxa_code_unlimited("b=1", page="pages/trace", env_version="trial")

    assert image == b"\x89PNG\r\n"
    assert json.loads(sent[0].body) == {
        "scene": "b=1",
        "page": "pages/trace",
        "width": 430,
        "check_path": True,
        "env_version": "trial",
    }


def test_addresses_with_the_secret_are_not_logged_even_at_debug(settings):
    assert settings.LOGGING["loggers"]["urllib3"]["level"] == "INFO"
