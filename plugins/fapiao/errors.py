from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class TitleInvalid(InvalidInput):
    code = "FAPIAO_TITLE_INVALID"
    zh = "发票抬头不能使用。"
    en = "This fapiao title cannot be used."
    remedy_zh = "请填写 {shortest} 至 {longest} 个字的姓名或单位全称，不含表情等特殊字符。"
    remedy_en = "Give a name of {shortest} to {longest} characters, without emoji or controls."


class TaxNumberMissing(InvalidInput):
    code = "FAPIAO_TAX_NUMBER_MISSING"
    zh = "企业发票还没有填写税号。"
    en = "A fapiao for an enterprise needs its tax number."
    remedy_zh = "请填写 18 位统一社会信用代码。"
    remedy_en = "Give the 18-character unified social credit code."


class TaxNumberInvalid(InvalidInput):
    code = "FAPIAO_TAX_NUMBER_INVALID"
    zh = "税号不正确，校验未通过。"
    en = "This tax number does not pass its check."
    remedy_zh = "请对照营业执照核对 18 位统一社会信用代码。"
    remedy_en = "Compare the 18-character unified social credit code with the business licence."


class TaxNumberNotWanted(InvalidInput):
    code = "FAPIAO_TAX_NUMBER_NOT_WANTED"
    zh = "个人发票不填税号。"
    en = "A fapiao for a person carries no tax number."
    remedy_zh = "请清空税号，或改选企业。"
    remedy_en = "Leave it empty, or choose an enterprise."


class EmailInvalid(InvalidInput):
    code = "FAPIAO_EMAIL_INVALID"
    zh = "邮箱地址不正确。"
    en = "This is not an e-mail address."
    remedy_zh = "请填写接收电子发票的邮箱，例如 li@example.com。"
    remedy_en = "Give the address that shall receive the fapiao, for example li@example.com."


class FapiaoNumberInvalid(InvalidInput):
    code = "FAPIAO_NUMBER_INVALID"
    zh = "发票号码不正确。"
    en = "This is not a fapiao number."
    remedy_zh = "请填写 20 位数电发票号码；旧式发票请填写发票代码加 8 位号码。"
    remedy_en = "Give the 20 digits of a digital fapiao, or code and number of an older one."


class FapiaoNumberUsed(Conflict):
    code = "FAPIAO_NUMBER_USED"
    zh = "该发票号码已登记在另一笔订单上。"
    en = "This fapiao number is recorded for another order already."
    remedy_zh = "请核对号码。"
    remedy_en = "Compare the number."


class IssueDateInvalid(InvalidInput):
    code = "FAPIAO_DATE_INVALID"
    zh = "开票日期须在 {earliest} 至 {latest} 之间。"
    en = "The date of issue must lie between {earliest} and {latest}."
    remedy_zh = "请按发票上的日期填写。"
    remedy_en = "Give the date that stands on the fapiao."


class DocumentInvalid(InvalidInput):
    code = "FAPIAO_DOCUMENT_INVALID"
    zh = "发票文件须为 https 链接或文件编号。"
    en = "The document must be an https link or a file reference."
    remedy_zh = "请填写版式文件的下载链接，或留空。"
    remedy_en = "Give the link of the PDF or OFD file, or leave it empty."


class NoteMissing(InvalidInput):
    code = "FAPIAO_NOTE_MISSING"
    zh = "还没有写明驳回原因。"
    en = "The reason for refusing is missing."
    remedy_zh = "请用不超过 {longest} 个字告诉买家为什么、怎么办。"
    remedy_en = "Tell the buyer why and what to do, in at most {longest} characters."


class ReasonMissing(InvalidInput):
    code = "FAPIAO_REASON_MISSING"
    zh = "查看完整信息须说明用途。"
    en = "Seeing personal data needs a purpose."
    remedy_zh = "请填写用途，将记入审计日志。"
    remedy_en = "State what for; it goes into the audit trail."


class OrderNotPaid(Conflict):
    code = "FAPIAO_ORDER_NOT_PAID"
    zh = "订单没有可开票的已付款项。"
    en = "Nothing is paid on this order that a fapiao could be made out for."
    remedy_zh = "付款后再申请；已全额退款的订单不能开票。"
    remedy_en = "Ask once it is paid; an order refunded in full gets none."


class AlreadyIssued(Conflict):
    code = "FAPIAO_ALREADY_ISSUED"
    zh = "该订单的发票已开具。"
    en = "The fapiao of this order is issued already."
    remedy_zh = "如需更改，请联系客服换开。"
    remedy_en = "To have it replaced, turn to customer service."


class FapiaoNotFound(NotFound):
    code = "FAPIAO_NOT_FOUND"
    zh = "没有找到开票申请。"
    en = "There is no such request for a fapiao."
    remedy_zh = "请先申请开票。"
    remedy_en = "Ask for one first."


class DetailsChanged(Conflict):
    """The buyer changed the request after the seller had read it."""

    code = "FAPIAO_DETAILS_CHANGED"
    zh = "买家已修改开票信息（现为第 {revision} 版）。"
    en = "The buyer has changed the details; they are at revision {revision} now."
    remedy_zh = "请按最新信息重新核对后再登记。"
    remedy_en = "Read them again and record the fapiao that matches."


class AmountDiffers(Conflict):
    code = "FAPIAO_AMOUNT_DIFFERS"
    zh = "开票金额与订单实付不符，应为 {total_fen} 分。"
    en = "The fapiao's amount is not what was paid: it should be {total_fen} fen."
    remedy_zh = "订单可能有新的退款，请按最新金额开票。"
    remedy_en = "Money may have gone back since; issue it for the present amount."


class PartNotFound(NotFound):
    code = "FAPIAO_PART_NOT_FOUND"
    zh = "该订单没有这家企业的部分。"
    en = "The order has no such part."
    remedy_zh = "请刷新订单后重新选择。"
    remedy_en = "Read the order again and choose one of its parts."


class FileRefused(InvalidInput):
    code = "FAPIAO_FILE_REFUSED"
    zh = "发票文件须为 {megabytes} MB 以内的 PDF。"
    en = "The file must be a PDF of at most {megabytes} MB."
    remedy_zh = "请上传税务系统导出的 PDF，或改填下载链接。"
    remedy_en = "Send the PDF of the tax system, or give its link."


class FileNotThere(NotFound):
    code = "FAPIAO_FILE_NOT_FOUND"
    zh = "发票文件不存在或链接已过期。"
    en = "There is no such file, or its address has expired."
    remedy_zh = "请刷新后重新下载。"
    remedy_en = "Refresh and load it again."


class NothingToTakeBack(Conflict):
    code = "FAPIAO_NOTHING_TO_TAKE_BACK"
    zh = "这张发票现在不需要冲红。"
    en = "No red-letter fapiao is due."
    remedy_zh = "开票后发生退款时才需要冲红。"
    remedy_en = "One is due when money went back after issuing."


class RedLetterDiffers(Conflict):
    code = "FAPIAO_RED_LETTER_DIFFERS"
    zh = "红字金额应为 {total_fen} 分。"
    en = "The red-letter fapiao's amount should be {total_fen} fen."
    remedy_zh = "可能又有新的退款，请按最新金额开具。"
    remedy_en = "Money may have gone back since; issue it for the present amount."
