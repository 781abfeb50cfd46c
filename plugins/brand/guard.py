"""What the brand says of selling: only goods that a licence covers.

Policy: this shop is the brand's own. Every good in it carries the brand, so a good
is listed, found, put into a cart and ordered only while a licence covers it, and a
good without a maker on file is not for sale. Orders placed before are honoured.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from plugins.brand.models import Licence, ProductMaker
from plugins.brand.selectors.licensed import licensed_among, licensed_products
from plugins.brand.states import LicenceState

NO_MAKER = "未登记生产主体"
REASONS = {
    LicenceState.LICENSED.value: "品牌授权已到期",
    LicenceState.RECTIFYING.value: "整改期限已过",
    LicenceState.SUSPENDED.value: "品牌授权已暂停",
    LicenceState.REVOKED.value: "品牌授权已撤销",
    LicenceState.WITHDRAWN.value: "企业已退出品牌授权",
}
NOT_LICENSED = "尚未取得品牌授权"
ENTERPRISE_SUSPENDED = "生产主体已暂停经营"
ENTERPRISE_UNVERIFIED = "生产主体资质待复核"


class LicenceGuard:
    """Two queries at most, and one while everything may be sold."""

    def sellable(self, *, at: datetime) -> Q:
        return licensed_products(at)

    def refusals(self, *, product_ids: Collection[int], at: datetime) -> dict[int, str]:
        missing = set(product_ids) - licensed_among(product_ids, at)
        if not missing:
            return {}
        makers = ProductMaker.objects.filter(product__in=missing).select_related("enterprise")
        of_product = {maker.product_id: maker for maker in makers}
        states = _latest_states({maker.enterprise_id for maker in of_product.values()})
        return {
            product: _reason(of_product.get(product), states, at=at) for product in sorted(missing)
        }


def _latest_states(enterprise_ids: Collection[int]) -> dict[int, str]:
    """The state of each enterprise's latest licence that was ever given."""
    given = Licence.objects.filter(
        enterprise__in=enterprise_ids, state__in=REASONS, certificates__isnull=False
    )
    return dict(given.order_by("pk").values_list("enterprise_id", "state"))


def _reason(maker: ProductMaker | None, states: dict[int, str], *, at: datetime) -> str:
    if maker is None:
        return NO_MAKER
    enterprise = maker.enterprise
    if enterprise.suspended_at is not None:
        return ENTERPRISE_SUSPENDED
    state = states.get(enterprise.pk)
    if state is None:
        return NOT_LICENSED
    is_due = enterprise.verify_by is None or enterprise.verify_by <= at
    if is_due and state == LicenceState.LICENSED.value:
        return ENTERPRISE_UNVERIFIED
    return REASONS[state]
