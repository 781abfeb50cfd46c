"""wechatpy's client with what it lacks for a mini-program's server mended.

Mended here, each found by running 1.8.18 (see `docs/wechatpy.md`):

- the address of WeChat's servers is an argument, in all three places it stands;
- the access token is a stable one, shared by processes, fetched by one of them;
- every call has a time-out, and repeats are bounded (upstream recurses for ever
  on a server that keeps refusing the token);
- logging in needs no access token;
- failures are `GatewayError`s that carry WeChat's code and no secret;
- calls and parameters that are missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

import requests
from wechatpy.client import WeChatClient
from wechatpy.client.api import WeChatWxa
from wechatpy.client.api.base import BaseWeChatAPI
from wechatpy.exceptions import WeChatClientException
from wechatpy.session import SessionStorage

from plugins.kernel.errors import GatewayError

CONNECT_SECONDS, READ_SECONDS = 3.05, 6
BUSY = -1
TOKEN_REFUSED = frozenset({"40001", "40014", "42001"})
#: WeChat Pay's books reach shipping management seconds to minutes late.
PAYMENT_NOT_THERE_YET = 10060001
#: Worth another try later; everything else will be refused again.
PASSING = frozenset({BUSY, 45009, 45011, PAYMENT_NOT_THERE_YET})
BUSY_PAUSES = (0.2, 0.6)
#: A token is renewed this long before its end; WeChat then answers with the next.
RENEW_SECONDS_EARLY = 300
#: WeChat allows one forced renewal in 30 seconds and 20 a day.
FORCED_EVERY_SECONDS = 60
#: A list instead of a mapping keeps wechatpy from adding the access token.
Params = list[tuple[str, str]] | Mapping[str, str]
SingleFlight = Callable[[str], AbstractContextManager[None]]


class MiniProgramApi(WeChatWxa):
    """The calls of a mini-program's server."""

    @property
    def API_BASE_URL(self) -> str:  # noqa: N802  (wechatpy's name)
        return f"{self._client.base_url}/"

    def code_to_session(self, js_code: str) -> dict[str, Any]:
        """Redeem what `wx.login` gave; the code works once, for five minutes."""
        params = [
            ("appid", self._client.appid),
            ("secret", self._client.secret),
            ("js_code", js_code),
            ("grant_type", "authorization_code"),
        ]
        return _answer(self._get("sns/jscode2session", params=params))

    def get_user_phone_number(self, code: str) -> dict[str, Any]:
        """Redeem what the phone-number button gave (not the code of `wx.login`)."""
        return _answer(self._post("wxa/business/getuserphonenumber", data={"code": code}))

    def send_subscribe_message(
        self,
        user_id: str,
        template_id: str,
        data: Mapping[str, Mapping[str, str]],
        page: str | None = None,
        miniprogram_state: str = "formal",
        lang: str = "zh_CN",
    ) -> dict[str, Any]:
        message = {
            "touser": user_id,
            "template_id": template_id,
            "data": data,
            "miniprogram_state": miniprogram_state,
            "lang": lang,
        }
        if page:
            message["page"] = page
        return _answer(self._post("cgi-bin/message/subscribe/send", data=message))

    def upload_shipping_info(self, report: Mapping[str, Any]) -> dict[str, Any]:
        """Say how the goods of one payment travel."""
        return _answer(self._post("wxa/sec/order/upload_shipping_info", data=dict(report)))

    def get_order(self, transaction_id: str) -> dict[str, Any]:
        """Ask how WeChat sees one payment on its way from shipping to settlement."""
        return _answer(
            self._post("wxa/sec/order/get_order", data={"transaction_id": transaction_id})
        )

    def get_wxa_code_unlimited(
        self,
        scene: str,
        page: str | None = None,
        width: int = 430,
        check_path: bool = True,
        env_version: str = "release",
    ) -> bytes:
        """Return a mini-program code as the bytes of an image."""
        wish = {
            "scene": scene,
            "width": width,
            "check_path": check_path,
            "env_version": env_version,
        }
        if page:
            wish["page"] = page
        return self._post("wxa/getwxacodeunlimit", data=wish).content


class WebLoginApi(BaseWeChatAPI):
    """What an official account's server asks about whoever came with a browser."""

    @property
    def API_BASE_URL(self) -> str:  # noqa: N802  (wechatpy's name)
        return f"{self._client.base_url}/"

    def code_to_person(self, code: str) -> dict[str, Any]:
        """Redeem what the browser came back with; the code works once, for five minutes."""
        params = [
            ("appid", self._client.appid),
            ("secret", self._client.secret),
            ("code", code),
            ("grant_type", "authorization_code"),
        ]
        return _answer(self._get("sns/oauth2/access_token", params=params))


