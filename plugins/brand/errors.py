from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class EnterpriseNameInvalid(InvalidInput):
    code = "ENTERPRISE_NAME_INVALID"
    zh = "主体名称不能使用。"
    en = "This name of an enterprise cannot be used."
    remedy_zh = "请填写 2 至 {longest} 个字的营业执照名称；农户填写姓名或户名。"
    remedy_en = "Give the name on the business licence, 2 to {longest} characters."


class CreditCodeInvalid(InvalidInput):
    code = "CREDIT_CODE_INVALID"
    zh = "统一社会信用代码校验未通过，或与主体类型不符。"
    en = "The unified social credit code fails its check or belongs to another kind of business."
    remedy_zh = "请对照营业执照核对 18 位代码（公司 91、个体 92、合作社 93 开头）。"
    remedy_en = (
        "Compare its 18 characters with the licence (91 company, 92 individual, 93 cooperative)."
    )


class CreditCodeNotWanted(InvalidInput):
    code = "CREDIT_CODE_NOT_WANTED"
    zh = "免登记农户没有统一社会信用代码。"
    en = "A household exempt from registration has no unified social credit code."
    remedy_zh = "请清空代码，或改选其他主体类型。"
    remedy_en = "Leave it empty, or choose another kind."


class EnterpriseKnown(Conflict):
    code = "ENTERPRISE_KNOWN"
    zh = "该统一社会信用代码或简称已建档。"
    en = "An enterprise with this credit code or slug is on file already."
    remedy_zh = "请打开已有的企业档案。"
    remedy_en = "Open the file that exists."


class PermitNumberInvalid(InvalidInput):
    code = "PERMIT_NUMBER_INVALID"
    zh = "许可或登记编号不正确，校验未通过。"
    en = "The number of this permit does not pass its check."
    remedy_zh = "请对照证书核对；食品生产许可证为 SC 加 14 位数字。"
    remedy_en = "Compare it with the paper; a food production licence is SC and 14 digits."


class ProofNumberInvalid(InvalidInput):
    code = "PROOF_NUMBER_INVALID"
    zh = "商标、认证或检验报告编号不正确。"
    en = "This number of a trademark, certificate or report has the wrong form."
    remedy_zh = "请对照证书核对编号和类别。"
    remedy_en = "Compare number and class with the paper."


class PeriodInvalid(InvalidInput):
    code = "PERIOD_INVALID"
    zh = "日期先后不对。"
    en = "These dates are in the wrong order."
    remedy_zh = "到期日不能早于起始日，期限不能是过去。"
    remedy_en = "An end must not come before its beginning, nor a deadline lie in the past."


class ReasonMissing(InvalidInput):
    code = "REASON_MISSING"
    zh = "还没有写明理由。"
    en = "The reason is missing."
    remedy_zh = "请用不超过 {longest} 个字写明理由，将记入审计日志。"
    remedy_en = "State it in at most {longest} characters; it goes into the audit trail."


class NothingFound(NotFound):
    code = "BRAND_NOT_FOUND"
    zh = "没有找到{what}。"
    en = "There is no such {what_en}."
    remedy_zh = "请刷新后重试。"
    remedy_en = "Refresh and try again."


class PermissionLacking(NotAllowed):
    code = "BRAND_PERMISSION_LACKING"
    zh = "您的岗位没有这项权限（{permission}）。"
    en = "Your role lacks the permission {permission}."
    remedy_zh = "请联系品牌办管理员。"
    remedy_en = "Turn to the head of the brand office."


class ConflictOfInterest(NotAllowed):
    code = "CONFLICT_OF_INTEREST"
    zh = "您是申请人或与该企业有利害关系，不能办理本件。"
    en = "You applied, or are tied to this enterprise, so you cannot decide this case."
    remedy_zh = "请回避，由其他人员办理。"
    remedy_en = "Leave it to somebody else."


class ProofLacking(Conflict):
    code = "PROOF_LACKING"
    zh = "缺少有效的证明材料：{missing}。"
    en = "Valid proof is missing: {missing}."
    remedy_zh = "请先在企业档案中补齐。"
    remedy_en = "Add it to the enterprise's file first."


class ScopeEmpty(InvalidInput):
    code = "SCOPE_EMPTY"
    zh = "申请没有包含任何商品类别或商品，或商品不属于该企业。"
    en = "The application covers no class of goods, or goods that are not this enterprise's."
    remedy_zh = "请选择商品类别或本企业的商品。"
    remedy_en = "Choose classes of goods or the enterprise's own products."


class GoodsLicensedElsewhere(Conflict):
    code = "GOODS_LICENSED_ELSEWHERE"
    zh = "部分商品已在另一份授权或申请之中。"
    en = "Some of these goods are in another licence or application already."
    remedy_zh = "请调整范围，或先结束原授权。"
    remedy_en = "Change the scope, or end the other licence first."


class EnterpriseMayNotApply(Conflict):
    code = "ENTERPRISE_MAY_NOT_APPLY"
    zh = "该企业暂停经营，或授权被撤销后未满冷静期（至 {until}）。"
    en = "This enterprise is suspended, or in the cooling-off after a revocation (until {until})."
    remedy_zh = "请期满或恢复后再申请。"
    remedy_en = "Apply once that is over."


