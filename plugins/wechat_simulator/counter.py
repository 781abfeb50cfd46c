"""What WeChat shows a person who comes with a browser: who are you, and do you pay.

The shop's pages send the browser here and get it back: with a login code, or with
word of how the payment went. Only a page on this machine is sent back to.
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from . import orders, people
from .api_sim import order_of_request
from .refusals import PayError
from .world import World

blueprint = Blueprint("counter", __name__, url_prefix="/sim/counter")

LOCAL_NAMES = {"127.0.0.1", "localhost"}
SHOWN = 12
# A form's answer sends the browser back to the shop, which has another port.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " form-action 'self' http://127.0.0.1:* http://localhost:*; base-uri 'none';"
    " frame-ancestors 'none'"
)
PARAMETERS = ("appId", "timeStamp", "nonceStr", "package", "signType", "paySign")


def the_world() -> World:
    return current_app.extensions["world"]


def seen_by_people(blueprint: Blueprint) -> None:
    """Confine the pages of a blueprint, and let a refusal be a page as well."""

    @blueprint.after_request
    def confine(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    @blueprint.errorhandler(PayError)
    def refused(error: PayError) -> tuple[str, int]:
        page = render_template(
            "counter_refused.html", identity=the_world().identity, said=error.message
        )
        return page, 400


seen_by_people(blueprint)


@blueprint.get("/login")
def login_page() -> str:
    """Ask who stands here: somebody WeChat knows, or somebody new."""
    world = the_world()
    back = way_back(request.args)
    return render_template(
        "counter_login.html",
        identity=world.identity,
        known=known_people(world),
        action="counter.login",
        kept={"back": back},
        back=back,
    )


def known_people(world: World) -> list[dict[str, Any]]:
    """Return whom WeChat knows, the newest first."""
    return world.ledger.rows(
        "SELECT openid, nickname FROM users WHERE blocked = 0 ORDER BY created_at DESC, rowid DESC"
        " LIMIT ?",
        SHOWN,
    )


@blueprint.post("/login")
def login() -> Any:
    world = the_world()
    back = way_back(request.form)
    openid = request.form.get("openid") or people.user_create(
        world, nickname=request.form.get("nickname", "").strip()[:20]
    )
    if not people.is_user(world, openid):
        raise PayError(404, "NO_SUCH_USER", "没有这个微信用户 / no such user")
    return redirect(
        with_query(back, code=people.code_create(world, openid=openid, purpose="login"))
    )


@blueprint.get("/pay")
def pay_page() -> str:
    """Show the payment sheet for the parameters of `wx.requestPayment`."""
    world = the_world()
    order = order_of_request(world, request.args.to_dict())
    return render_template(
        "counter_pay.html",
        identity=world.identity,
        order=order,
        parameters={name: request.args[name] for name in PARAMETERS},
        back=way_back(request.args),
    )


@blueprint.post("/pay")
def pay() -> Any:
    world = the_world()
    back = way_back(request.form)
    order = order_of_request(world, request.form.to_dict())
    orders.pay(world, order["out_trade_no"])
    return redirect(with_query(back, paid="ok"))


@blueprint.get("/scan")
def scan_page() -> str:
    """A phone holds its camera to a code: here the code's text is given instead."""
    world = the_world()
    code = request.args.get("code", "").strip()
    order = orders.order_of_code(world, code) if code else None
    return render_template(
        "counter_scan.html",
        identity=world.identity,
        code=code,
        order=order,
        known=known_people(world),
        is_paid=order is not None and order["state"] == "SUCCESS",
    )


@blueprint.post("/scan")
def scan() -> Any:
    """Whoever holds the phone pays; the shop's page finds out by itself."""
    world = the_world()
    code = request.form.get("code", "")
    order = orders.order_of_code(world, code)
    person = request.form.get("openid", "")
    if person and not people.is_user(world, person):
        raise PayError(404, "NO_SUCH_USER", "没有这个微信用户 / no such user")
    orders.pay(world, order["out_trade_no"], person=person)
    return redirect(url_for("counter.scan_page", code=code))


def way_back(given: Any) -> str:
    """Return the page to go back to.

    Raises:
        PayError: it is not on this machine.
    """
    back = str(given.get("back", ""))
    parts = urlsplit(back)
    if parts.scheme != "http" or parts.hostname not in LOCAL_NAMES:
        raise PayError(400, "PARAM_ERROR", "back 须是本机的页面地址 / back must be a page here")
    return back


def with_query(address: str, **more: str) -> str:
    """Return the address with these values in its query."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | more
    return parts._replace(query=urlencode(query)).geturl()
