"""`https://api.weixin.qq.com`: login, tokens, phone numbers, messages.

Every answer has status 200; `errcode` tells success from failure.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from . import people
from .people import Refused
from .subjects import order_of_request
from .world import World

blueprint = Blueprint("mini", __name__)

Answer = dict[str, Any]
BUSY: Answer = {"errcode": -1, "errmsg": "system error"}


def call(operation: str) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """Wrap one call: faults, and refusals as `errcode`."""

    def decorate(view: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(view)
        def wrapped(**named: str) -> Response:
            world: World = current_app.extensions["world"]
            order = order_of_request(world)
            try:
                _stumble(world, operation, order)
                content = view(world, **named)
            except Refused as refused:
                content = {"errcode": refused.errcode, "errmsg": refused.errmsg}
            withheld = world.faults.take("call.timeout_after_accept", operation, order=order)
            if withheld:
                time.sleep(withheld.value / world.haste)
                content = BUSY
            return jsonify(content)

        return wrapped

    return decorate


def _stumble(world: World, operation: str, order: str) -> None:
    if world.faults.take("call.busy", operation, order=order):
        raise Refused(-1, "system error")
    if world.faults.take("call.throttled", operation, order=order):
        raise Refused(45011, "api minute-quota reach limit, must slower, retry next minute")


def _check_app(world: World, given: Any) -> None:
    if given.get("appid") != world.identity.appid:
        raise Refused(40013, "invalid appid")
    if given.get("secret") != world.identity.secret:
        raise Refused(40125, "invalid appsecret")


def check_token(world: World) -> None:
    if world.faults.take("token.expired", order=order_of_request(world)):
        raise Refused(42001, "access_token expired")
    people.token_check(world, request.args.get("access_token", ""))


def json_body() -> dict[str, Any]:
    body = request.get_json(silent=True, force=True)
    if not isinstance(body, dict):
        raise Refused(47001, "data format error")
    return body


@blueprint.get("/sns/jscode2session")
@call("login")
def jscode2session(world: World) -> Answer:
    _check_app(world, request.args)
    if request.args.get("grant_type") != "authorization_code":
        raise Refused(40002, "invalid grant_type")
    user = people.code_redeem(world, code=request.args.get("js_code", ""), purpose="login")
    return {
        "openid": user["openid"],
        "session_key": people.session_key(),
        "unionid": people.unionid_of(user["openid"]),
    }


@blueprint.post("/cgi-bin/stable_token")
@call("token")
def stable_token(world: World) -> Answer:
    body = json_body()
    _check_app(world, body)
    if body.get("grant_type") != "client_credential":
        raise Refused(40002, "invalid grant_type")
    token, seconds = people.token_stable(world, force=body.get("force_refresh") is True)
    return {"access_token": token, "expires_in": seconds}


@blueprint.get("/cgi-bin/token")
@call("token")
def legacy_token(world: World) -> Answer:
    _check_app(world, request.args)
    if request.args.get("grant_type") != "client_credential":
        raise Refused(40002, "invalid grant_type")
    token, seconds = people.token_legacy(world)
    return {"access_token": token, "expires_in": seconds}


@blueprint.post("/wxa/business/getuserphonenumber")
@call("phone")
def phone_number(world: World) -> Answer:
    check_token(world)
    user = people.code_redeem(world, code=str(json_body().get("code", "")), purpose="phone")
    return {
        "errcode": 0,
        "errmsg": "ok",
        "phone_info": {
            "phoneNumber": user["phone"],
            "purePhoneNumber": user["phone"],
            "countryCode": "86",
            "watermark": {"timestamp": int(world.now()), "appid": world.identity.appid},
        },
    }


@blueprint.post("/cgi-bin/message/subscribe/send")
@call("message")
def subscribe_send(world: World) -> Answer:
    check_token(world)
    body = json_body()
    number = people.message_send(
        world,
        openid=str(body.get("touser", "")),
        template_id=str(body.get("template_id", "")),
        message=body,
    )
    return {"errcode": 0, "errmsg": "ok", "msgid": number}
