"""The second factor: digits of an authenticator (RFC 6238), or a recovery code."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from plugins.accounts.device import Device
from plugins.accounts.errors import SecondFactorNeeded, SecondFactorWrong
from plugins.accounts.models import RecoveryCode
from plugins.accounts.rules.keys import digest_of
from plugins.accounts.services.guessing import Attempt, note_failure, refuse_guessing
from plugins.accounts.states import Means
from plugins.kernel import audit

RECOVERY_CODES = 10
#: No letters or digits that are read for one another.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
DEVICE = "console"


def has_second_factor(user: Any) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def needs_second_factor(user: Any) -> bool:
    """Whether the user's role may not do without: who moves money, decides, or administers."""
    if not settings.SECOND_FACTOR_REQUIRED or not user.is_staff:
        return False
    groups = settings.SECOND_FACTOR_GROUPS
    return user.is_superuser or user.groups.filter(name__in=groups).exists()


def proves_too_little(user: Any, *, means: Means) -> bool:
    """Whether a login is less than its account demands: colleagues log in by password, and
    with a second factor where their role requires one."""
    if not user.is_staff:
        return False
    return means is Means.WECHAT or (needs_second_factor(user) and not has_second_factor(user))


def recovery_codes_left(user: Any) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def second_factor_check(*, user: Any, code: str, attempt: Attempt, now: datetime) -> None:
    """Check the second factor of who has one; wrong codes count as wrong passwords.

    Raises:
        SecondFactorNeeded, SecondFactorWrong.
    """
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    if device is None:
        return
    code = code.strip().lower().replace(" ", "").replace("-", "")
    if not code:
        raise SecondFactorNeeded(field="code")
    if not (_is_digits_of(device, code) or _recovery_spend(user=user, code=code, now=now)):
        note_failure(attempt)
        raise SecondFactorWrong(field="code")


def _is_digits_of(device: TOTPDevice, code: str) -> bool:
    """Check under a lock: digits open one login, not two at once."""
    with transaction.atomic():
        locked = TOTPDevice.objects.select_for_update().get(pk=device.pk)
        allowed, _ = locked.verify_is_allowed()
        return allowed and code.isdigit() and locked.verify_token(code)


@transaction.atomic
def _recovery_spend(*, user: Any, code: str, now: datetime) -> bool:
    spent = RecoveryCode.objects.filter(
        user=user, digest=recovery_digest(user, code), used_at=None
    ).update(used_at=now)
    if spent:
        left = RecoveryCode.objects.filter(user=user, used_at=None).count()
        audit.record(
            "accounts.second_factor.code_spent", user, actor=audit.actor_of(user), left=left
        )
    return bool(spent)


def recovery_digest(user: Any, code: str) -> str:
    return digest_of("recovery", str(user.pk), code)


def refuse_wrong_code(*, user: Any, code: str, device: Device, now: datetime) -> None:
    """Ask a logged-in user for the second factor again, where there is one.

    Raises:
        SecondFactorNeeded, SecondFactorWrong; LoginTooOften, LoginBusy.
    """
    attempt = Attempt(site="again", account=str(user.pk), address=device.address)
    refuse_guessing(attempt)
    second_factor_check(user=user, code=code, attempt=attempt, now=now)


def enrolment_of(user: Any) -> TOTPDevice:
    """Return the device that waits for its first digits, made when there is none."""
    device, _ = TOTPDevice.objects.get_or_create(
        user=user, confirmed=False, defaults={"name": DEVICE}
    )
    return device


@transaction.atomic
def second_factor_enrol(*, user: Any, code: str, now: datetime) -> list[str]:
    """Turn the second factor on with the first digits; return the recovery codes.

    Raises:
        SecondFactorWrong: the digits are not those of the waiting device.
    """
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    digits = code.replace(" ", "")
    if device is None or not digits.isdigit() or not device.verify_token(digits):
        raise SecondFactorWrong(field="code")
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    audit.record("accounts.second_factor.enrolled", user, actor=audit.actor_of(user))
    return _codes_make(user=user, now=now)


@transaction.atomic
def recovery_codes_renew(*, user: Any, now: datetime) -> list[str]:
    """Replace all recovery codes; return the new ones, which are shown once."""
    audit.record("accounts.second_factor.codes_renewed", user, actor=audit.actor_of(user))
    return _codes_make(user=user, now=now)


@transaction.atomic
def second_factor_remove(*, user: Any, actor: str, reason: str = "") -> None:
    """Turn the second factor off, by its owner or by who may manage staff."""
    TOTPDevice.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    audit.record("accounts.second_factor.removed", user, actor=actor, reason=reason)


def _codes_make(*, user: Any, now: datetime) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(12)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, digest=recovery_digest(user, code), created_at=now)
        for code in codes
    )
    return ["-".join((code[:4], code[4:8], code[8:])) for code in codes]
