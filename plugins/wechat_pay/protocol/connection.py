"""One merchant's connection to WeChat Pay API v3: signed calls, proven answers.

Every answer is proven before it is believed: a 2xx without a valid, fresh
signature is refused, also an empty 204. Calls are repeated only where WeChat
defines a repetition as harmless, and always with identical parameters.
"""

import json
import logging
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import httpx

from .errors import (
    AnswerUnreadable,
    RemoteFault,
    SignatureRefused,
    Throttled,
    TransportFault,
    WeChatPayError,
    error_from_answer,
)
from .signing import MerchantKey, Verifier, authorization, has_signature

logger = logging.getLogger(__name__)

BASE_URL = "https://api.mch.weixin.qq.com"
USER_AGENT = "daye-brand-shop/1 (+wechat-pay-v3)"

# A shopper waits before a spinning wheel: at most two attempts of eight seconds
# each, then the caller hears that the outcome is unknown.
TIMEOUT = httpx.Timeout(connect=3.0, read=8.0, write=5.0, pool=3.0)
PAUSES_BEFORE_RETRY = (0.3,)

# Faults that may be gone a moment later. A refused signature is among them
# because WeChat sends wrong ones on purpose, to see whether merchants check.
_PASSING = (TransportFault, RemoteFault, Throttled, SignatureRefused)


def seconds_now() -> int:
    return int(time.time())


def random_nonce() -> str:
    """Return 32 characters, the longest nonce WeChat accepts."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class ClientConfig:
    """What distinguishes one merchant's client from another's.

    Attributes:
        preferred_serial: the key we ask WeChat to answer with; a
            `PUB_KEY_ID_…` for merchants on public keys. Empty: WeChat chooses.
    """

    appid: str
    merchant: MerchantKey
    base_url: str = BASE_URL
    preferred_serial: str = ""
    pauses_before_retry: tuple[float, ...] = PAUSES_BEFORE_RETRY
    timeout: httpx.Timeout = field(default_factory=lambda: TIMEOUT)


class Connection:
    """One merchant's connection to WeChat Pay. Safe to share between threads.

    Args:
        verifier: the keys WeChat may sign with.
        transport: an httpx transport, for tests.
        now, nonce, sleep: clock, randomness and waiting, for tests.
    """

    def __init__(
        self,
        *,
        config: ClientConfig,
        verifier: Verifier,
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], int] = seconds_now,
        nonce: Callable[[], str] = random_nonce,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._config = config
        self._verifier = verifier
        self._now = now
        self._nonce = nonce
        self._sleep = sleep
        self._http = httpx.Client(
            base_url=config.base_url,
            timeout=config.timeout,
            transport=transport,
            follow_redirects=False,
            # A proxy named in the environment would see every buyer's openid.
            trust_env=False,
            headers={"Accept": "application/json", "User-Agent": USER_AGENT},
        )

    @property
    def appid(self) -> str:
        return self._config.appid

    @property
    def mchid(self) -> str:
        return self._config.merchant.mchid

    def close(self) -> None:
        """Give the connections back. The client cannot be used afterwards."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # One call

    def _call(
        self,
        method: str,
        target: str,
        *,
        operation: str,
        body: Mapping[str, Any] | None = None,
        serial: str = "",
    ) -> Mapping[str, Any]:
        """Send, repeat on passing faults, verify, parse.

        Only calls that WeChat defines as idempotent may come through here. `serial`
        names the key that parts of the body are encrypted with.
        """
        content = b"" if body is None else _compact_json(body)
        for pause in self._config.pauses_before_retry:
            try:
                return self._attempt(method, target, content, operation, serial)
            except _PASSING as fault:
                logger.warning("wechat_pay %s will be repeated: %s", operation, fault.code)
                self._sleep(pause)
        return self._attempt(method, target, content, operation, serial)

    def _attempt(
        self, method: str, target: str, content: bytes, operation: str, serial: str
    ) -> Mapping[str, Any]:
        request = self._signed_request(method, target, content, serial=serial)
        started = time.monotonic()
        try:
            response = self._http.send(request)
        except httpx.RequestError as fault:
            logger.warning("wechat_pay %s got no answer: %s", operation, type(fault).__name__)
            raise TransportFault(code="NO_ANSWER", detail=type(fault).__name__) from fault
        # Neither bodies nor headers: they carry openids and signatures.
        logger.info(
            "wechat_pay %s answered %s in %.0f ms, request %s",
            operation,
            response.status_code,
            (time.monotonic() - started) * 1000,
            response.headers.get("Request-ID", "-"),
        )
        return self._believed(response)

    def _sealed(self, text: str) -> tuple[str, str]:
        """Encrypt a person's or merchant's name for WeChat; return the key's serial with it."""
        return self._verifier.sealed(text, serial=self._config.preferred_serial)

    def _signed_request(
        self, method: str, target: str, content: bytes, *, serial: str = ""
    ) -> httpx.Request:
        headers = {}
        if content:
            headers["Content-Type"] = "application/json"
        if serial or self._config.preferred_serial:
            headers["Wechatpay-Serial"] = serial or self._config.preferred_serial
        request = self._http.build_request(method, target, content=content, headers=headers)
        # Signed is what httpx will send, after its own percent-encoding.
        request.headers["Authorization"] = authorization(
            merchant=self._config.merchant,
            method=method,
            target=request.url.raw_path.decode("ascii"),
            body=content,
            timestamp=self._now(),
            nonce=self._nonce(),
        )
        return request

    def _believed(self, response: httpx.Response) -> Mapping[str, Any]:
        """Return the verified JSON object of a success, or raise.

        Errors of WeChat's front servers come unsigned, so an unsigned error is
        taken as it is; a signature that is there must hold all the same.
        """
        success = response.is_success
        if success or has_signature(response.headers):
            self._verify(response)
        if not success:
            raise _error(response)
        if not response.content:
            return {}
        return _json_object(response)

    def _verify(self, response: httpx.Response) -> None:
        try:
            self._verifier.verify(headers=response.headers, body=response.content, now=self._now())
        except SignatureRefused as refused:
            logger.error("wechat_pay answer refused: %s", refused.reason)
            raise SignatureRefused(
                reason=refused.reason, http_status=response.status_code
            ) from None


def _compact_json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _json_object(response: httpx.Response) -> Mapping[str, Any]:
    try:
        parsed = json.loads(response.content)
    except ValueError:
        parsed = None
    if not isinstance(parsed, dict):
        raise AnswerUnreadable(
            code="ANSWER_UNREADABLE",
            detail="the answer is no JSON object",
            http_status=response.status_code,
        )
    return parsed


def _error(response: httpx.Response) -> WeChatPayError:
    try:
        body = _json_object(response)
    except AnswerUnreadable:
        body = {}
    return error_from_answer(
        http_status=response.status_code,
        code=str(body.get("code") or f"HTTP_{response.status_code}"),
        detail=str(body.get("message") or ""),
    )
