from plugins.kernel.errors import InvalidInput, NotFound


class CardNotFound(NotFound):
    code = "SHOWCASE_CARD_NOT_FOUND"
    zh = "没有这张陈列卡。"
    en = "There is no such card."
    remedy_zh = "请从列表里重新打开。"
    remedy_en = "Open it from the list again."


class CardInvalid(InvalidInput):
    code = "SHOWCASE_CARD_INVALID"
    zh = "陈列卡不能这样写：{cause_zh}。"
    en = "A card cannot say this: {cause_en}."
    remedy_zh = "请修改后再提交。"
    remedy_en = "Change it and send it again."


class TargetUnknown(InvalidInput):
    """What a card is to open does not exist, or could mean several things."""

    code = "SHOWCASE_TARGET_UNKNOWN"
    zh = "没有找到名为“{asked}”的{kind_zh}，或同名的不止一个。"
    en = "There is no {kind_en} called {asked}, or there are several."
    remedy_zh = "请填写完整的名称或网址名；须是现在买家看得到的。"
    remedy_en = "Give its whole name or its slug; buyers have to see it now."