class MiniProgramClient(WeChatClient):
    """One mini-program's or official account's connection to WeChat.

    Args:
        base_url: scheme and host, without a slash at its end.
        session: where the access token lives; shared by all processes.
        single_flight: a lock by name across processes, held while one of them
            fetches a token, so that the others wait for that one.
    """

    wxa = MiniProgramApi()
    web = WebLoginApi()

    def __init__(
        self,
        *,
        appid: str,
        secret: str,
        base_url: str,
        session: SessionStorage,
        single_flight: SingleFlight,
        pause: Callable[[float], None] = time.sleep,
    ):
        timeout = (CONNECT_SECONDS, READ_SECONDS)
        super().__init__(appid, secret, session=session, timeout=timeout, auto_retry=False)
        self.base_url = base_url.rstrip("/")
        self.API_BASE_URL = f"{self.base_url}/cgi-bin/"
        self.single_flight = single_flight
        self.pause = pause

    @property
    def access_token(self) -> str:
        # wechatpy looks at every attribute before __init__; an AttributeError of
        # the missing session tells it to go on.
        return self.session.get(self.access_token_key) or self._renewed(stale="")

    def fetch_access_token(self) -> dict[str, Any]:
        """Ask for the stable token: the same one for everybody, until near its end."""
        return self._fetch(force=False)

    def _fetch(self, *, force: bool) -> dict[str, Any]:
        wish = {
            "grant_type": "client_credential",
            "appid": self.appid,
            "secret": self.secret,
            "force_refresh": force,
        }
        answer = _answer(self.post("stable_token", params=[], data=wish))
        seconds = max(int(answer["expires_in"]) - RENEW_SECONDS_EARLY, 1)
        self.session.set(self.access_token_key, answer["access_token"], seconds)
        return answer

    def _renewed(self, *, stale: str) -> str:
        """Return a token other than `stale`, fetched by one process for all.

        Forcing ends every earlier token, so it is the last resort, and rare.
        """
        with self.single_flight(self.access_token_key):
            token = self.session.get(self.access_token_key)
            if token and token != stale:
                return token
            token = self._fetch(force=False)["access_token"]
            if token == stale and not self.session.get(f"{self.appid}_forced"):
                self.session.set(f"{self.appid}_forced", "1", FORCED_EVERY_SECONDS)
                token = self._fetch(force=True)["access_token"]
            return token

    def _request(self, method: str, url_or_endpoint: str, **kwargs: Any) -> Any:
        """Send one call, with an access token unless `params` is a list.

        Raises:
            GatewayError: refused (`code` is WeChat's errcode) or not reached.
        """
        params: Params = kwargs.pop("params", {})
        if isinstance(kwargs.get("data"), dict):
            kwargs.setdefault("headers", {"Content-Type": "application/json"})
        if not isinstance(params, Mapping):
            return self._send(method, url_or_endpoint, params=params, **kwargs)
        token = self.access_token
        try:
            with_token = {**params, "access_token": token}
            return self._send(method, url_or_endpoint, params=with_token, **kwargs)
        except GatewayError as error:
            if error.code not in TOKEN_REFUSED:
                raise
        with_token = {**params, "access_token": self._renewed(stale=token)}
        return self._send(method, url_or_endpoint, params=with_token, **kwargs)

    def _send(self, method: str, url_or_endpoint: str, **kwargs: Any) -> Any:
        """Send one call, a few times while WeChat says that it is busy.

        A call without an answer is not repeated: its code may be used up and its
        message delivered.
        """
        for pause in (*BUSY_PAUSES, None):
            try:
                return super()._request(method, url_or_endpoint, **kwargs)
            except WeChatClientException as error:
                if error.errcode != BUSY or pause is None:
                    raise _refused(error) from None
            except requests.RequestException as error:
                # Its text holds the address, and that the secret or the token.
                kind = type(error).__name__
                raise GatewayError(f"微信接口连接失败 · WeChat not reached: {kind}") from None
            self.pause(pause)
        raise AssertionError("the last try returns or raises")


def _refused(error: WeChatClientException) -> GatewayError:
    """Keep WeChat's code and words; the exception also holds request and secret."""
    if error.errcode is None:
        status = getattr(error.response, "status_code", "?")
        return GatewayError(f"微信接口异常 · WeChat answered with status {status}")
    return GatewayError(
        f"微信接口拒绝 · WeChat refused: {error.errcode} {error.errmsg}",
        code=str(error.errcode),
        permanent=error.errcode not in PASSING,
    )


def _answer(result: Any) -> dict[str, Any]:
    """Return a JSON answer; wechatpy hands over what it cannot read as it came."""
    if not isinstance(result, dict):
        raise GatewayError("微信接口应答不是 JSON · WeChat's answer is not JSON")
    return result
