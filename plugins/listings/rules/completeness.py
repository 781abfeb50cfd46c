"""What is still missing before a submission can be sent to the office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plugins.listings.rules.content import Content, VariantContent
from plugins.listings.rules.labels import (
    ITEM_TEXT,
    LAW,
    NEEDS_STANDARD,
    NEEDS_STORAGE,
    CertificateDue,
    certificate_due,
    missing_items,
    regime_of,
)
from plugins.listings.rules.steps import Step

SHORTEST_DESCRIPTION = 20
#: `500g`, `约750g`, `2只`, `1kg(500g×2)`, `5斤`: a number and a unit, whatever follows.
NET_CONTENT = re.compile(
    r"^约?\d+(?:\.\d+)?\s*(?:kg|g|mg|ml|l|克|千克|公斤|斤|两|毫升|升|个|只|枚|支|片|件|套|条|盒|袋|瓶|把)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Problem:
    """Something to fill in, and on which page of the form."""

    step: Step
    field: str
    zh: str
    en: str


def problems_of(content: Content, *, is_household: bool) -> list[Problem]:
    """Return everything that is missing, in the order of the form."""
    return [
        *_basics(content),
        *_variants(content),
        *_pictures(content),
        *_label(content),
        *_certificate(content, is_household=is_household),
    ]


def _basics(content: Content) -> list[Problem]:
    found = []
    for field, zh, en in (
        ("name", "品名", "name"),
        ("goods_class", "品类", "class of goods"),
        ("category", "分类", "category"),
    ):
        if not getattr(content, field):
            found.append(Problem(Step.BASICS, field, f"还没有填写{zh}", f"the {en} is missing"))
    if len(content.description) < SHORTEST_DESCRIPTION:
        found.append(
            Problem(
                Step.BASICS,
                "description",
                f"介绍至少写 {SHORTEST_DESCRIPTION} 个字",
                f"the description needs {SHORTEST_DESCRIPTION} characters",
            )
        )
    if not content.attributes.get("delivery"):
        found.append(
            Problem(Step.BASICS, "delivery", "还没有选择配送方式", "the delivery is missing")
        )
    is_kept = bool(content.goods_class) and regime_of(content.goods_class) in NEEDS_STORAGE
    if is_kept and not content.attributes.get("storage"):
        found.append(
            Problem(Step.BASICS, "storage", "还没有选择储存方式", "the storage is missing")
        )
    return found


def _variants(content: Content) -> list[Problem]:
    if not content.variants:
        return [Problem(Step.VARIANTS, "variants", "至少要有一个规格", "a variant is missing")]
    found = []
    for number, each in enumerate(content.variants, start=1):
        for zh, en in _variant(each):
            found.append(
                Problem(
                    Step.VARIANTS,
                    f"variant_{number}",
                    f"规格 {number}：{zh}",
                    f"variant {number}: {en}",
                )
            )
    return found


def _variant(each: VariantContent) -> list[tuple[str, str]]:
    found = []
    if not each.name:
        found.append(("还没有名称", "the name is missing"))
    if not NET_CONTENT.match(each.net_content):
        found.append(
            (
                "净含量要有数字和单位，如 500g",
                "the net content needs a number and a unit, e.g. 500g",
            )
        )
    if not each.price:
        found.append(("还没有价格", "the price is missing"))
    if each.stock is None:
        found.append(("还没有库存", "the stock is missing"))
    if not each.weight_kg or float(each.weight_kg) == 0:
        found.append(("还没有毛重，运费要用", "the gross weight is missing, shipping needs it"))
    return found


def _pictures(content: Content) -> list[Problem]:
    if content.pictures:
        return []
    return [Problem(Step.PICTURES, "pictures", "至少要有一张图片", "a picture is missing")]


def _label(content: Content) -> list[Problem]:
    if not content.goods_class:
        return []
    regime = regime_of(content.goods_class)
    found = [
        Problem(
            Step.LABEL,
            f"label_{item.value}",
            f"标签缺“{ITEM_TEXT[item].zh}”（{LAW[regime]}）",
            f"the label lacks: {ITEM_TEXT[item].en}",
        )
        for item in missing_items(goods_class=content.goods_class, label=content.label)
    ]
    if regime in NEEDS_STANDARD and not content.standard:
        found.append(
            Problem(
                Step.LABEL,
                "standard",
                f"标签缺“产品标准代号”（{LAW[regime]}）",
                "the label lacks: code of the standard",
            )
        )
    return found


def _certificate(content: Content, *, is_household: bool) -> list[Problem]:
    due = certificate_due(goods_class=content.goods_class, is_household=is_household)
    given = content.compliance
    parts = (given.basis, given.issued_on, given.quantity)
    is_begun = any(parts)
    if due is CertificateDue.NO or (due is CertificateDue.MAY and not is_begun) or all(parts):
        return []
    return [
        Problem(
            Step.LABEL,
            "compliance",
            "承诺达标合格证要写明承诺依据、开具日期和数量（农产品质量安全法第 39 条）",
            "the certificate of compliance needs its basis, date and quantity",
        )
    ]
