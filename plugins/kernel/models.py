from django.db import models


class AuditEntry(models.Model):
    """One thing that happened: who did what to which object, when and why.

    Written in the transaction it reports on. The database refuses changes and
    deletions (see the migration's trigger). Carries ids, never personal data.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    action = models.CharField(max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64)
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="kernel_audit_by_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.action} {self.object_type}:{self.object_id}"
