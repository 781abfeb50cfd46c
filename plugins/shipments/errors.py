from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class CompanyUnknown(InvalidInput):
    code = "COMPANY_UNKNOWN"
    zh = "不认识快递公司“{company}”。"
    en = "There is no express company {company} in the table."
    remedy_zh = "请用以下代码之一：{known}。"
    remedy_en = "Use one of these codes: {known}."


class TrackingInvalid(InvalidInput):
    code = "TRACKING_INVALID"
    zh = "运单号“{tracking_no}”须为 5 至 32 个字母、数字或 -。"
    en = "The tracking number {tracking_no} must be 5 to 32 letters, digits or -."
    remedy_zh = "请照面单重新填写。"
    remedy_en = "Copy it from the label again."


class ParcelsInvalid(InvalidInput):
    code = "PARCELS_INVALID"
    zh = "快递发货须有 1 至 {most} 个互不相同的运单；同城配送与自提不填运单。"
    en = "Express takes 1 to {most} different parcels; same-city delivery and pick-up take none."
    remedy_zh = "请核对后重试。"
    remedy_en = "Check them and try again."


class ShipmentNotFound(NotFound):
    code = "SHIPMENT_NOT_FOUND"
    zh = "该订单还没有发货。"
    en = "Nothing of this order was shipped yet."
    remedy_zh = "请先发货。"
    remedy_en = "Ship it first."


class ShippedOtherwise(Conflict):
    code = "SHIPPED_OTHERWISE"
    zh = "该订单已按其他运单发货。"
    en = "This order was shipped with another label already."
    remedy_zh = "如需更正，请使用更正（--correct），微信只接受一次。"
    remedy_en = "To correct it use --correct; WeChat takes one correction."


class CorrectionUsed(Conflict):
    code = "CORRECTION_USED"
    zh = "微信只接受一次更正，该订单已更正过。"
    en = "WeChat takes one correction, and this order had it."
    remedy_zh = "请直接联系买家说明正确的运单号。"
    remedy_en = "Tell the buyer the right tracking number yourself."


class NotCorrectable(Conflict):
    code = "NOT_CORRECTABLE"
    zh = "发货信息尚在上传。"
    en = "The shipment is still being reported."
    remedy_zh = "请稍后再更正。"
    remedy_en = "Correct it in a while."


class PartsToFollow(Conflict):
    code = "PARTS_TO_FOLLOW"
    zh = "该订单还有商品未发出，微信暂不接受更正。"
    en = "More of this order is still to be shipped; WeChat takes a correction only afterwards."
    remedy_zh = "请在全部发出后再更正。"
    remedy_en = "Correct it when everything has left."


class MoneyGoingBack(Conflict):
    code = "MONEY_GOING_BACK"
    zh = "该订单的款项正在全部退回，不能发货。"
    en = "All the money of this order is on its way back, so it cannot be shipped."
    remedy_zh = "请查看退款进度。"
    remedy_en = "Look at its refund."


class PaymentUnknown(NotFound):
    code = "PAYMENT_UNKNOWN"
    zh = "账上没有微信支付单 {transaction_id}，或其商户号、商户单号与推送不符。"
    en = "No payment {transaction_id} of this merchant and number stands in our books."
    remedy_zh = "请在微信商户平台核对。"
    remedy_en = "Compare with the merchant platform."


class PushUnreadable(InvalidInput):
    code = "PUSH_UNREADABLE"
    zh = "微信推送中的 {name} 无法读取。"
    en = "{name} of WeChat's push cannot be read."
    remedy_zh = "请在微信商户平台核对该订单。"
    remedy_en = "Look at the order on the merchant platform."
