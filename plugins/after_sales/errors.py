from plugins.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound


class CaseNotFound(NotFound):
    code = "AFTER_SALES_CASE_NOT_FOUND"
    zh = "没有找到该售后单。"
    en = "There is no such after-sales case."
    remedy_zh = "请在“我的售后”中查看。"
    remedy_en = "Look it up in your after-sales cases."


class LineNotFound(NotFound):
    code = "AFTER_SALES_LINE_NOT_FOUND"
    zh = "该订单中没有这件商品。"
    en = "The order has no such line."
    remedy_zh = "请刷新后重新选择。"
    remedy_en = "Refresh and choose again."


class KeyInvalid(InvalidInput):
    code = "IDEMPOTENCY_KEY_INVALID"
    zh = "提交编号须为 8 至 64 个字母、数字或 -_。"
    en = "The idempotency key must be 8 to 64 letters, digits, - or _."
    remedy_zh = "请刷新页面后重新提交。"
    remedy_en = "Reload the page and submit again."


class KeyReused(Conflict):
    code = "IDEMPOTENCY_KEY_REUSED"
    zh = "该提交编号已用于另一笔售后申请。"
    en = "This idempotency key belongs to another request."
    remedy_zh = "请刷新页面后重新提交。"
    remedy_en = "Reload the page and submit again."


class OrderNotRefundable(Conflict):
    code = "ORDER_NOT_REFUNDABLE"
    zh = "该订单未付款、已取消或已全部退款。"
    en = "The order is not paid, was cancelled or has gone back wholly."
    remedy_zh = "请查看订单最新状态。"
    remedy_en = "Look at its present state."


class QuantityTooMany(Conflict):
    code = "QUANTITY_TOO_MANY"
    zh = "“{item}”还能申请 {left} 件。"
    en = "{left} of {item} can still be asked for."
    remedy_zh = "请减少数量；其余可能已在其他售后单中。"
    remedy_en = "Ask for fewer; others may be part of another case."


class QuantityInvalid(InvalidInput):
    code = "QUANTITY_INVALID"
    zh = "数量有误。"
    en = "The quantity cannot be used."
    remedy_zh = "每件商品选一次，数量至少为 1，且不超过售后单中的数量。"
    remedy_en = "Name each line once, with at least 1 and no more than the case has."


class LinesMixed(Conflict):
    code = "AFTER_SALES_LINES_MIXED"
    zh = "已发货与未发货的商品须分开申请。"
    en = "Goods that have left and goods that have not need a request each."
    remedy_zh = "请分两次提交。"
    remedy_en = "Submit them one after the other."


class EnterprisesMixed(Conflict):
    code = "AFTER_SALES_ENTERPRISES_MIXED"
    zh = "不同企业的商品须分开申请。"
    en = "Goods of different enterprises need a request each."
    remedy_zh = "请按企业分次提交，每家企业各自处理。"
    remedy_en = "Submit one for each enterprise; each answers its own."


class EnterpriseAnswers(NotAllowed):
    code = "AFTER_SALES_ENTERPRISE_ANSWERS"
    zh = "该售后由企业自己答复。"
    en = "The enterprise answers this case itself."
    remedy_zh = "请联系企业处理；逾期按同意处理，买家可申请平台介入。"
    remedy_en = "Turn to the enterprise; its silence is a yes, and the buyer may appeal."


class ReturnAddressMissing(InvalidInput):
    code = "RETURN_ADDRESS_MISSING"
    zh = "请填写退货收件人、电话和地址（{longest} 字以内）。"
    en = "Say who receives the goods, the phone and the address, in at most {longest} characters."
    remedy_zh = "买家按这个地址寄回。"
    remedy_en = "The buyer sends the goods there."


class AwardInvalid(InvalidInput):
    code = "AFTER_SALES_AWARD_INVALID"
    zh = "部分退款金额须大于零且小于申请金额。"
    en = "A partial award is more than nothing and less than what was asked for."
    remedy_zh = "全额退款请选择“支持买家”。"
    remedy_en = "To award everything, decide for the buyer."


