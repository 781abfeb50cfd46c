"""The life of something written: a review, its follow-up, a reply, a question, an answer."""

from __future__ import annotations

from enum import Enum

from plugins.kernel.transitions import Transitions


class PostState(Enum):
    WAITING = "waiting"  # 等待审核: nobody but its writer sees it
    SHOWN = "shown"  # 展示
    HIDDEN = "hidden"  # 隐藏: its writer sees it and why, and may object once
    OBJECTED = "objected"  # 申诉中: hidden until somebody else has looked
    UPHELD = "upheld"  # 维持隐藏: the objection was turned down


TRANSITIONS: Transitions[PostState] = Transitions(
    initial=PostState.WAITING,
    moves={
        PostState.WAITING: frozenset({PostState.SHOWN, PostState.HIDDEN}),
        # A reply that was edited may have to wait again.
        PostState.SHOWN: frozenset({PostState.HIDDEN, PostState.WAITING}),
        PostState.HIDDEN: frozenset({PostState.OBJECTED, PostState.SHOWN}),
        PostState.OBJECTED: frozenset({PostState.SHOWN, PostState.UPHELD}),
        # To show again what was hidden wrongly is always possible.
        PostState.UPHELD: frozenset({PostState.SHOWN}),
    },
)

STATE_TEXT = {
    PostState.WAITING: "等待审核",
    PostState.SHOWN: "展示",
    PostState.HIDDEN: "已隐藏",
    PostState.OBJECTED: "申诉中",
    PostState.UPHELD: "维持隐藏",
}

#: Not shown, and the public is told how many and why.
OUT_OF_SIGHT = (PostState.HIDDEN, PostState.OBJECTED, PostState.UPHELD)
OUT_OF_SIGHT_VALUES = [state.value for state in OUT_OF_SIGHT]
