from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from plugins.kernel.encrypted import BlindIndexField, EncryptedTextField
from plugins.wechat.states import PushOutcome


class WechatIdentity(models.Model):
    """A person as one mini-program knows them, and the shop's user for that person.

    WeChat's `session_key` is not kept: nothing here decrypts with it.
    """

    app_id = models.CharField(max_length=32)
    openid = models.CharField(max_length=128)
    #: The same person across the apps of one owner; empty unless the owner linked them.
    unionid = models.CharField(max_length=128, blank=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wechat_identities"
    )
    #: E.164, proven by WeChat; empty until the person hands it over.
    phone: Any = EncryptedTextField(max_length=20, blank=True)
    phone_index = BlindIndexField(source="phone")
    phone_bound_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    last_login_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["app_id", "openid"], name="wechat_identity_one_per_openid"
            ),
            models.UniqueConstraint(fields=["app_id", "user"], name="wechat_identity_one_per_user"),
            models.CheckConstraint(
                condition=~models.Q(openid="") & ~models.Q(app_id=""),
                name="wechat_identity_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.app_id}:{self.pk}"


class WechatPush(models.Model):
    """One message that WeChat pushed and that was proven to be WeChat's.

    `key` is made of the content, which WeChat repeats unchanged and seals anew: the
    same push is kept once. What nothing of the shop asks for is kept without its
    content, which may be a person's words.
    """

    key = models.CharField(max_length=64, unique=True)
    event = models.CharField(max_length=64)
    transaction_id = models.CharField(max_length=32, blank=True, db_index=True)
    body = models.JSONField(null=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10,
        choices=[(outcome.value, outcome.name) for outcome in PushOutcome],
        default=PushOutcome.STORED.value,
    )
    reason = models.CharField(max_length=200, blank=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="ignored", body__isnull=True)
                | (~Q(outcome="ignored") & Q(body__isnull=False)),
                name="wechat_push_keeps_what_it_acts_on",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="applied") | Q(applied_at__isnull=False),
                name="wechat_push_applied_means_when",
            ),
        ]

    def __str__(self) -> str:
        return f"push {self.pk} {self.event}"
