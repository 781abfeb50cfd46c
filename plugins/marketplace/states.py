"""The lives of a membership and of an invitation."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class MemberState(Enum):
    ACTIVE = "active"  # 在职
    LEFT = "left"  # 已离开: kept, because the audit trail names it


MEMBER_TRANSITIONS: Transitions[MemberState] = Transitions(
    initial=MemberState.ACTIVE,
    moves={
        MemberState.ACTIVE: frozenset({MemberState.LEFT}),
        MemberState.LEFT: frozenset({MemberState.ACTIVE}),
    },
)


class InvitationState(Enum):
    OPEN = "open"  # 待接受: until it lapses
    ACCEPTED = "accepted"  # 已接受
    WITHDRAWN = "withdrawn"  # 已撤回


INVITATION_TRANSITIONS: Transitions[InvitationState] = Transitions(
    initial=InvitationState.OPEN,
    moves={
        InvitationState.OPEN: frozenset({InvitationState.ACCEPTED, InvitationState.WITHDRAWN}),
        InvitationState.ACCEPTED: frozenset(),
        InvitationState.WITHDRAWN: frozenset(),
    },
)
