"""`/sim/…`: what a person's hands do, as JSON for scripts and tests."""

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from . import deliveries, orders, people, pushes, refunds
from .crypto import is_signed_by
from .refusals import PayError
from .world import World

blueprint = Blueprint("sim", __name__, url_prefix="/sim")

FINISHED = "requestPayment:ok"


def the_world() -> World:
    return current_app.extensions["world"]


def json_given() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _refusal(status: int, code: str, message: str) -> tuple[Response, int]:
    return jsonify(code=code, message=message), status


@blueprint.errorhandler(PayError)
def pay_error(refused: PayError) -> tuple[Response, int]:
    return _refusal(refused.status, refused.code, refused.message)


@blueprint.errorhandler(TypeError)
@blueprint.errorhandler(ValueError)
def unusable_value(_error: Exception) -> tuple[Response, int]:
    return _refusal(400, "PARAM_ERROR", "参数格式错误 / a value has the wrong type")


def _known_openid() -> str:
    openid = str(json_given().get("openid", ""))
    if not people.is_user(the_world(), openid):
        raise PayError(404, "NO_SUCH_USER", "没有这个微信用户 / no such user")
    return openid


@blueprint.post("/users")
def user_create() -> tuple[Response, int]:
    """Make a WeChat user, with a first login code."""
    world = the_world()
    openid = people.user_create(world, nickname=str(json_given().get("nickname", "")))
    code = people.code_create(world, openid=openid, purpose="login")
    return jsonify(openid=openid, js_code=code), 201


@blueprint.post("/users/block")
def user_block() -> Response:
    people.user_block(the_world(), openid=_known_openid())
    return jsonify(ok=True)


@blueprint.post("/login-codes")
def login_code() -> tuple[Response, int]:
    """`wx.login` on the user's phone."""
    code = people.code_create(the_world(), openid=_known_openid(), purpose="login")
    return jsonify(js_code=code), 201


@blueprint.post("/phone-codes")
def phone_code() -> tuple[Response, int]:
    """The user taps the phone-number button."""
    code = people.code_create(the_world(), openid=_known_openid(), purpose="phone")
    return jsonify(code=code), 201


@blueprint.post("/subscriptions")
def subscription() -> tuple[Response, int]:
    """The user allows one message of a template."""
    people.subscription_grant(
        the_world(), openid=_known_openid(), template_id=str(json_given().get("template_id", ""))
    )
    return jsonify(ok=True), 201


@blueprint.post("/pay")
def pay() -> Response:
    """`wx.requestPayment` followed by the user's password.

    Takes the six parameters a mini-program passes, and who holds the phone.
    """
    world = the_world()
    given = json_given()
    order = order_of_request(world, given)
    person = people.person_of(world, str(given.get("openid")), appid=given["appId"])
    if person != order["openid"]:
        raise PayError(400, "OPENID_MISMATCH", "支付者与下单的用户不一致")
    paid = orders.pay(world, order["out_trade_no"])
    return jsonify(errMsg=FINISHED, transaction_id=paid["transaction_id"])


def order_of_request(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Check what WeChat's app checks before it shows the payment sheet."""
    named = ("appId", "timeStamp", "nonceStr", "package", "signType", "paySign")
    wrong = [name for name in named if not isinstance(given.get(name), str) or not given[name]]
    if wrong:
        raise PayError(400, "PARAM_ERROR", f"调用支付JSAPI缺少参数：{'、'.join(wrong)}")
    if given["signType"] != "RSA" or not given["timeStamp"].isdigit():
        raise PayError(400, "PARAM_ERROR", "signType 须为 RSA，timeStamp 须为秒")
    if len(given["nonceStr"]) > 32:
        raise PayError(400, "PARAM_ERROR", "nonceStr 不长于32个字符")
    lines = (given["appId"], given["timeStamp"], given["nonceStr"], given["package"])
    message = "".join(f"{line}\n" for line in lines).encode()
    key = world.identity.merchant_public_key
    if given["appId"] not in world.identity.appids or not is_signed_by(
        key, message=message, signature=given["paySign"]
    ):
        raise PayError(400, "SIGN_ERROR", "支付验证签名失败")
    prepay_id = given["package"].removeprefix("prepay_id=")
    if given.get("prepay_id", prepay_id) != prepay_id:
        raise PayError(400, "PARAM_ERROR", "prepay_id 与 package 不一致")
    order = orders.order_of_prepay(world, prepay_id)
    if given["appId"] != (order["appid"] or world.identity.appid):
        raise PayError(400, "PARAM_ERROR", "appId 与下单时不一致")
    return order


@blueprint.post("/scan")
def scan() -> Response:
    """A phone scans a Native order's code, and its person pays."""
    world = the_world()
    person = _known_openid()
    order = orders.order_of_code(world, str(json_given().get("code_url", "")))
    paid = orders.pay(world, order["out_trade_no"], person=person)
    return jsonify(errMsg=FINISHED, transaction_id=paid["transaction_id"])


@blueprint.post("/orders/<out_trade_no>/pay")
def pay_by_hand(out_trade_no: str) -> Response:
    """The person at the page pays in the buyer's place."""
    paid = orders.pay(the_world(), out_trade_no)
    return jsonify(errMsg=FINISHED, transaction_id=paid["transaction_id"])


@blueprint.post("/orders/<out_trade_no>/refuse")
def refuse_by_hand(out_trade_no: str) -> Response:
    """Nobody will pay: the order is closed."""
    orders.close(the_world(), out_trade_no)
    return jsonify(ok=True)


@blueprint.post("/orders/<out_trade_no>/notify")
def notify_again(out_trade_no: str) -> Response:
    if not deliveries.queue_again(the_world(), out_trade_no):
        raise PayError(400, "NOT_PAID", "订单未支付，没有通知可发 / nothing to send")
    return jsonify(ok=True)


@blueprint.post("/push/verify")
def push_verify() -> Response:
    """The console asks the push address for an echo."""
    world = the_world()
    return jsonify(ok=pushes.verify(world), url=world.push_url)


@blueprint.post("/refunds/<out_refund_no>/<status>")
def refund_settle(out_refund_no: str, status: str) -> Response:
    """End a refund at once: `success`, `abnormal` or `closed`."""
    if status not in ("success", "abnormal", "closed"):
        raise PayError(400, "PARAM_ERROR", "success、abnormal 或 closed")
    refunds.settle_by_hand(the_world(), out_refund_no, status.upper())
    return jsonify(ok=True)
