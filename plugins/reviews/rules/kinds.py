"""Kinds of posts, who writes them, why one may be hidden, what buyers complain of."""

from __future__ import annotations

from enum import Enum


class PostKind(Enum):
    REVIEW = "review"  # 评价
    FOLLOW_UP = "follow_up"  # 追评
    REPLY = "reply"  # 商家回复
    QUESTION = "question"  # 提问
    ANSWER = "answer"  # 回答


KIND_TEXT = {
    PostKind.REVIEW: "评价",
    PostKind.FOLLOW_UP: "追评",
    PostKind.REPLY: "商家回复",
    PostKind.QUESTION: "提问",
    PostKind.ANSWER: "回答",
}


class Side(Enum):
    """On whose behalf something was written."""

    BUYER = "buyer"  # 买家
    ENTERPRISE = "enterprise"  # 企业


class HideReason(Enum):
    """Why something may be hidden. That a word is unkind to the goods is no reason
    (电子商务法 art. 39: 不得删除消费者对其平台内销售的商品或者提供的服务的评价).
    """

    ILLEGAL = "illegal"  # 违反法律法规
    PRIVACY = "privacy"  # 泄露个人信息
    ADVERTISING = "advertising"  # 广告或引流
    ABUSE = "abuse"  # 辱骂或人身攻击
    UNRELATED = "unrelated"  # 与商品无关
    FAKE = "fake"  # 虚假评价


HIDE_REASON_TEXT = {
    HideReason.ILLEGAL: "违反法律法规",
    HideReason.PRIVACY: "泄露个人信息",
    HideReason.ADVERTISING: "广告或引流",
    HideReason.ABUSE: "辱骂或人身攻击",
    HideReason.UNRELATED: "与商品无关",
    HideReason.FAKE: "虚假评价",
}


class Concern(Enum):
    """What a dissatisfied buyer ticks."""

    QUALITY = "quality"  # 质量问题
    MISMATCH = "mismatch"  # 与描述不符
    PACKAGING = "packaging"  # 包装破损
    DELIVERY = "delivery"  # 发货或物流慢
    SERVICE = "service"  # 服务态度


CONCERN_TEXT = {
    Concern.QUALITY: "质量问题",
    Concern.MISMATCH: "与描述不符",
    Concern.PACKAGING: "包装破损",
    Concern.DELIVERY: "发货或物流慢",
    Concern.SERVICE: "服务态度",
}
#: What of it speaks against the goods themselves.
QUALITY_CONCERNS = (Concern.QUALITY, Concern.MISMATCH)
