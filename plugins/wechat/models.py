from django.conf import settings
from django.db import models


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
    phone = models.CharField(max_length=20, blank=True)
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
