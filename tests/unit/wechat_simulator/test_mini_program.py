"""Login, tokens, phone numbers and messages, by their error codes."""

import pytest

from plugins.wechat_simulator import people


@pytest.fixture
def li(hands):
    return hands.post("/sim/users", json={"nickname": "李晓梅"}).get_json()


@pytest.fixture
def session(hands, world):
    """`session(code, **changes)` calls jscode2session."""

    def call(code, **changes):
        given = {
            "appid": world.identity.appid,
            "secret": world.identity.secret,
            "js_code": code,
            "grant_type": "authorization_code",
            **changes,
        }
        answer = hands.get("/sns/jscode2session", query_string=given)
        assert answer.status_code == 200
        return answer.get_json()

    return call


@pytest.fixture
def stable(hands, world):
    def call(**changes):
        given = {
            "grant_type": "client_credential",
            "appid": world.identity.appid,
            "secret": world.identity.secret,
            **changes,
        }
        return hands.post("/cgi-bin/stable_token", json=given).get_json()

    return call


def test_code_gives_the_openid_once(li, session):
    first, second = session(li["js_code"]), session(li["js_code"])

    assert first["openid"] == li["openid"]
    assert len(first["session_key"]) == 24
    assert second["errcode"] == 40163


def test_every_login_brings_another_session_key(hands, li, session):
    code = hands.post("/sim/login-codes", json={"openid": li["openid"]}).get_json()["js_code"]

    assert session(code)["session_key"] != session(li["js_code"])["session_key"]


def test_code_dies_after_five_minutes(li, session, clock):
    clock.forward(300)

    assert session(li["js_code"])["errcode"] == 40029


@pytest.mark.parametrize(
    ("change", "errcode"),
    [
        ({"appid": "wx0"}, 40013),
        ({"secret": "wrong"}, 40125),
        ({"grant_type": "password"}, 40002),
        ({"js_code": "never-made"}, 40029),
    ],
)
def test_wrong_login_is_refused_and_keeps_the_code(li, session, change, errcode):
    assert session(li["js_code"], **change)["errcode"] == errcode
    assert session(li["js_code"])["openid"] == li["openid"]


def test_blocked_user_cannot_log_in(hands, li, session):
    hands.post("/sim/users/block", json={"openid": li["openid"]})

    assert session(li["js_code"])["errcode"] == 40226


def test_stable_token_stays_the_same_until_shortly_before_its_end(stable, clock):
    first = stable()
    clock.forward(7200 - 301)
    same = stable()
    clock.forward(1)
    renewed = stable()

    assert (first["expires_in"], same["expires_in"]) == (7200, 301)
    assert same["access_token"] == first["access_token"]
    assert renewed["access_token"] != first["access_token"]


def test_renewed_token_overlaps_with_the_old_one(stable, clock, world):
    first = stable()["access_token"]
    clock.forward(7200 - 300)
    second = stable()["access_token"]

    people.token_check(world, first)
    people.token_check(world, second)
    clock.forward(300)
    with pytest.raises(people.Refused, match="42001"):
        people.token_check(world, first)


def test_forced_refresh_ends_the_old_token_and_is_limited(stable, clock, world):
    first = stable()["access_token"]
    forced = stable(force_refresh=True)["access_token"]

    with pytest.raises(people.Refused, match="42001"):
        people.token_check(world, first)
    people.token_check(world, forced)
    assert stable(force_refresh=True)["errcode"] == 45011
    clock.forward(30)
    assert "access_token" in stable(force_refresh=True)


def test_phone_number_needs_its_own_code_and_a_token(hands, li, stable):
    token = stable()["access_token"]
    code = hands.post("/sim/phone-codes", json={"openid": li["openid"]}).get_json()["code"]

    def ask(code, token):
        path = "/wxa/business/getuserphonenumber"
        return hands.post(path, query_string={"access_token": token}, json={"code": code})

    assert ask(code, "").get_json()["errcode"] == 41001
    assert ask(code, "invented").get_json()["errcode"] == 40001
    assert ask(li["js_code"], token).get_json()["errcode"] == 40029
    info = ask(code, token).get_json()["phone_info"]
    assert len(info["purePhoneNumber"]) == 11
    assert ask(code, token).get_json()["errcode"] == 40163


@pytest.mark.parametrize(
    ("fault", "errcode"),
    [("token.expired", 42001), ("call.throttled", 45011), ("call.busy", -1)],
)
def test_armed_fault_happens_once(hands, li, stable, fault, errcode):
    token = stable()["access_token"]
    code = hands.post("/sim/phone-codes", json={"openid": li["openid"]}).get_json()["code"]
    hands.post("/sim/faults", json={"name": fault})
    path = f"/wxa/business/getuserphonenumber?access_token={token}"

    assert hands.post(path, json={"code": code}).get_json()["errcode"] == errcode
    assert hands.post(path, json={"code": code}).get_json()["errcode"] == 0


@pytest.mark.parametrize(
    ("fault", "errcode"),
    [("message.not_subscribed", 43101), ("message.bad_value", 47003)],
)
def test_armed_fault_refuses_a_message_and_keeps_the_permission(
    hands, world, li, stable, fault, errcode
):
    hands.post("/sim/subscriptions", json={"openid": li["openid"], "template_id": "shipped"})
    path = f"/cgi-bin/message/subscribe/send?access_token={stable()['access_token']}"
    data = {"thing1": {"value": "保安狗血桃"}}
    message = {"touser": li["openid"], "template_id": "shipped", "data": data}
    world.faults.arm(fault)

    assert hands.post(path, json=message).get_json()["errcode"] == errcode
    assert hands.post(path, json=message).get_json()["errcode"] == 0


def test_accepted_call_without_an_answer_is_told_as_busy(hands, world, li, stable):
    token = stable()["access_token"]
    code = hands.post("/sim/phone-codes", json={"openid": li["openid"]}).get_json()["code"]
    world.faults.arm("call.timeout_after_accept", value=0)
    path = f"/wxa/business/getuserphonenumber?access_token={token}"

    assert hands.post(path, json={"code": code}).get_json()["errcode"] == -1
    assert hands.post(path, json={"code": code}).get_json()["errcode"] == 40163


def test_message_needs_a_permission_and_uses_it_up(hands, li, stable):
    token = stable()["access_token"]
    message = {
        "touser": li["openid"],
        "template_id": "shipped",
        "data": {"thing1": {"value": "保安狗血桃"}},
    }

    def send(**changes):
        path = f"/cgi-bin/message/subscribe/send?access_token={token}"
        return hands.post(path, json={**message, **changes}).get_json()["errcode"]

    assert send() == 43101
    hands.post("/sim/subscriptions", json={"openid": li["openid"], "template_id": "shipped"})
    assert send(touser="nobody") == 40003
    assert send(template_id="") == 40037
    assert send(data={"thing1": {"value": "长" * 21}}) == 47003
    assert send() == 0
    assert send() == 43101
    [sent] = hands.get("/sim/ledger").get_json()["messages"]
    assert sent["openid"] == li["openid"]
