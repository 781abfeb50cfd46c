"""What the audited moves of campaigns and coupons are called."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "coupons.campaign.written": ("写优惠券活动", "Coupon campaign written"),
    "coupons.campaign.proposed": ("提交企业确认", "Proposed to the enterprise"),
    "coupons.campaign.agreed": ("企业同意承担", "The enterprise agreed"),
    "coupons.campaign.declined": ("企业不同意承担", "The enterprise declined"),
    "coupons.campaign.started": ("活动开始", "Campaign started"),
    "coupons.campaign.paused": ("活动暂停", "Campaign paused"),
    "coupons.campaign.resumed": ("活动恢复", "Campaign resumed"),
    "coupons.campaign.ended": ("活动结束", "Campaign ended"),
    "coupons.coupon.claimed": ("领取优惠券", "Coupon claimed"),
    "coupons.coupon.used": ("使用优惠券", "Coupon used"),
    "coupons.coupon.given_back": ("优惠券退回", "Coupon given back"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "claim_days_over": ("领取时间已过", "The days to claim are over"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "coupons.campaign.proposed": EnterpriseNotice(
        kind="money",
        role="owner",
        subject="请确认优惠券活动：{campaign}",
        text="商城请 {enterprise} 承担优惠券活动“{campaign}”（{terms}，共 {total} 张）。同意以后活动才会开始，优惠由贵方货款承担。",
        english="The shop asks your enterprise to bear a coupon campaign; it begins once you agree.",
        button="看条款",
        is_required=True,
    ),
}
