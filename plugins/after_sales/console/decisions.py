"""What staff do with a case: arbitrate, refund again, answer where no enterprise can."""

from __future__ import annotations

from typing import Any

from django import forms

from brand_theme.console.public import (
    ActionForm,
    Asked,
    ObjectAction,
    choice_field,
    long_text_field,
    tick_field,
    yuan,
    yuan_field,
)
from plugins.after_sales.errors import EnterpriseAnswers
from plugins.after_sales.models import Case
from plugins.after_sales.rules.windows import Kind
from plugins.after_sales.selectors import last_return_to
from plugins.after_sales.services.case_answer import case_approve, case_refuse
from plugins.after_sales.services.case_arbitrate import case_decide
from plugins.after_sales.services.case_refund import case_refund_again
from plugins.after_sales.services.case_return import case_receive
from plugins.after_sales.states import CaseState
from plugins.kernel.money import to_fen

ANSWER = "mall_after_sales.answer_case"
ARBITRATE = "mall_after_sales.arbitrate_case"
REFUND = "mall_after_sales.refund_case"
BUYER, PART, SELLER = "buyer", "part", "seller"
NOTE_LONGEST = 200


def _returns(case: Case) -> bool:
    """Whether the goods are still with the buyer and are to come back."""
    return case.kind == Kind.RETURN_AND_REFUND.value and not case.return_tracking_no


class DecideForm(ActionForm):
    """For whom, how much where it is a part, and why, in words to both."""

    outcome = choice_field("裁定", ())
    amount = yuan_field("部分退款金额（元）", required=False)
    return_to = long_text_field(
        "退货收件人与地址",
        required=False,
        max_length=NOTE_LONGEST,
        help_text="支持买家退货时填写；留空则用企业上一次的退货地址。",
    )
    note = long_text_field("裁定理由", max_length=NOTE_LONGEST, help_text="买家和企业都会看到。")

    def __init__(self, *args: Any, obj: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj is None:
            return
        whole = (
            "支持买家：退货后全额退款" if _returns(obj) else f"支持买家：全额退款 {yuan(obj.fen)}"
        )
        choices = [("", "请选择"), (BUYER, whole)]
        if obj.is_shipped:
            choices.append((PART, "部分支持：退一部分款，货品不退回"))
        self.fields["outcome"].choices = [*choices, (SELLER, "支持商家：维持拒绝")]
        if not obj.is_shipped:
            del self.fields["amount"]
        if _returns(obj):
            self.fields["return_to"].initial = obj.return_to or last_return_to(obj)
        else:
            del self.fields["return_to"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_part = cleaned.get("outcome") == PART
        if is_part and not cleaned.get("amount") and "amount" not in self.errors:
            raise forms.ValidationError({"amount": "部分退款须填写金额。"})
        if not is_part and cleaned.get("amount"):
            raise forms.ValidationError({"amount": "只有部分支持时才填写金额。"})
        return cleaned


class NoteForm(ActionForm):
    note = long_text_field("拒绝原因", max_length=NOTE_LONGEST, help_text="买家会看到。")


class ApproveForm(ActionForm):
    return_to = long_text_field("退货收件人与地址", required=False, max_length=NOTE_LONGEST)
    note = long_text_field("给买家的话", required=False, max_length=NOTE_LONGEST)

    def __init__(self, *args: Any, obj: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, obj=obj, **kwargs)
        if obj is None or obj.kind != Kind.RETURN_AND_REFUND.value:
            del self.fields["return_to"]
        else:
            self.fields["return_to"].required = True


class ReceiveForm(ActionForm):
    is_whole = tick_field("货品完好，全部重新入库")


def _decide(asked: Asked) -> str:
    data = asked.data
    awarded = to_fen(data["amount"]) if data["outcome"] == PART else None
    case_decide(
        case_id=asked.obj.pk,
        for_buyer=data["outcome"] != SELLER,
        awarded_fen=awarded,
        return_to=data.get("return_to", ""),
        note=data["note"],
        actor=asked.actor,
        now=asked.now,
    )
    return "已裁定，买家和企业都能看到理由。"


def _refund_again(asked: Asked) -> str:
    case_refund_again(case_id=asked.obj.pk, actor=asked.actor, now=asked.now)
    return "已重新发起同一笔退款，不会重复退。"


def _refuse_owned(case: Case) -> None:
    """Leave to the enterprise what is about its goods.

    Raises:
        EnterpriseAnswers: there is one.
    """
    if case.child_order_id is not None:
        raise EnterpriseAnswers()


def _approve(asked: Asked) -> str:
    _refuse_owned(asked.obj)
    case_approve(
        case_id=asked.obj.pk,
        actor=asked.actor,
        now=asked.now,
        note=asked.data["note"],
        return_to=asked.data.get("return_to", ""),
    )
    return "已同意。"


def _refuse(asked: Asked) -> str:
    _refuse_owned(asked.obj)
    case_refuse(case_id=asked.obj.pk, actor=asked.actor, note=asked.data["note"], now=asked.now)
    return "已拒绝，买家可以申请平台介入。"


def _receive(asked: Asked) -> str:
    _refuse_owned(asked.obj)
    whole = {line.line.order_line_id: line.quantity for line in asked.obj.lines.all()}
    case_receive(
        case_id=asked.obj.pk,
        resaleable=whole if asked.data["is_whole"] else {},
        actor=asked.actor,
        now=asked.now,
    )
    return "已确认收货，款项将原路退回。"


def _unowned(*states: CaseState) -> Any:
    """Cases that no enterprise answers for, in these states."""
    return lambda case: case.child_order_id is None and CaseState(case.state) in states


ACTIONS = (
    ObjectAction(
        name="decide",
        title="裁定",
        icon="gavel",
        permission=ARBITRATE,
        form=DecideForm,
        perform=_decide,
        available=lambda case: case.state == CaseState.ARBITRATION.value,
        warning=lambda case: "裁定立即生效，不能更改；答复过本单的人不能裁定。",
        confirm="裁定",
    ),
    ObjectAction(
        name="refund_again",
        title="重新退款",
        icon="replay",
        permission=REFUND,
        perform=_refund_again,
        available=lambda case: case.state == CaseState.REFUND_FAILED.value,
        warning=lambda case: f"再次向买家退 {yuan(case.refund_fen)}，沿用原退款单号。",
    ),
    ObjectAction(
        name="approve",
        title="同意",
        icon="check",
        permission=ANSWER,
        form=ApproveForm,
        perform=_approve,
        available=_unowned(CaseState.REQUESTED),
        warning=lambda case: f"同意后按 {yuan(case.fen)} 处理，不能撤回。",
    ),
    ObjectAction(
        name="refuse",
        title="拒绝",
        icon="block",
        permission=ANSWER,
        form=NoteForm,
        perform=_refuse,
        available=_unowned(CaseState.REQUESTED, CaseState.RETURNING),
        is_danger=True,
    ),
    ObjectAction(
        name="receive",
        title="确认收到退货",
        icon="inventory",
        permission=ANSWER,
        form=ReceiveForm,
        perform=_receive,
        available=_unowned(CaseState.RETURNING),
        warning=lambda case: f"确认后退款 {yuan(case.refund_fen)}，不能撤回。",
    ),
)
