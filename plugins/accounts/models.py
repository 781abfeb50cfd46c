"""Rows behind logins. Of every secret that leaves the shop only a digest stays here."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from plugins.accounts.states import EndReason, Means, Purpose


class AccountKey(models.Model):
    """What all of one user's tokens depend on; a new value ends every one of them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="account_key"
    )
    secret = models.CharField(max_length=64)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of {self.user_id}"


class LoginSession(models.Model):
    """One login on one device, from the proof of who it is to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="login_sessions"
    )
    means = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Means])
    #: Of the account when the login was proven: see `rules/keys.py`.
    fingerprint = models.CharField(max_length=32)
    #: As its owner knows it: `Chrome · Windows`. The header itself is not kept.
    device = models.CharField(max_length=60)
    #: Its last part hidden: `61.183.*.*`.
    address = models.CharField(max_length=45)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.name) for each in EndReason]
    )
    #: The row of `django_session` of a console's login; empty for tokens.
    cookie_key = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(
                fields=["user", "-last_used_at"],
                condition=Q(ended_at__isnull=True),
                name="accounts_open_sessions",
            ),
            models.Index(fields=["expires_at"], name="accounts_sessions_by_expiry"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
                name="accounts_session_end_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["cookie_key"],
                condition=~Q(cookie_key=""),
                name="accounts_one_session_per_cookie",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.created_at:%Y-%m-%d}"


class RefreshToken(models.Model):
    """One step of a login's chain: used once, it is followed by the next.

    The database refuses a second unused token of the same login, so a chain can
    never fork.
    """

    session = models.ForeignKey(
        LoginSession, on_delete=models.CASCADE, related_name="refresh_tokens"
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(used_at__isnull=True),
                name="accounts_one_live_refresh_token",
            )
        ]

    def __str__(self) -> str:
        return f"refresh token {self.pk}"


class Letter(models.Model):
    """A mail that is to be written: a link that somebody asks for, or a notice.

    Gone as soon as it was dealt with, and the address with it. The answer to who
    asks is given before anybody looks whether the address is known.
    """

    #: What its link is good for; empty for a notice.
    purpose = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.name) for each in Purpose]
    )
    #: Of a notice.
    template = models.CharField(max_length=60, blank=True)
    facts = models.JSONField(default=dict)
    #: Where the mail goes, normalised.
    email = models.EmailField()
    #: Who asked; null when that is not known until the mail is opened.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    redirect_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="") & ~Q(template="") | ~Q(purpose="") & ~Q(redirect_url=""),
                name="accounts_letter_is_complete",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose or self.template} {self.pk}"


class LinkToken(models.Model):
    """The link in a mail: for one purpose, one account, once, for a short time."""

    purpose = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Purpose])
    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    #: The address the mail went to: for `register` and `email` the one it proves.
    email = models.EmailField()
    #: Of the account when the link was made; a changed password or address ends it.
    fingerprint = models.CharField(max_length=32, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="accounts_links_by_expiry")]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="register", user__isnull=True, fingerprint="")
                | (~Q(purpose="register") & Q(user__isnull=False) & ~Q(fingerprint="")),
                name="accounts_link_is_bound",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.pk}"


class Ban(models.Model):
    """Somebody is shut out, by whom and why, until it is lifted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bans"
    )
    reason = models.CharField(max_length=200)
    placed_by = models.CharField(max_length=80)
    placed_at = models.DateTimeField()
    #: What `is_active` was before, to be restored.
    was_active = models.BooleanField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=80, blank=True)
    lift_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(lifted_at__isnull=True),
                name="accounts_one_ban_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="accounts_ban_has_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lift_reason="")),
                name="accounts_lifted_ban_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"ban {self.pk}"


class RecoveryCode(models.Model):
    """Lets somebody in once who has lost the device with the second factor."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "digest"], name="accounts_recovery_codes_differ"
            )
        ]

    def __str__(self) -> str:
        return f"recovery code {self.pk}"
