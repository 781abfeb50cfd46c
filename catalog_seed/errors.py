"""Why a catalogue that reads well may still not be loaded."""

from __future__ import annotations

from plugins.kernel.errors import Conflict, InvalidInput


class PieceGone(Conflict):
    """A new row builds on something that was removed in the shop."""

    code = "SEED_PIECE_GONE"
    zh = "店里已经没有{what}“{key}”,而数据文件里的条目要用到它。"
    en = "The shop no longer has the {what} '{key}', which a row of the files builds on."
    remedy_zh = "用 seed --all 重新载入全部条目,或从文件中删去该条目。"
    remedy_en = "Load every row again with `seed --all`, or remove the row from the files."


class PieceTooLarge(InvalidInput):
    """A cell of a row is longer or larger than the shop can keep; nothing was written."""

    code = "SEED_PIECE_TOO_LARGE"
    zh = "{what}“{key}”有一格过长或过大,什么都没有写入。"
    en = "A cell of the {what} '{key}' is too long or too large; nothing was written."
    remedy_zh = "缩短该行的文字或改小数字后重试。"
    remedy_en = "Shorten the row's texts or make its numbers smaller, and try again."


class PicturesFailed(Conflict):
    """Some pictures could not be made; nothing was written."""

    code = "SEED_PICTURES_FAILED"
    zh = "{count} 张图片无法制作,什么都没有写入:{details}。"
    en = "{count} pictures could not be made and nothing was written: {details}."
    remedy_zh = "修正图片后重试,或用 --without-pictures 先载入文字。"
    remedy_en = "Mend the pictures and try again, or load the texts first with --without-pictures."
