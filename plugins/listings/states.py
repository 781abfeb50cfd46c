"""The life of a submission."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class SubmissionState(Enum):
    DRAFT = "draft"  # 草稿: the enterprise fills it in
    SUBMITTED = "submitted"  # 待审核
    IN_REVIEW = "in_review"  # 审核中
    CHANGES_ASKED = "changes_asked"  # 需修改: with the enterprise again
    APPROVED = "approved"  # 已通过: the goods are as it says
    REJECTED = "rejected"  # 未通过, with reasons
    WITHDRAWN = "withdrawn"  # 已撤回 by the enterprise


_S = SubmissionState
TRANSITIONS: Transitions[SubmissionState] = Transitions(
    initial=_S.DRAFT,
    moves={
        _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
        _S.SUBMITTED: frozenset({_S.IN_REVIEW, _S.WITHDRAWN}),
        _S.IN_REVIEW: frozenset({_S.CHANGES_ASKED, _S.APPROVED, _S.REJECTED, _S.WITHDRAWN}),
        _S.CHANGES_ASKED: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
        _S.APPROVED: frozenset(),
        _S.REJECTED: frozenset(),
        _S.WITHDRAWN: frozenset(),
    },
)
EDITABLE = frozenset({_S.DRAFT, _S.CHANGES_ASKED})
OPEN = frozenset({_S.DRAFT, _S.SUBMITTED, _S.IN_REVIEW, _S.CHANGES_ASKED})
OPEN_VALUES = sorted(state.value for state in OPEN)
