from plugins.kernel.errors import InvalidInput, NotFound


class DayNotOver(InvalidInput):
    code = "BILL_DAY_NOT_OVER"
    zh = "{day} 的账单要到次日上午 10 点（北京时间）后才有。"
    en = "The bill of {day} is ready after 10:00 Beijing time of the next day."
    remedy_zh = "请对更早的日期对账。"
    remedy_en = "Reconcile an earlier day."


class DifferenceNotFound(NotFound):
    code = "DIFFERENCE_NOT_FOUND"
    zh = "没有编号为 {number} 的差异。"
    en = "There is no difference {number}."
    remedy_zh = "编号见对账结果的第一列。"
    remedy_en = "Its number is in the first column of the result."


class NoteMissing(InvalidInput):
    code = "NOTE_MISSING"
    zh = "处理差异须写明说明和处理人。"
    en = "Resolving a difference needs a note and a name."
    remedy_zh = "请填写 --note 和 --by。"
    remedy_en = "Fill in --note and --by."
