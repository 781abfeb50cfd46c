from plugins.kernel.errors import InvalidInput, NotFound


class ValueUnsendable(InvalidInput):
    code = "MESSAGE_VALUE_UNSENDABLE"
    zh = "消息内容“{fact}”无法写成微信的 {keyword}。"
    en = "The fact {fact} cannot be written as WeChat's {keyword}."
    remedy_zh = "请在 WECHAT_MESSAGE_TEMPLATES 中为它换一种关键词。"
    remedy_en = "Give it another keyword in WECHAT_MESSAGE_TEMPLATES."


class AcceptedUnasked(InvalidInput):
    code = "MESSAGE_ACCEPTED_UNASKED"
    zh = "同意的消息必须在询问过的消息之中。"
    en = "Only kinds that were asked for can be accepted."
    remedy_zh = "请照 wx.requestSubscribeMessage 的结果上报。"
    remedy_en = "Report what wx.requestSubscribeMessage answered."


class MessageNotFound(NotFound):
    code = "MESSAGE_NOT_FOUND"
    zh = "没有这条消息。"
    en = "There is no such message."
