"""The lives of a campaign and of a coupon."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class CampaignState(Enum):
    DRAFT = "draft"  # 草稿: its terms can be written
    RUNNING = "running"  # 进行中
    PAUSED = "paused"  # 暂停: nothing is claimed and nothing is used until it goes on
    ENDED = "ended"  # 已结束: nothing more is claimed; what was claimed holds to its last day


CAMPAIGN_TRANSITIONS: Transitions[CampaignState] = Transitions(
    initial=CampaignState.DRAFT,
    moves={
        CampaignState.DRAFT: frozenset({CampaignState.RUNNING, CampaignState.ENDED}),
        CampaignState.RUNNING: frozenset({CampaignState.PAUSED, CampaignState.ENDED}),
        CampaignState.PAUSED: frozenset({CampaignState.RUNNING, CampaignState.ENDED}),
        CampaignState.ENDED: frozenset(),
    },
)


class CouponState(Enum):
    """Whether its day has come or gone is a matter of the clock, not of its state."""

    OPEN = "open"  # 未使用
    USED = "used"  # 已使用: bound to an order


COUPON_TRANSITIONS: Transitions[CouponState] = Transitions(
    initial=CouponState.OPEN,
    moves={
        CouponState.OPEN: frozenset({CouponState.USED}),
        # The order ended and none of its goods ever left.
        CouponState.USED: frozenset({CouponState.OPEN}),
    },
)


class Scope(Enum):
    """What a campaign is for."""

    EVERYTHING = "everything"  # 全场
    TRADE = "trade"  # 一个行业
    ENTERPRISE = "enterprise"  # 一家企业
    GOODS = "goods"  # 指定商品


class Bearer(Enum):
    """Who gives away what the buyer saves."""

    PLATFORM = "platform"  # 平台
    ENTERPRISE = "enterprise"  # 企业
