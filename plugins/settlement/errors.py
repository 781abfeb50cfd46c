from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class RateMissing(Conflict):
    code = "COMMISSION_RATE_MISSING"
    zh = "{day} 没有适用于“{goods_class}”的佣金比例。"
    en = "No commission rate holds for {goods_class} on {day}."
    remedy_zh = "请先设置佣金比例，再重新入账。"
    remedy_en = "Set a rate first, then book again."


class RateInvalid(InvalidInput):
    code = "COMMISSION_RATE_INVALID"
    zh = "佣金比例须在 0 至 100% 之间，且生效日期不早于今天。"
    en = "A rate lies between 0 and 100 % and begins today or later."
    remedy_zh = "请检查比例与生效日期。"
    remedy_en = "Check rate and day."


class RateSetBefore(Conflict):
    code = "COMMISSION_RATE_SET_BEFORE"
    zh = "该类商品在这一天已有佣金比例。"
    en = "There is a rate for that class and day already."
    remedy_zh = "请选择另一个生效日期。"
    remedy_en = "Choose another day."


class PeriodNotFound(NotFound):
    code = "PERIOD_NOT_FOUND"
    zh = "没有找到该结算单。"
    en = "There is no such settlement period."
    remedy_zh = "请在结算列表中查看。"
    remedy_en = "Look it up in the list of periods."


class PeriodTooEarly(Conflict):
    code = "PERIOD_TOO_EARLY"
    zh = "{day} 尚未结束，或早于上一期结束日，不能结账。"
    en = "{day} is not over, or lies before the end of the last period."
    remedy_zh = "请选择已结束且在上一期之后的日期。"
    remedy_en = "Choose a day that is over and after the last period."


class LastPeriodOpen(Conflict):
    code = "LAST_PERIOD_OPEN"
    zh = "上一期结算单尚未确认。"
    en = "The period before is not agreed upon yet."
    remedy_zh = "请先等企业确认，或答复其异议。"
    remedy_en = "Wait for the enterprise to confirm it, or answer its objection."


class DisputeEmpty(InvalidInput):
    code = "DISPUTE_EMPTY"
    zh = "请说明异议。"
    en = "Say what you do not agree with."
    remedy_zh = "请写明单号与金额。"
    remedy_en = "Name numbers and amounts."


class AdjustmentInvalid(InvalidInput):
    code = "ADJUSTMENT_INVALID"
    zh = "调整须有非零金额和原因。"
    en = "An adjustment needs an amount other than zero, and a reason."
    remedy_zh = "请填写金额与原因。"
    remedy_en = "Give both."


class NothingToPay(Conflict):
    code = "NOTHING_TO_PAY"
    zh = "本期没有应付给企业的款项。"
    en = "Nothing is to be paid for this period."
    remedy_zh = "余额将转入下一期。"
    remedy_en = "The balance is carried to the next period."


class ReferenceInvalid(InvalidInput):
    code = "PAYOUT_REFERENCE_INVALID"
    zh = "请填写银行流水号（6 至 64 位）。"
    en = "Give the bank's number of the transfer, 6 to 64 characters."
    remedy_zh = "请从银行回单上抄录。"
    remedy_en = "Copy it from the bank's receipt."


class ReferenceUsed(Conflict):
    code = "PAYOUT_REFERENCE_USED"
    zh = "该流水号已登记在另一笔付款上。"
    en = "That number stands on another payout."
    remedy_zh = "请核对银行回单。"
    remedy_en = "Check the bank's receipt."


class ReceiverAccountInvalid(InvalidInput):
    code = "RECEIVER_ACCOUNT_INVALID"
    zh = "微信支付商户号须为 8 至 16 位数字。"
    en = "A merchant number of WeChat Pay has 8 to 16 digits."
    remedy_zh = "请从企业的微信商户平台抄录。"
    remedy_en = "Copy it from the enterprise's merchant platform."
