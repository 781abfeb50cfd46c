"""What a coupon is given on, by whom it is borne, and how many there are."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from saleor.discount.models import Voucher
from saleor.product.models import Product, ProductType

from plugins.brand.public import Enterprise
from plugins.coupons.rules.saving import MOST_PERCENT, Terms
from plugins.coupons.rules.words import brief, condition, headline
from plugins.coupons.states import Bearer, CampaignState, Scope


class Campaign(models.Model):
    """A coupon campaign. Money in fen; `…_until` is the first instant that is too late.

    Its terms can be written while it is a draft and never after (migration 0002): a
    claimed coupon is a promise. `voucher` is the engine's, made with the campaign: orders
    and checkouts point to it, and the engine counts its uses. Its code is nobody's to know
    and proves nothing: a checkout takes the coupon its buyer has claimed.
    """

    name = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in CampaignState],
        default=CampaignState.DRAFT.value,
    )
    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="campaign")

    least_fen = models.BigIntegerField()
    off_fen = models.BigIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    ceiling_fen = models.BigIntegerField(default=0)

    scope = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Scope])
    trade = models.ForeignKey(ProductType, null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(
        Enterprise, null=True, on_delete=models.PROTECT, related_name="coupon_campaigns"
    )
    goods = models.ManyToManyField(Product, related_name="coupon_campaigns")

    claim_from = models.DateTimeField()
    claim_until = models.DateTimeField()
    use_from = models.DateTimeField(null=True)
    use_until = models.DateTimeField(null=True)
    use_days = models.PositiveSmallIntegerField(default=0)
    total = models.PositiveIntegerField()
    per_person = models.PositiveSmallIntegerField(default=1)
    claimed = models.PositiveIntegerField(default=0)
    # Claimed by who types it; a campaign with a code is listed nowhere.
    code = models.CharField(max_length=16, blank=True)

    bearer = models.CharField(max_length=10, choices=[(each.value, each.name) for each in Bearer])
    # Of the enterprise that bears it: the member who said yes to these very terms.
    proposed_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    agreed_by = models.CharField(max_length=80, blank=True)

    written_by = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        permissions = [("manage_coupons", "管理优惠券")]
        constraints = [
            models.CheckConstraint(
                condition=Q(off_fen__gt=0, off_fen__lt=F("least_fen"), percent=0, ceiling_fen=0)
                | Q(
                    off_fen=0,
                    percent__gt=0,
                    percent__lte=MOST_PERCENT,
                    ceiling_fen__gt=0,
                    least_fen__gte=0,
                ),
                name="coupons_never_make_goods_free",
            ),
            models.CheckConstraint(
                condition=Q(scope="everything", trade=None, enterprise=None)
                | Q(scope="trade", trade__isnull=False, enterprise=None)
                | Q(scope="enterprise", trade=None, enterprise__isnull=False)
                | Q(scope="goods", trade=None, bearer="platform", enterprise=None)
                | Q(scope="goods", trade=None, bearer="enterprise", enterprise__isnull=False),
                name="coupons_scope_says_what_it_is_for",
            ),
            models.CheckConstraint(
                condition=Q(bearer="platform") | Q(scope__in=("enterprise", "goods")),
                name="coupons_enterprise_bears_for_its_own_goods",
            ),
            models.CheckConstraint(
                condition=Q(bearer="platform")
                | Q(state__in=("draft", "ended"))
                | (Q(agreed_at__isnull=False) & ~Q(agreed_by="")),
                name="coupons_enterprise_bears_what_it_agreed_to",
            ),
            models.CheckConstraint(
                condition=Q(claim_from__lt=F("claim_until")), name="coupons_claimed_within_days"
            ),
            models.CheckConstraint(
                condition=Q(
                    use_days=0, use_from__lt=F("use_until"), use_until__gte=F("claim_until")
                )
                | Q(use_days__gt=0, use_from=None, use_until=None),
                name="coupons_used_within_days_or_after_claiming",
            ),
            models.CheckConstraint(
                condition=Q(total__gt=0, per_person__gt=0, per_person__lte=F("total")),
                name="coupons_some_for_everybody",
            ),
            models.CheckConstraint(
                condition=Q(claimed__lte=F("total")),
                name="coupons_never_more_claimed_than_there_are",
            ),
            models.UniqueConstraint(
                fields=["code"], condition=~Q(code=""), name="coupons_code_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "claim_until"], name="coupons_campaigns_by_end")]

    def __str__(self) -> str:
        return self.name

    @property
    def terms(self) -> Terms:
        return Terms(self.least_fen, self.off_fen, self.percent, self.ceiling_fen)

    @property
    def left(self) -> int:
        return self.total - self.claimed

    @property
    def headline(self) -> str:
        return headline(self.terms)

    @property
    def brief(self) -> str:
        return brief(self.terms)

    @property
    def condition(self) -> str:
        return condition(self.terms)

    @property
    def scope_text(self) -> str:
        """What it is for, in words; ask with trade and enterprise at hand."""
        if self.scope == Scope.TRADE.value and self.trade is not None:
            return f"{self.trade.name}类商品"
        if self.scope == Scope.ENTERPRISE.value and self.enterprise is not None:
            return f"{self.enterprise.brand_name}的商品"
        return "指定商品" if self.scope == Scope.GOODS.value else "全场商品"
