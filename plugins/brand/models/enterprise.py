"""The N: enterprises, whom to reach there, who is tied to them, and what they make."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from saleor.product.models import Product

from plugins.brand.models.brand import GoodsClass
from plugins.brand.models.choices import choices
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.kernel.encrypted import EncryptedTextField


class Enterprise(models.Model):
    """The file of one enterprise.

    `slug` is also that of its brand's collection in the catalogue. The right to
    sell ends by itself at `verify_by` unless the office has verified the file
    again (网络交易监督管理办法 art. 24: every six months), and at once when it is
    suspended. Never deleted: licences and orders refer to it.
    """

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    brand_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=choices(EnterpriseKind))
    credit_code = models.CharField(max_length=18, blank=True)
    town = models.CharField(max_length=40)
    story = models.TextField(blank=True)
    is_demo = models.BooleanField(default=False)
    registered_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    verify_by = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspension_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        permissions = [
            ("manage_enterprises", "管理企业档案"),
            ("reveal_contacts", "查看企业完整联系方式"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="brand_credit_code_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="household", credit_code="")
                | Q(~Q(kind="household"), credit_code__regex=r"^9[0-9A-Z]{17}$"),
                name="brand_credit_code_of_businesses_only",
            ),
            models.CheckConstraint(
                condition=Q(suspended_at__isnull=True, suspension_reason="")
                | Q(~Q(suspension_reason=""), suspended_at__isnull=False),
                name="brand_suspended_means_why",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EnterpriseContact(models.Model):
    """A person to reach: personal data, shown masked unless `contact_reveal` is asked."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=40)
    duty = models.CharField(max_length=40, blank=True)
    phone: Any = EncryptedTextField(max_length=30)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"contact {self.pk}"


class EnterpriseTie(models.Model):
    """A person's interest in an enterprise: its people and their relatives do not judge it."""

    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="ties")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enterprise_ties"
    )
    relation = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "user"], name="brand_tie_once"),
        ]

    def __str__(self) -> str:
        return f"tie {self.pk}"


class ProductMaker(models.Model):
    """Which enterprise makes a product, and as which class of goods."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="maker")
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="makes")
    goods_class = models.ForeignKey(GoodsClass, on_delete=models.PROTECT, related_name="makers")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"maker of product {self.product_id}"
