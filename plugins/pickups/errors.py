from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class PointNotFound(NotFound):
    code = "PICKUP_POINT_NOT_FOUND"
    zh = "没有这个自提点，或它已停用。"
    en = "There is no such pick-up point, or it is closed."
    remedy_zh = "请重新选择自提点。"
    remedy_en = "Choose another point."


class PointInvalid(InvalidInput):
    code = "PICKUP_POINT_INVALID"
    zh = "自提点名称与所在乡镇须各为 1 至 {most} 个字。"
    en = "The point's name and town have 1 to {most} characters each."
    remedy_zh = "请修改后再保存。"
    remedy_en = "Change them and save again."


class PointNamedTwice(Conflict):
    code = "PICKUP_POINT_NAMED_TWICE"
    zh = "本企业已有自提点叫“{name}”。"
    en = "The enterprise has a point called {name} already."
    remedy_zh = "请换一个名称。"
    remedy_en = "Choose another name."


class KeepDaysInvalid(InvalidInput):
    code = "PICKUP_KEEP_DAYS_INVALID"
    zh = "保留天数须为 {least} 至 {most} 天。"
    en = "Goods are kept for {least} to {most} days."
    remedy_zh = "请修改保留天数。"
    remedy_en = "Change the number of days."


class HoursInvalid(InvalidInput):
    code = "PICKUP_HOURS_INVALID"
    zh = "营业时间有误：一周至少开一天，每天一段，关门须晚于开门。"
    en = "At least one day a week, one span a day, and it closes after it opens."
    remedy_zh = "请核对每天的开门与关门时间。"
    remedy_en = "Check when it opens and closes each day."


class PickUpNotOffered(Conflict):
    code = "PICK_UP_NOT_OFFERED"
    zh = "商店暂未开通自提。"
    en = "The shop does not offer pick-up at present."
    remedy_zh = "请选择快递到家。"
    remedy_en = "Choose delivery."


class SeveralEnterprises(Conflict):
    code = "PICK_UP_SEVERAL_ENTERPRISES"
    zh = "自提的一单只能有一家企业的商品。"
    en = "An order for pick-up holds goods of one enterprise only."
    remedy_zh = "请按企业分开下单，或选择快递到家。"
    remedy_en = "Order from each enterprise by itself, or choose delivery."


class NoOpenPoint(Conflict):
    code = "PICK_UP_NO_POINT"
    zh = "这家企业还没有开放的自提点。"
    en = "This enterprise has no open pick-up point."
    remedy_zh = "请选择快递到家。"
    remedy_en = "Choose delivery."


class PickupNotFound(NotFound):
    code = "PICKUP_NOT_FOUND"
    zh = "没有这笔自提订单。"
    en = "There is no such order for pick-up."
    remedy_zh = "请在“自提”中查看。"
    remedy_en = "Look it up under pick-up."


class CodeUnknown(NotFound):
    """Says the same of no code and of another enterprise's: it must tell nothing."""

    code = "PICKUP_CODE_UNKNOWN"
    zh = "取货码不对，或不是本企业的订单。"
    en = "The pick-up code is wrong, or the order is another enterprise's."
    remedy_zh = "请让买家打开订单详情，重新扫码或逐位核对 12 位数字。"
    remedy_en = "Ask the buyer to open the order, and scan or compare the 12 digits again."


class FetchedAlready(Conflict):
    code = "PICKUP_FETCHED_ALREADY"
    zh = "订单 {number} 已在 {at} 取走，取货码已失效。"
    en = "Order {number} was fetched at {at}; the code is used up."
    remedy_zh = "请不要再次交货；如有疑问请查看订单经过。"
    remedy_en = "Hand nothing over again; the order's timeline tells who did."


class PickupOver(Conflict):
    code = "PICKUP_OVER"
    zh = "订单 {number} 已退款或已结束，取货码已失效。"
    en = "Order {number} was refunded or is over; the code is void."
    remedy_zh = "请不要交货，让买家查看订单最新状态。"
    remedy_en = "Hand nothing over; ask the buyer to look at the order."


class KeptStill(Conflict):
    code = "PICKUP_KEPT_STILL"
    zh = "订单保留到 {until}，还没有过期。"
    en = "The order is kept until {until}, which is not over."
    remedy_zh = "请在保留期之后再关闭；买家想取消可申请售后。"
    remedy_en = "Close it afterwards; the buyer may ask for a refund at any time."
