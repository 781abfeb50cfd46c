from plugins.kernel.errors import InvalidInput


class VariantUnknown(InvalidInput):
    code = "VARIANT_UNKNOWN"
    zh = "规格编号无法识别({given})。"
    en = "{given} is no id of a variant."
    remedy_zh = "请刷新页面后重试。"
    remedy_en = "Reload the page and retry."


class TooManyGoods(InvalidInput):
    code = "TOO_MANY_GOODS"
    zh = "购物车最多放 {most} 种商品。"
    en = "A cart holds at most {most} kinds of goods."
    remedy_zh = "请先移除一些再试。"
    remedy_en = "Remove some and try again."


class TooManySeen(InvalidInput):
    code = "TOO_MANY_SEEN"
    zh = "一次最多查看 {most} 种看过的商品。"
    en = "At most {most} goods can be asked about at once."
    remedy_zh = "请分几次查看。"
    remedy_en = "Ask in several parts."
