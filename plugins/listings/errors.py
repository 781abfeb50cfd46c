from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class ListingNotFound(NotFound):
    code = "LISTING_NOT_FOUND"
    zh = "没有找到该商品。"
    en = "There is no such listing."


class SubmissionNotFound(NotFound):
    code = "SUBMISSION_NOT_FOUND"
    zh = "没有找到该提交。"
    en = "There is no such submission."


class VariantNotFound(NotFound):
    code = "LISTING_VARIANT_NOT_FOUND"
    zh = "没有找到该规格。"
    en = "There is no such variant."


class PictureNotFound(NotFound):
    code = "LISTING_PICTURE_NOT_FOUND"
    zh = "没有找到该图片。"
    en = "There is no such picture."


class RecallNotFound(NotFound):
    code = "RECALL_NOT_FOUND"
    zh = "没有找到该召回。"
    en = "There is no such recall."


class ContentInvalid(InvalidInput):
    code = "LISTING_CONTENT_INVALID"
    zh = "填写有误：{cause_zh}。"
    en = "This cannot be used: {cause_en}."
    remedy_zh = "请改正后再保存。"
    remedy_en = "Correct it and save again."


class ChoiceUnknown(InvalidInput):
    code = "LISTING_CHOICE_UNKNOWN"
    zh = "“{field_zh}”中没有这个选项。"
    en = "There is no such choice for {field_en}."
    remedy_zh = "请从列表中选择。"
    remedy_en = "Choose from the list."


class SubmissionIncomplete(InvalidInput):
    code = "SUBMISSION_INCOMPLETE"
    zh = "还不能提交：{missing_zh}。"
    en = "It cannot be submitted yet: {missing_en}."
    remedy_zh = "请补全后再提交，草稿已保存。"
    remedy_en = "Complete it first; the draft is kept."


class WarningsUnanswered(Conflict):
    code = "CLAIM_WARNINGS_UNANSWERED"
    zh = "有 {count} 处用语需要处理：{found}。"
    en = "{count} claims need an answer: {found}."
    remedy_zh = "请改掉，或写明为什么可以这样写。"
    remedy_en = "Change the wording, or say why it may stay."


class WarningUnknown(NotFound):
    code = "CLAIM_WARNING_UNKNOWN"
    zh = "这处用语已经改掉了。"
    en = "These words are there no more."
    remedy_zh = "不需要再说明。"
    remedy_en = "Nothing needs to be said about them."


class ReasonMissing(InvalidInput):
    code = "LISTING_REASON_MISSING"
    zh = "还没有写明理由。"
    en = "The reason is missing."
    remedy_zh = "请用不超过 {longest} 个字写明。"
    remedy_en = "State it in at most {longest} characters."


class ReasonsMissing(InvalidInput):
    code = "REVIEW_REASONS_MISSING"
    zh = "没有写明哪里要改。"
    en = "It is not said what has to change."
    remedy_zh = "请至少在一项后写明原因。"
    remedy_en = "Give a reason for at least one field."


class NotEditable(Conflict):
    code = "SUBMISSION_NOT_EDITABLE"
    zh = "已提交的内容不能改。"
    en = "What is submitted cannot be changed."
    remedy_zh = "请先撤回，或等待品牌办答复。"
    remedy_en = "Withdraw it first, or wait for the office."


class DraftChanged(Conflict):
    code = "DRAFT_CHANGED"
    zh = "这份草稿刚被另一个页面或同事改过。"
    en = "Another page or colleague has changed this draft."
    remedy_zh = "请刷新页面，核对后重新填写。"
    remedy_en = "Reload the page, compare and fill it in again."


class SubmissionOpen(Conflict):
    code = "SUBMISSION_OPEN"
    zh = "该商品已有一份未办结的提交。"
    en = "There is an open submission for it already."
    remedy_zh = "请继续填写那一份，或先撤回。"
    remedy_en = "Go on with that one, or withdraw it first."


class NothingChanged(Conflict):
    code = "NOTHING_CHANGED"
    zh = "与在售内容相比没有改动。"
    en = "Nothing differs from what is live."
    remedy_zh = "价格和库存可直接改，不需要审核。"
    remedy_en = "Prices and stock are changed directly, without review."


class SkuTaken(Conflict):
    code = "SKU_TAKEN"
    zh = "货号 {sku} 已被占用。"
    en = "The SKU {sku} is taken."
    remedy_zh = "请换一个，或留空由系统编号。"
    remedy_en = "Choose another, or leave it empty to have one made."


