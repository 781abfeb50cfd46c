"""The 1: the regional brand, its marks, the goods it is for and the terms it is given on."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from plugins.brand.models.choices import choices
from plugins.brand.rules.permits import ProofNeed


class RegionalBrand(models.Model):
    """A regional public brand. Exactly one is active: the database refuses a second."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=80, blank=True)
    slogan = models.CharField(max_length=80, blank=True)
    story = models.TextField()
    manual = models.TextField(
        help_text="How the marks are used: sizes, colours, what is not allowed."
    )
    palette = models.JSONField(default=dict, help_text="Name of a colour → its hex value.")
    office_name = models.CharField(max_length=80)
    office_phone = models.CharField(max_length=40, blank=True)
    office_email = models.EmailField(blank=True)
    office_address = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="brand_one_active"
            )
        ]
        permissions = [("manage_brand", "管理区域公共品牌、品类标准与授权条款")]

    def __str__(self) -> str:
        return self.name


class BrandMark(models.Model):
    """A mark of the brand: the picture, and its registration if it has one."""

    brand = models.ForeignKey(RegionalBrand, on_delete=models.CASCADE, related_name="marks")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=40)
    # A drawing of `brand_theme/art/brand`, or a file an operator stored in media.
    picture = models.CharField(max_length=200)
    registration = models.CharField(max_length=20, blank=True)
    nice_class = models.PositiveSmallIntegerField(null=True)
    registered_until = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["brand", "slug"], name="brand_mark_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GoodsClass(models.Model):
    """A class of goods the brand is given for, and the standard it must meet."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=40)
    standard = models.TextField()
    proof_need = models.CharField(max_length=20, choices=choices(ProofNeed))
    needs_report = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class LicenceTerms(models.Model):
    """What a licence is given on. A licence keeps the terms it was applied for under.

    Terms are never changed but adopted anew; one set is current.
    """

    brand = models.ForeignKey(RegionalBrand, on_delete=models.PROTECT, related_name="terms")
    version = models.PositiveIntegerField(unique=True)
    is_current = models.BooleanField(default=False)
    adopted_at = models.DateTimeField()
    term_months = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    notice_working_days = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    minimum_reviewers = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    minimum_score = models.PositiveIntegerField()
    correction_days = models.PositiveIntegerField()
    cooling_off_months = models.PositiveIntegerField()
    reverify_months = models.PositiveIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "licence terms"
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="brand_terms_one_current"
            ),
            models.CheckConstraint(
                condition=Q(
                    term_months__gt=0,
                    notice_working_days__gt=0,
                    minimum_reviewers__gt=0,
                    minimum_score__lte=100,
                    reverify_months__gt=0,
                ),
                name="brand_terms_sensible",
            ),
        ]

    def __str__(self) -> str:
        return f"terms {self.version}"
