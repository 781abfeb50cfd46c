"""`https://open.weixin.qq.com` and what follows it: who stands at this browser?

WeChat's own browser is sent here by the shop and goes back with a code and the state
it came with. Only a page on this machine is sent back to.
"""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request

from . import people
from .api_mini import Answer, call
from .counter import known_people, seen_by_people, the_world, way_back, with_query
from .people import Refused
from .refusals import PayError
from .world import World

blueprint = Blueprint("web_login", __name__)

SCOPES = ("snsapi_base", "snsapi_userinfo")
ASKED = ("appid", "redirect_uri", "response_type", "scope", "state")
LONGEST_STATE = 128


seen_by_people(blueprint)


@blueprint.get("/connect/oauth2/authorize")
def authorise_page() -> str:
    world = the_world()
    asked = _asked(world, request.args)
    return render_template(
        "counter_login.html",
        identity=world.identity,
        known=known_people(world),
        action="web_login.authorise",
        kept=asked,
        back=asked["redirect_uri"],
        is_silent=asked["scope"] == "snsapi_base",
    )


@blueprint.post("/connect/oauth2/authorize")
def authorise() -> Any:
    world = the_world()
    asked = _asked(world, request.form)
    person = request.form.get("openid") or people.user_create(
        world, nickname=request.form.get("nickname", "").strip()[:20]
    )
    if not people.is_user(world, person):
        raise PayError(404, "NO_SUCH_USER", "没有这个微信用户 / no such user")
    code = people.web_code_create(world, person=person, scope=asked["scope"])
    return redirect(with_query(asked["redirect_uri"], code=code, state=asked["state"]))


def _asked(world: World, given: Mapping[str, str]) -> dict[str, str]:
    """Return what the shop asks for.

    Raises:
        PayError: WeChat would show an error page.
    """
    asked = {name: given.get(name, "") for name in ASKED}
    if asked["appid"] != world.identity.official_appid:
        raise PayError(400, "PARAM_ERROR", "appid 参数错误 / not the official account")
    if asked["response_type"] != "code" or asked["scope"] not in SCOPES:
        raise PayError(400, "PARAM_ERROR", "Scope 参数错误 / response_type or scope is wrong")
    state = asked["state"]
    if len(state) > LONGEST_STATE or (state and not (state.isascii() and state.isalnum())):
        raise PayError(400, "PARAM_ERROR", "state 须为 a-zA-Z0-9,至多 128 字节")
    way_back({"back": asked["redirect_uri"]})
    return asked


@blueprint.get("/sns/oauth2/access_token")
@call("web_login")
def access_token(world: World) -> Answer:
    """Redeem the code; WeChat tells the unionid to who asked for more than the openid."""
    identity = world.identity
    if request.args.get("appid") != identity.official_appid:
        raise Refused(40013, "invalid appid")
    if request.args.get("secret") != identity.official_secret:
        raise Refused(40125, "invalid appsecret")
    if request.args.get("grant_type") != "authorization_code":
        raise Refused(40002, "invalid grant_type")
    found = people.web_code_redeem(world, code=request.args.get("code", ""))
    person, scope = found["openid"], found["scope"]
    answer = {
        "access_token": people.session_key(),
        "expires_in": people.TOKEN_SECONDS,
        "refresh_token": people.session_key(),
        "openid": people.openid_in(world, person, appid=identity.official_appid),
        "scope": scope,
    }
    if scope == "snsapi_userinfo":
        answer["unionid"] = people.unionid_of(person)
    if world.faults.take("web_login.snapshot"):
        answer["is_snapshotuser"] = 1
    return answer
