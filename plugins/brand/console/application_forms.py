"""What has to be said at each step of an application."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from brand_theme.console.public import (
    ActionForm,
    choice_field,
    date_field,
    long_text_field,
    number_field,
    text_field,
)
from plugins.brand.console.papers import paper_field
from plugins.brand.rules.corrections import Part, correction_text
from plugins.brand.rules.reviewing import HIGHEST_SCORE
from plugins.brand.services.reasons import REASON_LONGEST

TOLD = "记入案卷和审计，企业看得到。"
FINDINGS_TOLD = "记入案卷；不合格的，企业看得到。"


class CorrectionForm(ActionForm):
    """Everything that is wrong, where the enterprise will mend it."""

    def __init__(self, *args: Any, obj: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        for part in Part:
            self.fields[part.name.lower()] = text_field(part.value, required=False, max_length=150)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        notes = {part: given.get(part.name.lower(), "") for part in Part}
        given["reason"] = correction_text(notes)
        if not given["reason"]:
            self.add_error(None, "请至少写明一处要补正的内容。")
        elif len(given["reason"]) > REASON_LONGEST:
            self.add_error(None, f"全部说明合计不超过 {REASON_LONGEST} 个字，请写得短一些。")
        return given


class FindingsForm(ActionForm):
    """What was found at the site or in the sample, and the record of it."""

    reason = long_text_field("核查情况", max_length=REASON_LONGEST, help_text=FINDINGS_TOLD)
    file = paper_field("核查记录")


class ReviewForm(ActionForm):
    """A score with an opinion, or the declaration of a conflict."""

    has_conflict = choice_field(
        "利害关系",
        [("no", "没有利害关系，评分"), ("yes", "有利害关系，回避不评分")],
    )
    score = number_field("评分（0 至 100）", required=False, max_value=HIGHEST_SCORE)
    reason = long_text_field("意见", max_length=REASON_LONGEST, help_text="提交后不能更改。")


class DecisionForm(ActionForm):
    """Why; the enterprise is told."""

    reason = text_field("原因", max_length=REASON_LONGEST, help_text=TOLD)


class NoticeForm(ActionForm):
    """Usually the calendar knows the last day."""

    last_day = date_field(
        "公示最后一日",
        required=False,
        help_text="一般不填，按工作日历推算。节假日安排未收录时，按国务院通知填写，只能延后。",
    )


class AgreementForm(ActionForm):
    number = text_field("协议编号", max_length=40)
    signed_on = date_field("签订日期")
    file = paper_field("协议扫描件")


class CertificateForm(ActionForm):
    starts_on = date_field("起始日")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = timezone.localdate()