class CorrectionUsed(Conflict):
    code = "CORRECTION_USED"
    zh = "补正通知只能发一次。"
    en = "A correction can be asked for once only."
    remedy_zh = "请受理或不予授权。"
    remedy_en = "Pass the check or refuse."


class DeadlineOver(Conflict):
    code = "DEADLINE_OVER"
    zh = "期限已过（{deadline}）。"
    en = "The time for this is over ({deadline})."
    remedy_zh = "请联系品牌办。"
    remedy_en = "Turn to the brand office."


class ReviewIncomplete(Conflict):
    code = "REVIEW_INCOMPLETE"
    zh = "评审未完成：有效评分 {given} 份，至少需要 {needed} 份。"
    en = "The review is not complete: {given} scores without a conflict, {needed} are needed."
    remedy_zh = "请补足专家评分。"
    remedy_en = "Have more experts score it."


class ScoreTooLow(Conflict):
    code = "SCORE_TOO_LOW"
    zh = "平均分 {average} 低于 {needed} 分，不能进入公示。"
    en = "The mean score {average} is below {needed}, so it cannot go on public notice."
    remedy_zh = "请作出不予授权决定。"
    remedy_en = "Refuse it."


class ScoreInvalid(InvalidInput):
    code = "SCORE_INVALID"
    zh = "评分须为 0 至 100 的整数；有利害关系时不评分。"
    en = "A score is a whole number from 0 to 100; with a conflict of interest there is none."
    remedy_zh = "请修改后提交。"
    remedy_en = "Change it and submit again."


class AlreadyReviewed(Conflict):
    code = "ALREADY_REVIEWED"
    zh = "您已评审过本件。"
    en = "You have reviewed this case already."
    remedy_zh = "评分提交后不能更改。"
    remedy_en = "A score cannot be changed."


class NoticeRunning(Conflict):
    code = "NOTICE_RUNNING"
    zh = "公示期至 {last_day} 结束，现在不能批准。"
    en = "The public notice runs until the end of {last_day}; it cannot be approved yet."
    remedy_zh = "请在公示期满后办理。"
    remedy_en = "Come back when it is over."


class ObjectionsOpen(Conflict):
    code = "OBJECTIONS_OPEN"
    zh = "有 {count} 件异议尚未处理或已成立，不能批准。"
    en = "{count} objections are open or upheld, so it cannot be approved."
    remedy_zh = "请先处理异议；异议成立的，不予授权。"
    remedy_en = "Decide them first; with one upheld, refuse."


class NoticeClosed(Conflict):
    code = "NOTICE_CLOSED"
    zh = "该申请不在公示期。"
    en = "This application is not on public notice now."
    remedy_zh = "公示期外请向品牌办投诉举报。"
    remedy_en = "Outside the notice, report it to the brand office."


class HolidaysUnknown(Conflict):
    code = "HOLIDAYS_UNKNOWN"
    zh = "{year} 年的节假日安排尚未收录，无法推算公示截止日。"
    en = "The public holidays of {year} are not known yet, so the notice's end cannot be counted."
    remedy_zh = "请更新 chinesecalendar，或按国务院通知填写公示最后一日。"
    remedy_en = (
        "Update chinesecalendar, or give the last day after the State Council's announcement."
    )


class CertificateWouldBeEmpty(Conflict):
    code = "CERTIFICATE_WOULD_BE_EMPTY"
    zh = "{limited_by} 在证书起始日前已到期。"
    en = "{limited_by} ends before the certificate would begin."
    remedy_zh = "请先更新该证明材料。"
    remedy_en = "Renew it first."


class CertificateOverlaps(Conflict):
    code = "CERTIFICATE_OVERLAPS"
    zh = "新证书的起始日须在原证书最后一日（{last_day}）之后。"
    en = "A new certificate must begin after the last day of the former ({last_day})."
    remedy_zh = "请调整起始日。"
    remedy_en = "Choose a later first day."


class BrandMissing(Conflict):
    code = "BRAND_MISSING"
    zh = "还没有启用区域公共品牌或授权条款。"
    en = "No regional brand or no licence terms are in force."
    remedy_zh = "请先建立品牌并启用授权条款。"
    remedy_en = "Establish the brand and adopt its terms first."


class FileRefused(InvalidInput):
    code = "BRAND_FILE_REFUSED"
    zh = "文件不能使用。"
    en = "This file cannot be used."
    remedy_zh = "请上传不超过 {megabytes} MB 的 PDF、JPG 或 PNG。"
    remedy_en = "Upload a PDF, JPEG or PNG of at most {megabytes} MB."


class ReportIncomplete(InvalidInput):
    code = "REPORT_INCOMPLETE"
    zh = "请写明在哪里看到、看到了什么（5 至 {longest} 个字）。"
    en = "Say where you saw it and what it was, in 5 to {longest} characters."
    remedy_zh = "补充后再提交。"
    remedy_en = "Add it and submit again."


class PicturesTooMany(InvalidInput):
    code = "PICTURES_TOO_MANY"
    zh = "图片最多 {most} 张。"
    en = "At most {most} pictures."
    remedy_zh = "请减少后再提交。"
    remedy_en = "Choose fewer."
