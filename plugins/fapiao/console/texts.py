"""States and reasons in words, and an entry's facts for both consoles."""

from __future__ import annotations

from brand_theme.console.public import Label, Tone, moment, yuan
from plugins.fapiao.rules import RefusalReason
from plugins.fapiao.selectors import FapiaoEntry
from plugins.fapiao.states import FapiaoState
from plugins.fapiao.workbook import KIND_TEXT

STATES = {
    FapiaoState.REQUESTED.value: Label("待开票", Tone.CAREFUL),
    FapiaoState.ISSUED.value: Label("已开票", Tone.GOOD),
    FapiaoState.REFUSED.value: Label("已驳回"),
    FapiaoState.WITHDRAWN.value: Label("已撤回"),
}
REFUSALS = {
    RefusalReason.DETAILS_WRONG.value: "抬头或税号有误",
    RefusalReason.MONEY_RETURNED.value: "款项已退回",
    RefusalReason.OTHER.value: "其他",
}
TAKE_BACK = "开票后退了款：请在税务系统开红字发票，再登记在这里。"


def facts_of(entry: FapiaoEntry) -> list[tuple[str, object]]:
    """Return what is known of a request; masked where the entry is."""
    facts = [
        ("类型", KIND_TEXT[entry.kind.value]),
        ("抬头", entry.title),
        ("税号", entry.tax_number),
        ("邮箱", entry.email),
        ("版次", entry.revision),
        ("金额", yuan(entry.total_fen)),
        ("需冲红", yuan(entry.excess_fen) if entry.excess_fen else ""),
        ("申请", moment(entry.requested_at)),
        ("发票号码", entry.number),
        ("开票日期", entry.issued_on or ""),
        ("链接", entry.document),
        ("驳回说明", entry.refusal_note),
    ]
    return [fact for fact in facts if fact[1]]