class VariantIsLive(Conflict):
    code = "VARIANT_IS_LIVE"
    zh = "在售规格 {sku} 不能删除。"
    en = "The live variant {sku} cannot be removed."
    remedy_zh = "要停售请把库存改为 0。"
    remedy_en = "Set its stock to 0 to stop selling it."


class NotLive(Conflict):
    code = "LISTING_NOT_LIVE"
    zh = "该商品还没有上架。"
    en = "It has not been approved yet."
    remedy_zh = "审核通过后才能改价改库存。"
    remedy_en = "Prices and stock can be changed once it is."


class SalesChanged(Conflict):
    """The form shows a price or stock that is no longer true."""

    code = "SALES_FIGURE_CHANGED"
    zh = "{sku} 的{what_zh}已变为 {present}。"
    en = "The {what_en} of {sku} is {present} by now."
    remedy_zh = "请刷新页面，按最新数字再改。"
    remedy_en = "Reload the page and change the present figure."


class StockBelowOrdered(Conflict):
    code = "STOCK_BELOW_ORDERED"
    zh = "{sku} 已有 {allocated} 件被下单，库存不能低于它。"
    en = "{allocated} of {sku} are ordered: the stock cannot be lower."
    remedy_zh = "请先发货或取消订单。"
    remedy_en = "Ship or cancel these orders first."


class WarehouseMissing(Conflict):
    code = "LISTING_WAREHOUSE_MISSING"
    zh = "没有可用的产地仓。"
    en = "There is no warehouse for these goods."
    remedy_zh = "请联系品牌办建仓。"
    remedy_en = "Ask the office to set one up."


class ReviewerTied(NotAllowed):
    code = "REVIEWER_TIED"
    zh = "您与该企业有利益关系，不能审核它的商品。"
    en = "You are tied to this enterprise and cannot review its goods."
    remedy_zh = "请由另一位同事审核。"
    remedy_en = "Leave it to a colleague."


class AlreadySuspended(Conflict):
    code = "LISTING_SUSPENDED"
    zh = "该商品已停售。"
    en = "It is suspended already."
    remedy_zh = "请刷新后查看原因。"
    remedy_en = "Refresh to see why."


class NotSuspended(Conflict):
    code = "LISTING_NOT_SUSPENDED"
    zh = "该商品没有停售。"
    en = "It is not suspended."


class RecallStillOpen(Conflict):
    code = "RECALL_OPEN"
    zh = "该商品的召回还没有办结。"
    en = "A recall of it is still open."
    remedy_zh = "请先办结召回。"
    remedy_en = "Close the recall first."


class PeriodInvalid(InvalidInput):
    code = "RECALL_PERIOD_INVALID"
    zh = "召回的起止日期不对。"
    en = "These dates of a recall are in the wrong order."
    remedy_zh = "起始日不能晚于截止日。"
    remedy_en = "The first day must not be after the last."


class PicturesTooMany(Conflict):
    code = "LISTING_PICTURES_TOO_MANY"
    zh = "图片太多：每件商品最多 {per_listing} 张，每家企业每天最多上传 {per_day} 张。"
    en = "Too many pictures: {per_listing} for a listing, {per_day} a day for an enterprise."
    remedy_zh = "请先删去不需要的。"
    remedy_en = "Remove some first."


class DraftsTooMany(Conflict):
    code = "DRAFTS_TOO_MANY"
    zh = "未办结的提交过多（最多 {most} 份）。"
    en = "There are too many open submissions (at most {most})."
    remedy_zh = "请先提交或撤回一些。"
    remedy_en = "Submit or withdraw some first."


class WorkbookInvalid(InvalidInput):
    code = "WORKBOOK_INVALID"
    zh = "表格无法读取：{cause_zh}。"
    en = "This workbook cannot be read: {cause_en}."
    remedy_zh = "请下载模板，填好后另存为 .xlsx 再上传。"
    remedy_en = "Download the template, fill it in and save it as .xlsx."


class RowUnknown(NotFound):
    code = "WORKBOOK_ROW_UNKNOWN"
    zh = "没有货号 {sku} 在“{warehouse}”的库存。"
    en = "There is no stock of {sku} in “{warehouse}”."
    remedy_zh = "请先导出最新的表格，不要改货号和仓库。"
    remedy_en = "Export the present workbook and leave SKU and warehouse alone."


class BoundsInvalid(InvalidInput):
    code = "SHIPPING_BOUNDS_INVALID"
    zh = "时限须满足：最短 ≤ 默认 ≤ 最长，且最长不超过 {most} 小时。"
    en = "Bounds go from shortest over default to longest, at most {most} hours."
    remedy_zh = "请修改后再提交。"
    remedy_en = "Change them and send them again."
