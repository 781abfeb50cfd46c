"""The form of a campaign: days as people say them, money in yuan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from saleor.product.models import Product, ProductType

from brand_theme.console.public import (
    ActionForm,
    choice_field,
    date_field,
    decimal_field,
    long_text_field,
    number_field,
    text_field,
)
from plugins.brand.public import Enterprise, day_of, midnight, midnight_after
from plugins.coupons.console.texts import BEARERS, SCOPES
from plugins.coupons.models import Campaign
from plugins.coupons.services.campaign_write import CampaignFacts
from plugins.coupons.states import Bearer, Scope
from plugins.kernel.money import from_fen, to_fen

FIXED, PERCENT = "fixed", "percent"


def _trades() -> list[tuple[Any, str]]:
    return [("", "—"), *ProductType.objects.order_by("name").values_list("pk", "name")]


def _enterprises() -> list[tuple[Any, str]]:
    return [("", "—"), *Enterprise.objects.order_by("name").values_list("pk", "name")]


def _yuan(label: str, **options: Any) -> Any:
    return decimal_field(label, max_digits=9, decimal_places=2, required=False, **options)


class CampaignForm(ActionForm):
    """New terms, or those of a draft to be changed."""

    name = text_field("活动名称", max_length=40, help_text="买家看得到，如“中秋满减”。")
    kind = choice_field("优惠方式", [(FIXED, "满减：减固定金额"), (PERCENT, "折扣：减一个百分比")])
    least = _yuan("使用门槛（元）", help_text="适用商品合计满多少；折扣可填 0 表示无门槛。")
    off = _yuan("减免金额（元）", help_text="满减填写，须小于门槛。")
    percent = number_field(
        "减免百分比", required=False, max_value=90, help_text="折扣填写：15 表示八五折。"
    )
    ceiling = _yuan("最高减免（元）", help_text="折扣填写：一张券最多减多少。")
    scope = choice_field("适用范围", [(each.value, text) for each, text in SCOPES.items()])
    trade = choice_field("行业", _trades, required=False, help_text="范围是一个行业时选择。")
    enterprise = choice_field(
        "企业", _enterprises, required=False, help_text="范围是一家企业，或由企业承担时选择。"
    )
    goods = long_text_field(
        "商品", required=False, help_text="范围是指定商品时填写，一行一个商品名或网址名。"
    )
    bearer = choice_field(
        "优惠由谁承担",
        [(each.value, text) for each, text in BEARERS.items()],
        help_text="平台承担：企业货款不减，由平台补足。企业承担：须企业负责人在企业工作台同意。",
    )
    claim_first = date_field("领取开始")
    claim_last = date_field("领取结束", help_text="当天仍可领取。")
    use_first = date_field("使用开始", required=False)
    use_last = date_field("使用结束", required=False, help_text="当天仍可使用。")
    use_days = number_field(
        "领取后几天内可用", required=False, max_value=365, help_text="与固定使用日期二选一。"
    )
    total = number_field("发放总量（张）", min_value=1, max_value=1_000_000)
    per_person = number_field("每人限领（张）", min_value=1, max_value=20, initial=1)
    code = text_field(
        "口令",
        required=False,
        max_length=20,
        help_text="可不填。填写后只能凭口令领取，不在页面上列出；8 至 16 个字母或数字，不含 0、O、1、I。",
    )

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj is not None:
            for field, value in _initial(obj).items():
                self.fields[field].initial = value

    def clean_goods(self) -> list[int]:
        """Return the named products; every name has to be one, and of one alone.

        Enterprises name their goods themselves: a namesake must not get into a campaign.
        """
        names = {line.strip() for line in self.cleaned_data["goods"].splitlines() if line.strip()}
        slugs = dict(Product.objects.filter(slug__in=names).values_list("slug", "pk"))
        called = _called(names - set(slugs))
        _refuse(names - set(slugs) - set(called), "没有这些商品")
        _refuse(
            {name for name, keys in called.items() if len(keys) > 1},
            "有多个商品叫这个名字，请改填网址名",
        )
        return sorted({*slugs.values(), *(key for keys in called.values() for key in keys)})


def _called(names: Collection[str]) -> dict[str, list[int]]:
    """Return the products that have one of these names."""
    found: dict[str, list[int]] = {}
    for name, key in Product.objects.filter(name__in=names).values_list("name", "pk"):
        found.setdefault(name, []).append(key)
    return found


def _refuse(names: Collection[str], why: str) -> None:
    if names:
        raise ValidationError(f"{why}：{'、'.join(sorted(names)[:5])}")


def _goods_text(campaign: Campaign) -> str:
    """Write the goods as they can be read again."""
    rows = list(campaign.goods.order_by("name").values_list("name", "slug"))
    called = _called({name for name, _ in rows})
    return "\n".join(name if len(called[name]) == 1 else slug for name, slug in rows)


def facts_of(data: dict[str, Any]) -> CampaignFacts:
    """Read a valid form."""
    is_percent = data["kind"] == PERCENT
    days = data["use_days"] or 0
    return CampaignFacts(
        name=data["name"],
        least_fen=_fen(data["least"]),
        off_fen=0 if is_percent else _fen(data["off"]),
        percent=(data["percent"] or 0) if is_percent else 0,
        ceiling_fen=_fen(data["ceiling"]) if is_percent else 0,
        scope=Scope(data["scope"]),
        trade_id=_key(data["trade"]),
        enterprise_id=_key(data["enterprise"]),
        product_ids=data["goods"],
        claim_from=midnight(data["claim_first"]),
        claim_until=midnight_after(data["claim_last"]),
        use_from=midnight(data["use_first"]) if data["use_first"] else None,
        use_until=midnight_after(data["use_last"]) if data["use_last"] else None,
        use_days=days,
        total=data["total"],
        per_person=data["per_person"],
        code=data["code"],
        bearer=Bearer(data["bearer"]),
    )


def _fen(yuan: Decimal | None) -> int:
    return to_fen(yuan) if yuan else 0


def _key(value: str) -> int | None:
    return int(value) if value else None


def _initial(campaign: Campaign) -> dict[str, Any]:
    def last(until: Any) -> Any:
        return day_of(until - timedelta(microseconds=1)) if until else None

    return {
        "name": campaign.name,
        "kind": PERCENT if campaign.percent else FIXED,
        "least": from_fen(campaign.least_fen),
        "off": from_fen(campaign.off_fen) if campaign.off_fen else None,
        "percent": campaign.percent or None,
        "ceiling": from_fen(campaign.ceiling_fen) if campaign.ceiling_fen else None,
        "scope": campaign.scope,
        "trade": campaign.trade_id or "",
        "enterprise": campaign.enterprise_id or "",
        "goods": _goods_text(campaign),
        "bearer": campaign.bearer,
        "claim_first": timezone.localdate(campaign.claim_from),
        "claim_last": last(campaign.claim_until),
        "use_first": timezone.localdate(campaign.use_from) if campaign.use_from else None,
        "use_last": last(campaign.use_until),
        "use_days": campaign.use_days or None,
        "total": campaign.total,
        "per_person": campaign.per_person,
        "code": campaign.code,
    }
