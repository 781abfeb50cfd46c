"""What the shop's texts may not say.

Advertising law of the People's Republic of China: article 9(3) forbids
superlatives that cannot be proven, article 17 and food-safety law article 73
forbid claims to prevent or cure anything.
"""

from __future__ import annotations

import re

SUPERLATIVES = (
    "国家级", "世界级", "最高级", "最佳", "最好", "最优", "最美", "最大", "最低", "最便宜",
    "最新鲜", "最正宗", "最先进", "第一", "顶级", "顶尖", "极品", "极致", "绝无仅有", "独一无二",
    "唯一", "首选", "首个", "冠军", "王牌", "领袖", "驰名", "特供", "专供", "万能", "绝对",
    "完美", "史上", "空前", "无敌", "百分之百", "100%", "纯天然", "零添加", "无添加",
    "祖传秘方", "政府推荐",
)  # fmt: skip
HEALTH_CLAIMS = (
    "治疗", "治愈", "防治", "疗效", "药效", "功效", "养生", "保健", "滋补", "补肾", "补血",
    "补气", "养颜", "美容", "排毒", "清热", "解毒", "祛湿", "润肺", "止咳", "明目", "安神",
    "助眠", "降血压", "降血糖", "降血脂", "降脂", "抗癌", "防癌", "抗氧化", "抗衰老", "增强免疫",
    "提高免疫", "延年益寿", "减肥", "瘦身", "暖胃", "养胃", "健脾", "壮阳",
)  # fmt: skip
_SENTENCE = re.compile(r"[^。!?!?]+[。!?!?]")


def forbidden_word(text: str) -> str | None:
    """Return the first forbidden expression in `text`, or None."""
    return next((word for word in (*SUPERLATIVES, *HEALTH_CLAIMS) if word in text), None)


def sentences_of(text: str) -> list[str]:
    """Split Chinese prose at its full stops, question and exclamation marks."""
    return _SENTENCE.findall(text)
