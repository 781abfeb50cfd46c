"""Words that the law forbids or that need a reason: warnings, never blind refusals.

广告法 9(3) forbids superlatives, 17 and 食品安全法 73 disease claims and the
recommendation of food by authorities. The guide of 2023 exempts comparing one's own
goods, tips for use, names, marks and grades of a standard: what a pattern cannot know.
So a warning can be overruled, by somebody, with a reason that stays on file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum


class ClaimRule(Enum):
    SUPERLATIVE = "superlative"
    DISEASE = "disease"
    RECOMMENDATION = "recommendation"


@dataclass(frozen=True)
class RuleText:
    zh: str
    en: str
    law: str
    remedy_zh: str


RULE_TEXT = {
    ClaimRule.SUPERLATIVE: RuleText(
        "绝对化用语",
        "superlative",
        "广告法第 9 条第 3 项",
        "改成可以核实的事实，如采收日期、果径、获奖名称和年份。",
    ),
    ClaimRule.DISEASE: RuleText(
        "涉及疾病预防、治疗或医疗用语",
        "disease claim",
        "广告法第 17 条、食品安全法第 73 条",
        "删去功效，只写口味、做法和食用方法。",
    ),
    ClaimRule.RECOMMENDATION: RuleText(
        "以国家机关、协会名义推荐食品",
        "recommendation by an authority",
        "食品安全法第 73 条",
        "删去“推荐”，授权标志由平台统一展示。",
    ),
}

#: “最佳食用期”“最好冷藏”“最晚” are tips and dates, not praise.
_SUPERLATIVE = (
    r"国家级(?!非|地|农|森|自|湿|风)",
    r"世界级|宇宙级|最高级|顶级|顶尖|极品|极致|至尊|王牌|绝版",
    r"最佳(?!食用|赏味|饮用|品尝|品鉴|保存|采摘|采收|风味期)",
    r"最好(?=的|吃|喝|看)",
    r"最(?:优|先进|正宗|地道|新鲜|健康|安全|便宜|低价|大|美味|纯|天然|营养|受欢迎)",
    r"(?:全国|全省|全网|销量|口感|品质|湖北|大冶)第一",
    r"唯一(?!标识|编码|码)|独一无二|史无前例|首选|全网最低|百分之百|100%|绝无",
)
_DISEASE = (
    r"治疗|治愈|根治|疗效|药效|药到病除|偏方|处方",
    r"(?:防|抗|治)(?:癌|肿瘤|病毒)|消炎|止咳|化痰|退烧|壮阳|补肾|排毒|清除自由基",
    r"(?:降|稳|调节?)(?:血)?(?:糖|压|脂)|三高",
    r"预防[^，。；\s]{0,6}(?:病|癌|感冒|血栓|硬化)",
    r"(?:提高|增强|提升)(?:人体)?免疫力?|改善(?:睡眠|记忆|便秘)|抗衰老|延年益寿",
)
_RECOMMENDATION = (
    r"(?:政府|国家|官方|机关|局|协会|学会)[^，。；\s]{0,6}(?:推荐|指定|认可|力荐)",
    r"特供|专供(?=机关|中央|国宴)|国宴(?:指定|用)",
)
_PATTERNS = {
    ClaimRule.SUPERLATIVE: re.compile("|".join(_SUPERLATIVE)),
    ClaimRule.DISEASE: re.compile("|".join(_DISEASE)),
    ClaimRule.RECOMMENDATION: re.compile("|".join(_RECOMMENDATION)),
}
#: Of goods that nobody eats no disease is claimed; superlatives are as forbidden.
_FOOD_ONLY = frozenset({ClaimRule.RECOMMENDATION})


@dataclass(frozen=True, order=True)
class ClaimWarning:
    """Words found in a field. The same words in the same field are one warning."""

    field: str
    rule: str
    found: str

    @property
    def text(self) -> RuleText:
        return RULE_TEXT[ClaimRule(self.rule)]


def warnings_in(texts: Mapping[str, str], *, is_food: bool) -> list[ClaimWarning]:
    """Return what is found in the fields' texts, each once."""
    found = {
        ClaimWarning(field=field, rule=rule.value, found=match.group())
        for field, text in texts.items()
        for rule, pattern in _PATTERNS.items()
        if is_food or rule not in _FOOD_ONLY
        for match in pattern.finditer(_plain(text))
    }
    return sorted(found)


def unanswered(
    warnings: Iterable[ClaimWarning], *, overruled: Iterable[ClaimWarning]
) -> list[ClaimWarning]:
    """Return the warnings that nobody has overruled."""
    answered = set(overruled)
    return [warning for warning in warnings if warning not in answered]


def _plain(text: str) -> str:
    """Spaces and dots between characters hide nothing."""
    return re.sub(r"[\s·•・*_\-]+", "", text)
