from django.db import models


class AuditEntry(models.Model):
    """One thing that happened: who did what to which object, when and why.

    Written in the transaction it reports on. The database refuses changes and
    deletions (see the migration's trigger). Carries ids, never personal data.

    `position` and `hash` are set once, by `audit_chain.seal`: each hash covers the
    entry and the hash before it, so whatever is changed later shows.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)
    # Where it was asked from, if anybody asked: the network, and which login.
    address = models.CharField(max_length=45, blank=True)
    session = models.CharField(max_length=16, blank=True)
    position = models.BigIntegerField(null=True, unique=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__isnull=True, hash="")
                | models.Q(position__gt=0, position__isnull=False, hash__regex="^[0-9a-f]{64}$"),
                name="kernel_audit_sealed_means_hash",
            )
        ]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="kernel_audit_by_object"),
            # The console's search: by number, by person, by the beginning of what was done.
            models.Index(fields=["object_id"], name="kernel_audit_by_number"),
            models.Index(fields=["actor", "-id"], name="kernel_audit_by_actor"),
            models.Index(
                fields=["action"], opclasses=["varchar_pattern_ops"], name="kernel_audit_by_action"
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(position__isnull=True),
                name="kernel_audit_unsealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.object_type}:{self.object_id}"


class OutboxState(models.TextChoices):
    PENDING = "pending", "待办"
    DONE = "done", "已办"
    DEAD = "dead", "搁置"  # tried too often: a person has to look


class OutboxMessage(models.Model):
    """A side effect that is owed, written in the transaction that owes it.

    `key` names the occasion, so that the same occasion owes it once.
    """

    topic = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    state = models.CharField(
        max_length=10, choices=OutboxState.choices, default=OutboxState.PENDING
    )
    attempts = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "key"], name="kernel_outbox_once_per_occasion"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False),
                name="kernel_outbox_done_means_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(state="pending"),
                name="kernel_outbox_pending_by_due",
            ),
            models.Index(
                fields=["-id"], condition=models.Q(state="dead"), name="kernel_outbox_dead"
            ),
            models.Index(
                fields=["key"], opclasses=["varchar_pattern_ops"], name="kernel_outbox_by_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"
