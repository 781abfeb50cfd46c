"""States, stars and findings in words."""

from __future__ import annotations

from brand_theme.console.public import Label, Tone
from plugins.reviews.models import Post
from plugins.reviews.rules.kinds import HIDE_REASON_TEXT, KIND_TEXT, HideReason, PostKind
from plugins.reviews.rules.texts import FINDING_TEXT, Finding
from plugins.reviews.rules.windows import DISSATISFIED
from plugins.reviews.states import STATE_TEXT, PostState

_TONES = {
    PostState.WAITING: Tone.CAREFUL,
    PostState.SHOWN: Tone.GOOD,
    PostState.HIDDEN: Tone.BAD,
    PostState.OBJECTED: Tone.CAREFUL,
    PostState.UPHELD: Tone.BAD,
}
STATES = {state.value: Label(text, _TONES[state]) for state, text in STATE_TEXT.items()}
KINDS = {kind.value: text for kind, text in KIND_TEXT.items()}
REASONS = {reason.value: text for reason, text in HIDE_REASON_TEXT.items()}
EXCERPT = 40

NEXT_STEP = {
    PostState.WAITING.value: "看文字和图片：没有违规就展示。批评商品不是隐藏的理由。",
    PostState.OBJECTED.value: "作者不同意隐藏。由没有处理过它的同事再看一遍，写明答复。",
}


def stars_text(stars: int) -> str:
    return "★" * stars + "☆" * (5 - stars)


def stars_label(stars: int) -> Label:
    return Label(stars_text(stars), Tone.BAD if stars <= DISSATISFIED else Tone.GOOD)


def findings_text(post: Post) -> str:
    return "、".join(FINDING_TEXT[Finding(each)] for each in post.findings)


def kind_text(post: Post) -> str:
    return KIND_TEXT[PostKind(post.kind)]


def reason_text(post: Post) -> str:
    return HIDE_REASON_TEXT[HideReason(post.hidden_reason)] if post.hidden_reason else ""


def excerpt(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= EXCERPT else f"{plain[:EXCERPT]}…"
