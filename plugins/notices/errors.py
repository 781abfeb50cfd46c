from plugins.kernel.errors import InvalidInput, NotFound


class NoticeNotFound(NotFound):
    code = "NOTICE_NOT_FOUND"
    zh = "没有找到该消息。"
    en = "There is no such notice."
    remedy_zh = "请在消息列表中查看。"
    remedy_en = "Look it up among your notices."


class KindUnknown(InvalidInput):
    code = "NOTICE_KIND_UNKNOWN"
    zh = "没有这类消息。"
    en = "There is no such kind of notices."
    remedy_zh = "请从列出的种类中选择。"
    remedy_en = "Choose among those listed."
