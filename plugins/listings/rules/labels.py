"""What the label of a class of goods must say, and whether a certificate comes with it.

Sources: 食品安全法 67 and 71, 农产品质量安全法 38 and 39, 产品质量法 27, and the
《农产品质量安全承诺达标合格证管理办法》 (农业农村部令 2025 年第 4 号).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class LabelItem(Enum):
    """What a label says and nothing else of a listing does."""

    INGREDIENTS = "ingredients"  # 配料（含食品添加剂）
    DATE = "date"  # 生产、采收或捕捞日期
    SHELF_LIFE = "shelf_life"  # 保质期
    ORIGIN = "origin"  # 产地
    MAKER = "maker"  # 生产者
    ADDRESS = "address"  # 地址
    CONTACT = "contact"  # 联系方式
    LICENCE = "licence"  # 食品生产许可证或小作坊登记证编号
    ALCOHOL = "alcohol"  # 酒精度
    CAUTION = "caution"  # 警示语
    MATERIAL = "material"  # 材质


@dataclass(frozen=True)
class ItemText:
    zh: str
    en: str
    example: str


ITEM_TEXT = {
    LabelItem.INGREDIENTS: ItemText("配料", "ingredients", "黄豆、食用盐、食品添加剂（氯化镁）"),
    LabelItem.DATE: ItemText("日期标注", "date marking", "生产日期见包装喷码"),
    LabelItem.SHELF_LIFE: ItemText("保质期", "shelf life", "常温 6 个月"),
    LabelItem.ORIGIN: ItemText("产地", "origin", "湖北省大冶市保安镇沼山村"),
    LabelItem.MAKER: ItemText("生产者", "maker", "大冶市沼山桃种植专业合作社"),
    LabelItem.ADDRESS: ItemText("地址", "address", "大冶市保安镇沼山村 3 组"),
    LabelItem.CONTACT: ItemText("联系方式", "contact", "0714-8800000"),
    LabelItem.LICENCE: ItemText("许可或登记证编号", "licence number", "SC11642028100001"),
    LabelItem.ALCOHOL: ItemText("酒精度", "alcohol content", "42 %vol"),
    LabelItem.CAUTION: ItemText("警示语", "caution", "过量饮酒有害健康，孕妇和儿童不宜饮酒"),
    LabelItem.MATERIAL: ItemText("材质", "material", "水竹"),
}


class Regime(Enum):
    """Which law says what the label holds."""

    PRODUCE = "produce"  # 食用农产品：农产品质量安全法 38
    FOOD = "food"  # 预包装食品：食品安全法 67
    LIQUOR = "liquor"  # 酒：食品安全法 67，GB 2757 警示语
    WARE = "ware"  # 非食品：产品质量法 27


_OWNER = frozenset({LabelItem.MAKER, LabelItem.ADDRESS, LabelItem.CONTACT})
_FOOD = _OWNER | {
    LabelItem.INGREDIENTS,
    LabelItem.DATE,
    LabelItem.SHELF_LIFE,
    LabelItem.LICENCE,
}
WANTED: Mapping[Regime, frozenset[LabelItem]] = {
    Regime.PRODUCE: _OWNER | {LabelItem.ORIGIN, LabelItem.DATE},
    Regime.FOOD: _FOOD,
    Regime.LIQUOR: _FOOD | {LabelItem.ALCOHOL, LabelItem.CAUTION},
    Regime.WARE: _OWNER | {LabelItem.MATERIAL},
}
#: Food is sold under a standard whose code the label names.
NEEDS_STANDARD = frozenset({Regime.FOOD, Regime.LIQUOR})
NEEDS_STORAGE = frozenset({Regime.PRODUCE, Regime.FOOD, Regime.LIQUOR})
LAW = {
    Regime.PRODUCE: "农产品质量安全法第 38 条",
    Regime.FOOD: "食品安全法第 67 条",
    Regime.LIQUOR: "食品安全法第 67 条、GB 2757",
    Regime.WARE: "产品质量法第 27 条",
}

_REGIMES = {
    "fruit": Regime.PRODUCE,
    "vegetable": Regime.PRODUCE,
    "poultry": Regime.PRODUCE,
    "livestock": Regime.PRODUCE,
    "eggs": Regime.PRODUCE,
    "fresh-fish": Regime.PRODUCE,
    "fresh-tea-leaf": Regime.PRODUCE,
    "drink": Regime.LIQUOR,
    "craft": Regime.WARE,
}
#: Order 4/2025: vegetables, fruit, fresh tea leaf, livestock and poultry, eggs, farmed fish.
_CERTIFIED = frozenset(
    {"fruit", "vegetable", "poultry", "livestock", "eggs", "fresh-fish", "fresh-tea-leaf"}
)


def regime_of(goods_class: str) -> Regime:
    """Return the law for a class of goods; one that is not named here is food.

    Food asks for most: a class the office adds later is asked too much, never too little.
    """
    return _REGIMES.get(goods_class, Regime.FOOD)


def wanted_items(goods_class: str) -> list[LabelItem]:
    """Return what the label must say, in the order people fill it in."""
    wanted = WANTED[regime_of(goods_class)]
    return [item for item in LabelItem if item in wanted]


def missing_items(*, goods_class: str, label: Mapping[str, str]) -> list[LabelItem]:
    return [item for item in wanted_items(goods_class) if not label.get(item.value, "").strip()]


class CertificateDue(Enum):
    MUST = "must"  # 应当开具
    MAY = "may"  # 农户：鼓励开具
    NO = "no"


def certificate_due(*, goods_class: str, is_household: bool) -> CertificateDue:
    """Tell whether a 承诺达标合格证 goes with the goods: businesses must, households may."""
    if goods_class not in _CERTIFIED:
        return CertificateDue.NO
    return CertificateDue.MAY if is_household else CertificateDue.MUST


#: What the promise of a certificate rests on.
BASES = {
    "entrusted_test": "委托检测",
    "self_test": "自我检测",
    "quality_control": "质量安全控制符合要求",
}
