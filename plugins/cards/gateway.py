"""The one door to Stripe, built from the settings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Protocol

import stripe
from django.conf import settings

from plugins.cards.errors import EventRefused, NotConfigured, StripeFault
from plugins.cards.messages import Intent, RefundWord
from plugins.cards.rules import CURRENCY, TOLERANCE_SECONDS

KEYS = ("STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_WEBHOOK_SECRET")

# Seconds; a buyer waits for it, and sweeps have many to ask about.
TIMEOUT = 10
_RETRIES = 2
_REFUNDS_PER_PAGE = 100


class CardGateway(Protocol):
    """What our services ask of Stripe. Every call may raise `StripeFault`."""

    def create_intent(self, *, key: str, total_fen: int, order_number: str) -> Intent: ...
    def intent(self, intent_id: str) -> Intent: ...
    def cancel_intent(self, intent_id: str) -> Intent: ...
    def create_refund(self, *, key: str, intent_id: str, fen: int) -> RefundWord: ...
    def refund(self, refund_id: str) -> RefundWord: ...
    def refund_by_key(self, *, key: str, intent_id: str) -> RefundWord | None: ...


@contextmanager
def _faults() -> Iterator[None]:
    """Turn the library's errors into ours; its texts quote no key and no card."""
    try:
        yield
    except stripe.StripeError as error:
        permanent = isinstance(
            error,
            (stripe.InvalidRequestError, stripe.AuthenticationError, stripe.PermissionError),
        )
        raise StripeFault(
            f"{type(error).__name__} {error.http_status or '-'} {error.user_message or error}",
            http_status=error.http_status,
            code=error.code or "",
            permanent=permanent,
        ) from error


class StripeGateway:
    """Stripe's API through its own library; answers become our own terms."""

    def __init__(self, *, secret_key: str, api_base: str, retries: int = _RETRIES) -> None:
        self._http = stripe.RequestsClient(timeout=TIMEOUT)
        self._api = stripe.StripeClient(
            secret_key,
            base_addresses={"api": api_base.rstrip("/")},
            http_client=self._http,
            max_network_retries=retries,
        ).v1

    def create_intent(self, *, key: str, total_fen: int, order_number: str) -> Intent:
        with _faults():
            intent = self._api.payment_intents.create(
                params={
                    "amount": total_fen,
                    "currency": CURRENCY,
                    "allowed_payment_method_types": ["card"],
                    "metadata": {"order_number": order_number},
                },
                options={"idempotency_key": key},
            )
        return Intent.from_payload(intent.to_dict())

    def intent(self, intent_id: str) -> Intent:
        with _faults():
            intent = self._api.payment_intents.retrieve(intent_id)
        return Intent.from_payload(intent.to_dict())

    def cancel_intent(self, intent_id: str) -> Intent:
        with _faults():
            intent = self._api.payment_intents.cancel(intent_id)
        return Intent.from_payload(intent.to_dict())

    def create_refund(self, *, key: str, intent_id: str, fen: int) -> RefundWord:
        with _faults():
            refund = self._api.refunds.create(
                params={
                    "payment_intent": intent_id,
                    "amount": fen,
                    "metadata": {"refund_key": key},
                },
                options={"idempotency_key": f"refund-{key}"},
            )
        return RefundWord.from_payload(refund.to_dict())

    def refund(self, refund_id: str) -> RefundWord:
        with _faults():
            refund = self._api.refunds.retrieve(refund_id)
        return RefundWord.from_payload(refund.to_dict())

    def refund_by_key(self, *, key: str, intent_id: str) -> RefundWord | None:
        with _faults():
            page = self._api.refunds.list(
                params={"payment_intent": intent_id, "limit": _REFUNDS_PER_PAGE}
            )
            words = [RefundWord.from_payload(each.to_dict()) for each in page.auto_paging_iter()]
        return next((word for word in words if word.key == key), None)

    def close(self) -> None:
        self._http.close()


def is_on() -> bool:
    """Tell whether this shop takes cards: all its keys are set."""
    return all(getattr(settings, name, "") for name in KEYS)


@lru_cache(maxsize=1)
def gateway() -> CardGateway:
    """Return this process's connection to Stripe.

    Raises:
        NotConfigured: keys are missing.
    """
    missing = [name for name in KEYS if not getattr(settings, name, "")]
    if missing:
        names = ", ".join(missing)
        raise NotConfigured(
            f"银行卡支付尚未配置：请设置 {names}。 Card payments are off: set {names}.",
            code="NOT_CONFIGURED",
        )
    return StripeGateway(secret_key=settings.STRIPE_SECRET_KEY, api_base=settings.STRIPE_API_BASE)


def forget() -> None:
    """Read the settings anew at the next call: after a change of keys, in tests."""
    gateway.cache_clear()


def verify(*, body: bytes, signature: str, secret: str) -> None:
    """Prove that Stripe signed exactly these bytes, not long ago.

    Raises:
        EventRefused: it cannot be proven.
    """
    try:
        stripe.WebhookSignature.verify_header(body, signature, secret, TOLERANCE_SECONDS)
    except (stripe.SignatureVerificationError, UnicodeDecodeError) as error:
        raise EventRefused() from error
