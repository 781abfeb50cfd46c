"""The one door to WeChat Pay, built from the settings."""

from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

from django.conf import settings

from plugins.wechat_pay.errors import NotConfigured
from plugins.wechat_pay.protocol.bills import BillClient
from plugins.wechat_pay.protocol.cipher import ResourceCipher
from plugins.wechat_pay.protocol.client import WeChatPayClient
from plugins.wechat_pay.protocol.connection import ClientConfig, Connection
from plugins.wechat_pay.protocol.paysign import RequestPayment
from plugins.wechat_pay.protocol.shares import ShareClient
from plugins.wechat_pay.protocol.signing import (
    MerchantKey,
    Verifier,
    load_private_key,
    load_verification_keys,
)
from plugins.wechat_pay.protocol.types import Prepay, Refund, RefundRequest, Transaction

Kind = TypeVar("Kind", bound=Connection)

_NEEDED = (
    "WECHAT_APPID",
    "WECHAT_PAY_MCHID",
    "WECHAT_PAY_CERT_SERIAL",
    "WECHAT_PAY_PRIVATE_KEY_FILE",
    "WECHAT_PAY_APIV3_KEY",
    "WECHAT_PAY_VERIFY_KEYS_DIR",
    "WECHAT_PAY_NOTIFY_URL",
)


class PaymentGateway(Protocol):
    """What our services ask of WeChat Pay; see `WeChatPayClient` for the errors."""

    @property
    def appid(self) -> str: ...
    @property
    def mchid(self) -> str: ...
    def prepay_jsapi(self, prepay: Prepay) -> str: ...
    def prepay_native(self, prepay: Prepay) -> str: ...
    def request_payment(self, *, prepay_id: str, appid: str = "") -> RequestPayment: ...
    def query_by_out_trade_no(self, out_trade_no: str) -> Transaction: ...
    def close_order(self, out_trade_no: str) -> None: ...
    def refund(self, request: RefundRequest) -> Refund: ...
    def query_refund(self, out_refund_no: str) -> Refund: ...


def _refuse_missing() -> None:
    missing = [name for name in _NEEDED if not getattr(settings, name, "")]
    if missing:
        names = ", ".join(missing)
        raise NotConfigured(
            f"微信支付尚未配置：请设置 {names}。 WeChat Pay is not configured: set {names}.",
            code="NOT_CONFIGURED",
        )


@lru_cache(maxsize=1)
def verifier() -> Verifier:
    """Return the keys WeChat may sign with; read once per process.

    Raises:
        NotConfigured: settings are missing.
    """
    _refuse_missing()
    return Verifier(load_verification_keys(Path(settings.WECHAT_PAY_VERIFY_KEYS_DIR)))


@lru_cache(maxsize=1)
def cipher() -> ResourceCipher:
    """Return what opens encrypted notifications.

    Raises:
        NotConfigured: settings are missing.
    """
    _refuse_missing()
    return ResourceCipher(settings.WECHAT_PAY_APIV3_KEY.encode())


@lru_cache(maxsize=1)
def gateway() -> PaymentGateway:
    """Return this process's connection to WeChat Pay.

    Raises:
        NotConfigured: settings are missing.
    """
    return _connection(WeChatPayClient)


@lru_cache(maxsize=1)
def bill_gateway() -> BillClient:
    """Return this process's connection for daily bills; errors as above."""
    return _connection(BillClient)


@lru_cache(maxsize=1)
def share_gateway() -> ShareClient:
    """Return this process's connection for profit sharing; errors as above."""
    return _connection(ShareClient)


def _connection(kind: type[Kind]) -> Kind:
    _refuse_missing()
    key = load_private_key(Path(settings.WECHAT_PAY_PRIVATE_KEY_FILE).read_bytes())
    return kind(
        config=ClientConfig(
            appid=settings.WECHAT_APPID,
            merchant=MerchantKey(
                mchid=settings.WECHAT_PAY_MCHID,
                serial=settings.WECHAT_PAY_CERT_SERIAL,
                private_key=key,
            ),
            base_url=settings.WECHAT_PAY_BASE,
            preferred_serial=settings.WECHAT_PAY_PREFERRED_SERIAL,
        ),
        verifier=verifier(),
    )


def forget() -> None:
    """Read the settings anew at the next call: after a change of keys, in tests."""
    for built in (gateway, bill_gateway, share_gateway, verifier, cipher):
        built.cache_clear()
