"""What the audited moves of what people write are called."""

from collections.abc import Mapping

AUDIT: Mapping[str, tuple[str, str]] = {
    "reviews.post.written": ("发表", "Written"),
    "reviews.post.edited": ("修改回复", "Reply edited"),
    "reviews.post.shown": ("审核通过，展示", "Shown"),
    "reviews.post.hidden": ("隐藏", "Hidden"),
    "reviews.post.objected": ("作者申诉", "Writer objected"),
    "reviews.post.upheld": ("申诉不成立，维持隐藏", "Objection turned down"),
    "reviews.post.restored": ("恢复展示", "Shown again"),
}
_REASONS = {
    "illegal": ("违反法律法规", "Against the law"),
    "privacy": ("泄露个人信息", "Personal data"),
    "advertising": ("广告或引流", "Advertising"),
    "abuse": ("辱骂或人身攻击", "Abuse"),
    "unrelated": ("与商品无关", "Not about the goods"),
    "fake": ("虚假评价", "Not genuine"),
}
REASONS: Mapping[str, tuple[str, str]] = {
    f"reviews.{code}": words for code, words in _REASONS.items()
}
