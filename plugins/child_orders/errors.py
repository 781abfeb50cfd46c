from plugins.kernel.errors import Conflict, InvalidInput, NotFound


class GoodsWithoutEnterprise(Conflict):
    code = "GOODS_WITHOUT_ENTERPRISE"
    zh = "“{item}”尚未登记生产企业，暂不能购买。"
    en = "No enterprise is registered for {item}; it cannot be bought yet."
    remedy_zh = "请从购物车中移除该商品。"
    remedy_en = "Remove it from the cart."


class ChildOrderNotFound(NotFound):
    code = "CHILD_ORDER_NOT_FOUND"
    zh = "没有找到该订单。"
    en = "There is no such order."
    remedy_zh = "请在本企业的订单列表中查看。"
    remedy_en = "Look it up among your enterprise's orders."


class NotReady(Conflict):
    code = "CHILD_ORDER_NOT_READY"
    zh = "该订单现在不能这样处理（{state_zh}）。"
    en = "This cannot be done with the order as it stands ({state})."
    remedy_zh = "请刷新后查看最新状态。"
    remedy_en = "Refresh to see its present state."


class PickedUp(Conflict):
    code = "CHILD_ORDER_PICKED_UP"
    zh = "这是自提订单，由买家到店取货，不能寄送或交给分拨中心。"
    en = "The buyer fetches this order herself; it is neither shipped nor handed to the hub."
    remedy_zh = "请在“自提”中备货，买家到店时凭取货码交货。"
    remedy_en = "Set the goods aside under pick-up and hand them over for the code."


class NotPickedUp(Conflict):
    code = "CHILD_ORDER_NOT_PICKED_UP"
    zh = "这不是自提订单。"
    en = "The buyer does not fetch this order herself."
    remedy_zh = "请在“订单”中发货。"
    remedy_en = "Ship it under orders."


class MessageTextInvalid(InvalidInput):
    code = "MESSAGE_TEXT_INVALID"
    zh = "留言须为 1 至 {most} 个字。"
    en = "A message has 1 to {most} characters."
    remedy_zh = "请修改后再发送。"
    remedy_en = "Change it and send again."


class MessagesTooMany(Conflict):
    code = "MESSAGES_TOO_MANY"
    zh = "留言过于频繁。"
    en = "Too many messages in a short time."
    remedy_zh = "请过几分钟再发送。"
    remedy_en = "Try again in a few minutes."


class AddressMissing(Conflict):
    code = "CHILD_ORDER_ADDRESS_MISSING"
    zh = "该订单没有收货地址。"
    en = "The order has no delivery address."
    remedy_zh = "该订单无需寄送；如有疑问请联系买家。"
    remedy_en = "Nothing has to be sent; ask the buyer when in doubt."
