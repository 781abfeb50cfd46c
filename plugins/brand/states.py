"""What may become of a licence."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class LicenceState(Enum):
    DRAFT = "draft"  # 草稿
    SUBMITTED = "submitted"  # 待形式审查
    CORRECTION = "correction"  # 待补正
    INSPECTION = "inspection"  # 待现场或抽样核查
    REVIEW = "review"  # 专家评审
    NOTICE = "notice"  # 公示
    APPROVED = "approved"  # 已批准，待签协议
    AGREED = "agreed"  # 已签协议，待发证
    LICENSED = "licensed"  # 授权中；何时有效由证书的起止日决定
    RECTIFYING = "rectifying"  # 限期整改
    SUSPENDED = "suspended"  # 暂停
    REVOKED = "revoked"  # 撤销
    REFUSED = "refused"  # 不予授权
    WITHDRAWN = "withdrawn"  # 自愿退出


_S = LicenceState

TRANSITIONS = Transitions(
    initial=_S.DRAFT,
    moves={
        _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN}),
        _S.SUBMITTED: frozenset({_S.CORRECTION, _S.INSPECTION, _S.REFUSED, _S.WITHDRAWN}),
        _S.CORRECTION: frozenset({_S.SUBMITTED, _S.REFUSED, _S.WITHDRAWN}),
        _S.INSPECTION: frozenset({_S.REVIEW, _S.REFUSED, _S.WITHDRAWN}),
        _S.REVIEW: frozenset({_S.NOTICE, _S.REFUSED, _S.WITHDRAWN}),
        _S.NOTICE: frozenset({_S.APPROVED, _S.REFUSED, _S.WITHDRAWN}),
        _S.APPROVED: frozenset({_S.AGREED, _S.WITHDRAWN}),
        _S.AGREED: frozenset({_S.LICENSED, _S.WITHDRAWN}),
        _S.LICENSED: frozenset({_S.RECTIFYING, _S.SUSPENDED, _S.REVOKED, _S.WITHDRAWN}),
        _S.RECTIFYING: frozenset({_S.LICENSED, _S.SUSPENDED, _S.REVOKED, _S.WITHDRAWN}),
        _S.SUSPENDED: frozenset({_S.LICENSED, _S.REVOKED, _S.WITHDRAWN}),
        _S.REVOKED: frozenset(),
        _S.REFUSED: frozenset(),
        _S.WITHDRAWN: frozenset(),
    },
)

#: An application under way or a licence in force: an enterprise has one per goods.
OPEN = tuple(state.value for state in LicenceState if not TRANSITIONS.is_final(state))
#: States in which certificates give the right to sell.
IN_FORCE = (_S.LICENSED.value, _S.RECTIFYING.value)
#: Not handed in yet, or handed back: the enterprise changes it.
IN_APPLICANTS_HANDS = (_S.DRAFT.value, _S.CORRECTION.value)
#: Waiting for the brand office.
QUEUE = tuple(
    state.value
    for state in (_S.SUBMITTED, _S.INSPECTION, _S.REVIEW, _S.NOTICE, _S.APPROVED, _S.AGREED)
)


class ObjectionState(Enum):
    OPEN = "open"  # 待处理
    UPHELD = "upheld"  # 成立
    DISMISSED = "dismissed"  # 不成立


OBJECTION_TRANSITIONS = Transitions(
    initial=ObjectionState.OPEN,
    moves={
        ObjectionState.OPEN: frozenset({ObjectionState.UPHELD, ObjectionState.DISMISSED}),
        ObjectionState.UPHELD: frozenset(),
        ObjectionState.DISMISSED: frozenset(),
    },
)


class MisuseState(Enum):
    RECEIVED = "received"  # 已收到
    INVESTIGATING = "investigating"  # 核查中
    CONFIRMED = "confirmed"  # 属实
    UNFOUNDED = "unfounded"  # 不属实
    WARNED = "warned"  # 已发警告函
    CLOSED = "closed"  # 已办结


MISUSE_TRANSITIONS = Transitions(
    initial=MisuseState.RECEIVED,
    moves={
        MisuseState.RECEIVED: frozenset({MisuseState.INVESTIGATING, MisuseState.UNFOUNDED}),
        MisuseState.INVESTIGATING: frozenset({MisuseState.CONFIRMED, MisuseState.UNFOUNDED}),
        MisuseState.CONFIRMED: frozenset({MisuseState.WARNED, MisuseState.CLOSED}),
        MisuseState.WARNED: frozenset({MisuseState.CLOSED}),
        MisuseState.UNFOUNDED: frozenset(),
        MisuseState.CLOSED: frozenset(),
    },
)
