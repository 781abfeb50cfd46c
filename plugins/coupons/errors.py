from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class CampaignNotFound(NotFound):
    code = "COUPON_CAMPAIGN_NOT_FOUND"
    zh = "没有这个优惠券活动。"
    en = "There is no such coupon campaign."
    remedy_zh = "请刷新后重试。"
    remedy_en = "Refresh and try again."


class GoodsNotFound(NotFound):
    code = "COUPON_GOODS_NOT_FOUND"
    zh = "没有找到该商品。"
    en = "There is no such product."
    remedy_zh = "请刷新后重试。"
    remedy_en = "Refresh and try again."


class CouponNotFound(NotFound):
    code = "COUPON_NOT_FOUND"
    zh = "没有找到这张优惠券。"
    en = "There is no such coupon."
    remedy_zh = "请在“我的优惠券”中查看。"
    remedy_en = "Look among your coupons."


class NotClaimable(Conflict):
    """The campaign is not running, or its days to claim are not these."""

    code = "COUPON_NOT_CLAIMABLE"
    zh = "“{name}”现在不能领取。"
    en = "{name} cannot be claimed now."
    remedy_zh = "请看看其他优惠券。"
    remedy_en = "Look at other coupons."


class AllClaimed(Conflict):
    code = "COUPON_ALL_CLAIMED"
    zh = "“{name}”已经领完了。"
    en = "All coupons of {name} have been claimed."
    remedy_zh = "请看看其他优惠券。"
    remedy_en = "Look at other coupons."


class ClaimedEnough(Conflict):
    code = "COUPON_CLAIMED_ENOUGH"
    zh = "“{name}”每人限领 {most} 张，您已领过。"
    en = "Everybody may claim {most} of {name}, and you have."
    remedy_zh = "请在“我的优惠券”中查看。"
    remedy_en = "Look among your coupons."


class CodeUnknown(NotFound):
    """The same answer whatever is wrong with a code: guessing teaches nothing."""

    code = "COUPON_CODE_UNKNOWN"
    zh = "这个口令不能领取优惠券。"
    en = "No coupon can be claimed with this code."
    remedy_zh = "请核对口令，或看看其他优惠券。"
    remedy_en = "Check the code, or look at other coupons."


class CouponNotFitting(Conflict):
    """Chosen for a checkout it cannot be used for; `reason` says why, in Chinese."""

    code = "COUPON_NOT_FITTING"
    zh = "这张优惠券现在不能用于这些商品：{reason}。"
    en = "This coupon cannot be used for these goods now."
    remedy_zh = "请换一张，或不使用优惠券。"
    remedy_en = "Choose another, or none."


class CouponLost(Conflict):
    """It could be used when it was chosen and can no more; `total` is in yuan, without it."""

    code = "COUPON_LOST"
    zh = "优惠券“{name}”已不能使用（{reason}），不用券应付 {total} 元。"
    en = "The coupon {name} can no longer be used; without it the total is {total} yuan."
    remedy_zh = "请换一张优惠券，或按新金额提交。"
    remedy_en = "Choose another, or submit with the new total."


class TermsUnsound(InvalidInput):
    code = "COUPON_TERMS_UNSOUND"
    zh = "优惠有误：减免金额须小于使用门槛；折扣须为 1% 至 90%，并写明最高减免。"
    en = "A fixed amount must be below its threshold; a percentage is 1 to 90, with a ceiling."
    remedy_zh = "请修改后保存。"
    remedy_en = "Change it and save again."


class DaysUnsound(InvalidInput):
    code = "COUPON_DAYS_UNSOUND"
    zh = "时间有误：领取须有起止，使用不得早于领取结束，且固定日期与领取后天数只能选一种。"
    en = "Claiming needs a first and a last day; using ends no earlier, by days or by dates."
    remedy_zh = "请修改后保存。"
    remedy_en = "Change it and save again."


class NumbersUnsound(InvalidInput):
    code = "COUPON_NUMBERS_UNSOUND"
    zh = "发放总量须大于零，每人限领不能超过总量。"
    en = "There must be coupons, and nobody may claim more than there are."
    remedy_zh = "请修改后保存。"
    remedy_en = "Change it and save again."


class CodeUnsound(InvalidInput):
    code = "COUPON_CODE_UNSOUND"
    zh = "口令须为 8 至 16 个大写字母或数字，不含 0、O、1、I，且不与其他活动相同。"
    en = "A code has 8 to 16 letters or digits, without 0, O, 1 and I, and is nobody else's."
    remedy_zh = "请换一个口令。"
    remedy_en = "Choose another."


class ScopeUnsound(InvalidInput):
    code = "COUPON_SCOPE_UNSOUND"
    zh = "适用范围有误：请选好行业、企业或商品；企业承担的优惠只能用于它自己的商品。"
    en = "Name the trade, enterprise or goods; an enterprise bears coupons for its own goods alone."
    remedy_zh = "请修改后保存。"
    remedy_en = "Change it and save again."


class NotDraft(Conflict):
    code = "COUPON_CAMPAIGN_NOT_DRAFT"
    zh = "活动已经开始，条款不能再改。"
    en = "The campaign has begun; its terms stay."
    remedy_zh = "可以暂停或结束它，另建一个活动。"
    remedy_en = "Pause or end it, and write another."


class NotAgreed(Conflict):
    code = "COUPON_NOT_AGREED"
    zh = "承担优惠的企业还没有同意这些条款。"
    en = "The enterprise that bears it has not agreed to these terms."
    remedy_zh = "请先提交给企业确认。"
    remedy_en = "Propose it to the enterprise first."


class NothingToAgree(Conflict):
    code = "COUPON_NOTHING_TO_AGREE"
    zh = "这个活动没有等待您的企业确认，或条款已经改过。"
    en = "This campaign does not wait for your enterprise, or its terms have changed."
    remedy_zh = "请刷新后查看最新条款。"
    remedy_en = "Refresh to see its present terms."


class OverAlready(Conflict):
    code = "COUPON_CAMPAIGN_OVER"
    zh = "领取时间已过，活动不能开始。"
    en = "The days to claim are over; the campaign cannot begin."
    remedy_zh = "请修改领取时间。"
    remedy_en = "Change the days to claim."
