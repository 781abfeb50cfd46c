"""What proves that an enterprise may make and name its goods."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from plugins.brand.cabinet import private_storage
from plugins.brand.models.brand import GoodsClass
from plugins.brand.models.choices import choices
from plugins.brand.models.enterprise import Enterprise
from plugins.brand.rules.permits import PermitKind
from plugins.brand.rules.proofs import ProofKind


class Document(models.Model):
    """A file in the brand office's cabinet: a licence, a report, a site record, evidence."""

    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="documents", null=True
    )
    title = models.CharField(max_length=80)
    file = models.FileField(storage=private_storage, upload_to="%Y/%m/", max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    expires_on = models.DateField(null=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class Permit(models.Model):
    """A permit to make food, on which the goods' standard depends."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="permits")
    kind = models.CharField(max_length=20, choices=choices(PermitKind))
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # a filing has no end
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    goods_classes = models.ManyToManyField(GoodsClass, related_name="permits")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="brand_permit_once"),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="brand_permit_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Proof(models.Model):
    """A quality certificate or an inspection report, of one class of goods."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="proofs")
    goods_class = models.ForeignKey(GoodsClass, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=20, choices=choices(ProofKind))
    number = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_until = models.DateField()
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="brand_proof_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="brand_proof_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Trademark(models.Model):
    """A mark of the enterprise's own: the child of the 母子标."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="trademarks")
    number = models.CharField(max_length=12)
    nice_class = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    holder = models.CharField(max_length=80)
    expires_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["number", "nice_class"], name="brand_trademark_once"),
            models.CheckConstraint(
                condition=Q(nice_class__gte=1, nice_class__lte=45), name="brand_trademark_class"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
