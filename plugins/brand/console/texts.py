"""States and kinds in words, and what to do next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from brand_theme.console.public import Label, Tone
from plugins.brand.labels import AUDIT
from plugins.brand.states import LicenceState, MisuseState, ObjectionState

_S = LicenceState
LICENCE_STATES = {
    _S.DRAFT.value: Label("草稿"),
    _S.SUBMITTED.value: Label("待形式审查", Tone.CAREFUL),
    _S.CORRECTION.value: Label("待企业补正", Tone.WAITING),
    _S.INSPECTION.value: Label("待现场核查", Tone.CAREFUL),
    _S.REVIEW.value: Label("专家评审", Tone.CAREFUL),
    _S.NOTICE.value: Label("公示中", Tone.WAITING),
    _S.APPROVED.value: Label("待签协议", Tone.CAREFUL),
    _S.AGREED.value: Label("待发证", Tone.CAREFUL),
    _S.LICENSED.value: Label("授权中", Tone.GOOD),
    _S.RECTIFYING.value: Label("限期整改", Tone.BAD),
    _S.SUSPENDED.value: Label("已暂停", Tone.BAD),
    _S.REVOKED.value: Label("已撤销", Tone.BAD),
    _S.REFUSED.value: Label("不予授权"),
    _S.WITHDRAWN.value: Label("已退出"),
}
NEXT_STEP = {
    _S.DRAFT.value: "还没有提交。企业在自己的工作台提交，也可以由品牌办代为提交。",
    _S.SUBMITTED.value: "核对材料：齐全就受理；不齐的，把全部问题一次告知，补正只能要求一次。",
    _S.CORRECTION.value: "等企业补正。过期没有补正的，可以不予授权。",
    _S.INSPECTION.value: "到现场或抽样核查，把记录作为附件归档。",
    _S.REVIEW.value: "等专家评分。有利害关系的专家申报回避，不计入评分。",
    _S.NOTICE.value: "公示期满、异议全部处理完，由负责人作出决定。",
    _S.APPROVED.value: "与企业签订授权协议，登记编号和扫描件。",
    _S.AGREED.value: "可以颁发证书；证书期限取授权期和证明材料中最早到期的一个。",
    _S.LICENSED.value: "",
    _S.RECTIFYING.value: "整改到期没有恢复的，商品自动停售。整改合格后点“恢复授权”。",
    _S.SUSPENDED.value: "商品已停售。原因消除后恢复，或者撤销。",
    _S.REVOKED.value: "",
    _S.REFUSED.value: "",
    _S.WITHDRAWN.value: "",
}
OBJECTION_STATES = {
    ObjectionState.OPEN.value: Label("待处理", Tone.BAD),
    ObjectionState.UPHELD.value: Label("成立", Tone.CAREFUL),
    ObjectionState.DISMISSED.value: Label("不成立"),
}
MISUSE_STATES = {
    MisuseState.RECEIVED.value: Label("待核查", Tone.CAREFUL),
    MisuseState.INVESTIGATING.value: Label("核查中", Tone.WAITING),
    MisuseState.CONFIRMED.value: Label("属实", Tone.BAD),
    MisuseState.WARNED.value: Label("已发警告函", Tone.CAREFUL),
    MisuseState.UNFOUNDED.value: Label("不属实"),
    MisuseState.CLOSED.value: Label("已办结", Tone.GOOD),
}
SOON = timedelta(days=30)


def step_text(action: str) -> str:
    return AUDIT[f"brand.licence.{action}"][0]


def validity(until: date | None, *, today: date) -> Label:
    """Say how long a paper still holds; `until` is its last day."""
    if until is None:
        return Label("长期", Tone.GOOD)
    if until < today:
        return Label(f"{until} 已过期", Tone.BAD)
    return Label(f"{until}", Tone.CAREFUL if until - today <= SOON else Tone.GOOD)


def verification(
    verify_by: datetime | None, *, suspended_at: datetime | None, now: datetime
) -> Label:
    """Say how the file of an enterprise stands."""
    if suspended_at is not None:
        return Label("已暂停经营", Tone.BAD)
    if verify_by is None:
        return Label("未核验", Tone.CAREFUL)
    if verify_by <= now:
        return Label("核验已过期", Tone.BAD)
    return Label("待复核", Tone.CAREFUL) if verify_by - now <= SOON else Label("已核验", Tone.GOOD)
