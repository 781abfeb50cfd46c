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
