from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class PeriodUnusable(InvalidInput):
    code = "CREDIT_PERIOD_UNUSABLE"
    zh = "“{asked}”不是已经结束的评分期。"
    en = "{asked} is no period of scores that is over."
    remedy_zh = "请填写已结束的一期的第一个月，如 2026-10。"
    remedy_en = "Name the first month of a period that is over, such as 2026-10."


class FormulaInvalid(InvalidInput):
    code = "CREDIT_FORMULA_INVALID"
    zh = "评分办法不能使用：{cause_zh}。"
    en = "This formula cannot be used: {cause_en}."
    remedy_zh = "请修改后再提交。"
    remedy_en = "Change it and send it again."


class FormulaMissing(Conflict):
    code = "CREDIT_FORMULA_MISSING"
    zh = "{day} 没有有效的评分办法。"
    en = "No formula holds on {day}."
    remedy_zh = "请由品牌办负责人先制定评分办法。"
    remedy_en = "The head of the brand office has to define one first."


class SourceUnknown(Conflict):
    code = "CREDIT_SOURCE_UNKNOWN"
    zh = "评分办法里的“{source}”没有功能提供事实。"
    en = "No capability knows facts of {source}, which the formula weighs."
    remedy_zh = "请制定不含该项的新版本，或恢复相应功能。"
    remedy_en = "Define a version without it, or bring the capability back."


class CorrectionWithoutReason(InvalidInput):
    code = "CREDIT_CORRECTION_WITHOUT_REASON"
    zh = "更正已公布的评分要写明原因（不超过 {longest} 字）。"
    en = "Correcting published scores needs a reason of at most {longest} characters."
    remedy_zh = "请填写原因。"
    remedy_en = "Give it."


class FactNotFound(NotFound):
    code = "CREDIT_FACT_NOT_FOUND"
    zh = "没有找到这条事实。"
    en = "There is no such fact."
    remedy_zh = "请从“我的信用”里选择。"
    remedy_en = "Choose one on your credit page."


class AppealNotFound(NotFound):
    code = "CREDIT_APPEAL_NOT_FOUND"
    zh = "没有找到该申诉。"
    en = "There is no such appeal."


class AppealTooLate(Conflict):
    code = "CREDIT_APPEAL_TOO_LATE"
    zh = "申诉期限已过（{last_day}）。"
    en = "The time to appeal is over ({last_day})."
    remedy_zh = "如有新的证据，请直接联系品牌办。"
    remedy_en = "Turn to the brand office if there is new evidence."


class AppealedBefore(Conflict):
    code = "CREDIT_APPEALED_BEFORE"
    zh = "这条事实已经申诉过。"
    en = "This fact has been appealed against before."
    remedy_zh = "请在申诉记录里查看进展。"
    remedy_en = "See how that appeal stands."


class AppealTextInvalid(InvalidInput):
    code = "CREDIT_APPEAL_TEXT_INVALID"
    zh = "请用 {least} 至 {most} 个字说明理由。"
    en = "Give the reason in {least} to {most} characters."
    remedy_zh = "写明哪里不符合事实，有什么证据。"
    remedy_en = "Say what is wrong and what proves it."


class AppealPapersTooMany(InvalidInput):
    code = "CREDIT_APPEAL_PAPERS_TOO_MANY"
    zh = "附件最多 {most} 个。"
    en = "At most {most} papers can be attached."
    remedy_zh = "请合并后再提交。"
    remedy_en = "Put them together."


class DeciderTied(NotAllowed):
    """Who is tied to the enterprise, or recorded the fact, does not judge the appeal."""

    code = "CREDIT_DECIDER_TIED"
    zh = "您{why}，不能处理这件申诉。"
    en = "You may not decide this appeal: a tie to the enterprise, or the fact is your own."
    remedy_zh = "请由其他人员办理。"
    remedy_en = "Somebody else has to."
