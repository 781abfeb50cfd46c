from django.db import models
from django.db.models import Q

from plugins.brand.public import Enterprise
from plugins.kernel.models import AuditEntry
from plugins.marketplace.public import Member


class Notice(models.Model):
    """What an enterprise was told after something was audited; written once.

    `path` is where its members see the thing itself, on this shop.
    """

    entry = models.ForeignKey(AuditEntry, on_delete=models.PROTECT, related_name="notices")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=10)
    subject = models.CharField(max_length=120)
    text = models.CharField(max_length=1000)
    english = models.CharField(max_length=200)
    button = models.CharField(max_length=20)
    path = models.CharField(max_length=200)
    is_required = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "enterprise"], name="notices_once_per_occasion"
            ),
        ]
        indexes = [models.Index(fields=["enterprise", "-id"], name="notices_of_enterprise")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class NoticeCopy(models.Model):
    """One person's copy: who got what, where it was mailed to and when it was read.

    Without a member it went to a contact of the enterprise's file, because nobody of the
    enterprise had an account yet. The address is personal data, shown masked.
    """

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="copies")
    member = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="notice_copies"
    )
    address = models.EmailField()
    # The person does not want mails of this kind; the console shows it all the same.
    is_declined = models.BooleanField(default=False)
    mailed_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "address"], name="notices_one_copy_per_address"
            ),
            models.CheckConstraint(
                condition=Q(is_declined=False) | Q(mailed_at__isnull=True),
                name="notices_declined_is_not_mailed",
            ),
        ]
        indexes = [
            models.Index(fields=["member", "-id"], name="notices_of_member"),
            models.Index(
                fields=["member"], condition=Q(read_at__isnull=True), name="notices_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk} of notice {self.notice_id}"


class DeclinedKind(models.Model):
    """A kind of notices that a member does not want by mail."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="declined_kinds")
    kind = models.CharField(max_length=20)
    declined_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["member", "kind"], name="notices_declined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} declined by {self.member_id}"