class AwardNeedsShipped(Conflict):
    code = "AFTER_SALES_AWARD_NEEDS_SHIPPED"
    zh = "商品尚未发出，不能部分退款。"
    en = "The goods have not left; they are refunded wholly or not at all."
    remedy_zh = "请支持买家全额退款，或维持拒绝后由商家发货。"
    remedy_en = "Decide for the buyer, or for the seller, who then ships."


class NothingLeft(Conflict):
    code = "NOTHING_TO_REFUND"
    zh = "没有可退的金额。"
    en = "There is nothing to refund."
    remedy_zh = "请核对所选商品。"
    remedy_en = "Check what you have chosen."


class WindowOver(Conflict):
    code = "AFTER_SALES_WINDOW_OVER"
    zh = "已超过申请期限。"
    en = "The time to ask for this is over."
    remedy_zh = "七日无理由自签收次日起算；质量问题为 15 日。"
    remedy_en = "No-reason returns take 7 days from the day after receipt, defects 15."


class NoReasonExempt(Conflict):
    code = "NO_REASON_RETURN_EXEMPT"
    zh = "“{item}”鲜活易腐，您下单时已确认不适用七日无理由退货。"
    en = "{item} is fresh; you confirmed at this purchase that it takes no no-reason return."
    remedy_zh = "如有质量问题，请选择相应原因。"
    remedy_en = "If something is wrong with it, choose that reason."


class MustReturn(Conflict):
    code = "GOODS_MUST_RETURN"
    zh = "商品已发出，无理由退款须退回商品。"
    en = "The goods have left; without a reason they have to come back."
    remedy_zh = "请选择“退货退款”。"
    remedy_en = "Ask for return and refund."


class NothingToReturn(Conflict):
    code = "NOTHING_TO_RETURN"
    zh = "商品不在您手中，无需退货。"
    en = "You do not have the goods, so there is nothing to send back."
    remedy_zh = "请选择“仅退款”。"
    remedy_en = "Ask for a refund only."


class AlreadyReceived(Conflict):
    code = "GOODS_RECEIVED"
    zh = "订单已签收。"
    en = "The order was received."
    remedy_zh = "如少件请选择“少件”。"
    remedy_en = "If something is missing, choose that reason."


class ShippedMeanwhile(Conflict):
    code = "SHIPPED_MEANWHILE"
    zh = "商品在此期间已发出。"
    en = "The goods have left in the meantime."
    remedy_zh = "请撤回后按已发货重新申请。"
    remedy_en = "Withdraw it and ask again for shipped goods."


class TextInvalid(InvalidInput):
    code = "AFTER_SALES_TEXT_INVALID"
    zh = "说明须为 {shortest} 至 {longest} 个字。"
    en = "The text must have {shortest} to {longest} characters."
    remedy_zh = "请修改后重新提交。"
    remedy_en = "Change it and submit again."


class SameHand(NotAllowed):
    code = "ARBITER_ANSWERED_IT"
    zh = "处理过该售后单的人不能再作平台裁定。"
    en = "Who answered this case may not arbitrate it."
    remedy_zh = "请由另一位平台管理员裁定。"
    remedy_en = "Have another administrator decide it."


class NoTrouble(Conflict):
    code = "REFUND_NEEDS_NO_RETRY"
    zh = "该退款没有失败，或须线下处理。"
    en = "The refund has not failed, or has to be settled by hand."
    remedy_zh = "请查看售后单的退款状态与提示。"
    remedy_en = "Look at how the case's refund stands."


class PicturesTooMany(Conflict):
    code = "PICTURES_TOO_MANY"
    zh = "图片太多：每单最多 {per_case} 张，每天最多 {per_day} 张。"
    en = "Too many pictures: {per_case} for a case and {per_day} a day at most."
    remedy_zh = "请减少后再试。"
    remedy_en = "Send fewer."
