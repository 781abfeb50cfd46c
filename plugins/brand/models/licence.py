"""A licence to carry the regional brand: the case from application to its end."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from saleor.product.models import Product

from plugins.brand.models.brand import BrandMark, GoodsClass, LicenceTerms
from plugins.brand.models.choices import choices
from plugins.brand.models.enterprise import Enterprise
from plugins.brand.models.evidence import Document
from plugins.brand.states import LicenceState


class Licence(models.Model):
    """One enterprise's licence. Its certificates say when it holds.

    `state_due` is the day the present state wants something done, for the queue.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="licences")
    terms = models.ForeignKey(LicenceTerms, on_delete=models.PROTECT, related_name="licences")
    marks = models.ManyToManyField(BrandMark, related_name="licences")
    state = models.CharField(
        max_length=20, choices=choices(LicenceState), default=LicenceState.DRAFT.value
    )
    state_since = models.DateTimeField()
    state_due = models.DateTimeField(null=True)
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField()
    labels_wanted = models.PositiveIntegerField(default=0)
    corrections = models.PositiveSmallIntegerField(default=0)
    notice_from = models.DateField(null=True)
    notice_last_day = models.DateField(null=True)
    agreement_number = models.CharField(max_length=40, blank=True)
    agreed_on = models.DateField(null=True)
    agreement = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    rectify_by = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-pk"]
        permissions = [
            ("apply_licence", "申请品牌授权"),
            ("check_licence", "形式审查、现场核查与公示"),
            ("review_licence", "专家评审"),
            ("approve_licence", "批准授权、签约、发证与续展"),
            ("supervise_licence", "责令整改、暂停与撤销授权"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(corrections__lte=1), name="brand_licence_one_correction"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["notice", "approved", "agreed"])
                | Q(notice_from__isnull=False, notice_last_day__gt=models.F("notice_from")),
                name="brand_licence_noticed_before_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "licensed", "rectifying", "suspended", "revoked"])
                | (Q(agreed_on__isnull=False) & ~Q(agreement_number="")),
                name="brand_licence_agreed_before_given",
            ),
            models.CheckConstraint(
                condition=Q(state="rectifying", rectify_by__isnull=False)
                | Q(~Q(state="rectifying"), rectify_by__isnull=True),
                name="brand_licence_rectifying_means_by_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["revoked", "refused", "withdrawn"], ended_at__isnull=False)
                | Q(~Q(state__in=["revoked", "refused", "withdrawn"]), ended_at__isnull=True),
                name="brand_licence_ended_means_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="brand_licence_queue")]

    def __str__(self) -> str:
        return f"licence {self.pk}"


class LicenceScope(models.Model):
    """A whole class of the enterprise's goods, or a single product."""

    licence = models.ForeignKey(Licence, on_delete=models.CASCADE, related_name="scopes")
    goods_class = models.ForeignKey(GoodsClass, on_delete=models.PROTECT, null=True)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(goods_class__isnull=True, product__isnull=False)
                | Q(goods_class__isnull=False, product__isnull=True),
                name="brand_scope_class_or_product",
            ),
            models.UniqueConstraint(
                fields=["licence", "goods_class"], name="brand_scope_class_once"
            ),
            models.UniqueConstraint(fields=["licence", "product"], name="brand_scope_product_once"),
        ]

    def __str__(self) -> str:
        return f"scope {self.pk}"


class LicenceStep(models.Model):
    """What was done about a licence, by whom, when, why and with which papers.

    The file of the case: a trigger in the database refuses changes and deletions.
    """

    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    action = models.CharField(max_length=40)
    before = models.CharField(max_length=20, choices=choices(LicenceState))
    after = models.CharField(max_length=20, choices=choices(LicenceState))
    actor = models.CharField(max_length=80)
    reason = models.CharField(max_length=200, blank=True)
    attachments = models.ManyToManyField(Document, related_name="licence_steps")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} of licence {self.licence_id}"
