"""`https://api.mch.weixin.qq.com`: the API v3 calls a direct merchant makes."""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, request

from . import orders, refunds
from .crypto import REQUEST_WINDOW_SECONDS, Credentials, encrypted, is_signed_by, signed_headers
from .deliveries import spoil
from .refusals import PayError
from .subjects import order_of_request
from .world import World, rfc3339

blueprint = Blueprint("pay", __name__)

Answer = tuple[int, dict[str, Any] | None]


def the_world() -> World:
    return current_app.extensions["world"]


def call(operation: str) -> Callable[[Callable[..., Answer]], Callable[..., Response]]:
    """Wrap one call: faults, the request's signature, errors, the answer's signature."""

    def decorate(view: Callable[..., Answer]) -> Callable[..., Response]:
        @wraps(view)
        def wrapped(**arguments: str) -> Response:
            world = the_world()
            order = order_of_request(world)
            try:
                _stumble(world, operation, order)
                check_signature(world)
                status, content = view(world, **arguments)
            except PayError as refused:
                status = refused.status
                content = {"code": refused.code, "message": refused.message}
            withheld = world.faults.take("call.timeout_after_accept", operation, order=order)
            if withheld:
                time.sleep(withheld.value / world.haste)
                status, content = 500, {"code": "SYSTEM_ERROR", "message": "系统超时"}
            return _answer(world, status, content, operation=operation, order=order)

        return wrapped

    return decorate


def _stumble(world: World, operation: str, order: str) -> None:
    if world.faults.take("call.system_error", operation, order=order):
        raise PayError(500, "SYSTEM_ERROR", "系统错误")
    if world.faults.take("call.throttled", operation, order=order):
        raise PayError(429, "FREQUENCY_LIMITED", "频率超限")


def check_signature(world: World) -> None:
    credentials = Credentials.parse(request.headers.get("Authorization", ""))
    if credentials is None:
        raise PayError(401, "SIGN_ERROR", "Http头Authorization值格式错误")
    known = (world.identity.mchid, world.identity.merchant_serial)
    if (credentials.mchid, credentials.serial_no) != known:
        raise PayError(401, "SIGN_ERROR", "商户号或证书序列号有误")
    timestamp = credentials.timestamp
    if not timestamp.isdigit() or abs(world.now() - int(timestamp)) > REQUEST_WINDOW_SECONDS:
        raise PayError(
            401, "SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"
        )
    # The bytes of the request line: Flask's own path is already decoded.
    target = request.environ["REQUEST_URI"]
    head = f"{request.method}\n{target}\n{timestamp}\n{credentials.nonce_str}\n"
    message = head.encode() + request.get_data() + b"\n"
    if not is_signed_by(
        world.identity.merchant_public_key, message=message, signature=credentials.signature
    ):
        raise PayError(401, "SIGN_ERROR", "签名错误，请检查后再试")


def _answer(
    world: World, status: int, content: dict[str, Any] | None, *, operation: str, order: str
) -> Response:
    body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
    answer = Response(body, status=status, content_type="application/json; charset=utf-8")
    # Errors raised before the request is understood come from WeChat's front
    # servers, which do not sign.
    if status not in (401, 429) and status < 500:
        answer.headers.update(_signature(world, body, operation=operation, order=order))
    return answer


def _signature(world: World, body: bytes, *, operation: str, order: str) -> dict[str, str]:
    if world.faults.take("answer.unsigned", operation, order=order):
        return {}
    serial, key = world.identity.signer(request.headers.get("Wechatpay-Serial", ""))
    stale = world.faults.take("answer.stale_timestamp", operation, order=order)
    timestamp = int(world.now()) - (int(stale.value) if stale else 0)
    headers = signed_headers(key=key, serial=serial, body=body, timestamp=timestamp)
    spoil(world, headers, where="answer", operation=operation, order=order)
    return headers


def json_body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise PayError(400, "PARAM_ERROR", "请求体不是合法的JSON对象")
    return body


def _check_mchid(world: World, mchid: object) -> None:
    if mchid != world.identity.mchid:
        raise PayError(400, "PARAM_ERROR", "参数错误：mchid")


@blueprint.post("/v3/pay/transactions/jsapi")
@call("prepay")
def prepay(world: World) -> Answer:
    serial, _ = world.identity.signer(request.headers.get("Wechatpay-Serial", ""))
    return 200, {"prepay_id": orders.prepay(world, json_body(), signed_with=serial)}


@blueprint.post("/v3/pay/transactions/native")
@call("prepay")
def prepay_native(world: World) -> Answer:
    serial, _ = world.identity.signer(request.headers.get("Wechatpay-Serial", ""))
    code = orders.prepay(world, json_body(), signed_with=serial, trade_type=orders.NATIVE)
    return 200, {"code_url": code}


@blueprint.get("/v3/pay/transactions/id/<transaction_id>")
@call("query")
def query_by_id(world: World, transaction_id: str) -> Answer:
    _check_mchid(world, request.args.get("mchid"))
    order = orders.find(world, transaction_id=transaction_id)
    return 200, orders.transaction(world, order)


@blueprint.get("/v3/pay/transactions/out-trade-no/<out_trade_no>")
@call("query")
def query_by_number(world: World, out_trade_no: str) -> Answer:
    _check_mchid(world, request.args.get("mchid"))
    order = orders.find(world, out_trade_no=out_trade_no)
    return 200, orders.transaction(world, order)


@blueprint.post("/v3/pay/transactions/out-trade-no/<out_trade_no>/close")
@call("close")
def close(world: World, out_trade_no: str) -> Answer:
    _check_mchid(world, json_body().get("mchid"))
    orders.close(world, out_trade_no)
    return 204, None


@blueprint.post("/v3/refund/domestic/refunds")
@call("refund")
def refund(world: World) -> Answer:
    serial, _ = world.identity.signer(request.headers.get("Wechatpay-Serial", ""))
    return 200, refunds.refund(world, json_body(), signed_with=serial)


@blueprint.get("/v3/refund/domestic/refunds/<out_refund_no>")
@call("refund_query")
def refund_query(world: World, out_refund_no: str) -> Answer:
    return 200, refunds.describe(refunds.find(world, out_refund_no))


@blueprint.get("/v3/certificates")
@call("certificates")
def certificates(world: World) -> Answer:
    identity = world.identity
    now = world.now()
    return 200, {
        "data": [
            {
                "serial_no": identity.platform_serial,
                "effective_time": rfc3339(now - 86400),
                "expire_time": rfc3339(now + 5 * 365 * 86400),
                "encrypt_certificate": encrypted(
                    identity.platform_certificate.encode(),
                    apiv3_key=identity.apiv3_key,
                    associated_data="certificate",
                ),
            }
        ]
    }
