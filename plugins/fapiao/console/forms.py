"""What is typed in about a fapiao, by enterprises and by the office for them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    choice_field,
    date_field,
    text_field,
    yuan_field,
)
from plugins.fapiao import rules
from plugins.fapiao.console.texts import REFUSALS
from plugins.fapiao.selectors import excess_fen_of, total_fen_of
from plugins.kernel.money import from_fen


class IssueForm(ActionForm):
    """What stands on the fapiao made out in the tax system."""

    number = text_field("发票号码", help_text="数电发票 20 位；旧式 18 位（代码加号码）。")
    issued_on = date_field("开票日期")
    yuan = yuan_field("价税合计（元）", help_text="系统按实付减退款算出，票面须一致。")
    document = text_field(
        "文件链接", required=False, help_text="PDF 或 OFD 的 https 链接，可不填。"
    )
    revision = text_field("申请版次", help_text="与开票时看到的版次一致，买家改过内容就不能登记。")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.fields["yuan"].initial = from_fen(total_fen_of(obj))
        self.fields["issued_on"].initial = timezone.localdate()
        self.fields["revision"].initial = obj.revision

    def given_revision(self) -> int:
        """Return the revision, zero for what is no number: no request has that."""
        given = self.cleaned_data["revision"]
        return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


class RefuseForm(ActionForm):
    """Why none is made out; the buyer reads the note."""

    reason = choice_field("原因", list(REFUSALS.items()))
    note = text_field("给买家的说明", required=False, max_length=rules.NOTE_LONGEST)


class RedLetterForm(ActionForm):
    """What stands on the red-letter fapiao."""

    number = text_field("红字发票号码", help_text="数电发票 20 位；旧式 18 位（代码加号码）。")
    issued_on = date_field("开具日期")
    yuan = yuan_field("红字金额（元）", help_text="填正数；系统按开票后的退款算出，须一致。")

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        self.fields["yuan"].initial = from_fen(excess_fen_of(obj))
        self.fields["issued_on"].initial = timezone.localdate()
