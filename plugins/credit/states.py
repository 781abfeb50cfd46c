"""The life of an enterprise's appeal against a fact."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class AppealState(Enum):
    OPEN = "open"  # 待处理
    UPHELD = "upheld"  # 成立: the fact no longer counts
    DISMISSED = "dismissed"  # 不成立
    WITHDRAWN = "withdrawn"  # 企业撤回


APPEAL_TRANSITIONS: Transitions[AppealState] = Transitions(
    initial=AppealState.OPEN,
    moves={
        AppealState.OPEN: frozenset(
            {AppealState.UPHELD, AppealState.DISMISSED, AppealState.WITHDRAWN}
        ),
        AppealState.UPHELD: frozenset(),
        AppealState.DISMISSED: frozenset(),
        AppealState.WITHDRAWN: frozenset(),
    },
)
