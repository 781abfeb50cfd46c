"""What the audited moves of credit are called, and what enterprises are told of them."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "credit.formula.defined": ("制定评分办法", "Formula defined"),
    "credit.score.published": ("公布信用评分", "Score published"),
    "credit.score.corrected": ("更正信用评分", "Score corrected"),
    "credit.appeal.filed": ("企业提出信用申诉", "Appeal filed"),
    "credit.appeal.withdrawn": ("企业撤回信用申诉", "Appeal withdrawn"),
    "credit.appeal.upheld": ("信用申诉成立", "Appeal upheld"),
    "credit.appeal.dismissed": ("信用申诉不成立", "Appeal dismissed"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "credit.score.published": EnterpriseNotice(
        kind="credit",
        role="owner",
        subject="{period} 的信用评分已公布",
        text="{enterprise} {period} 的信用评分：{score}。对某条事实有异议的，可在 {appeal_until} 前申诉。",
        english="Your credit score has been published.",
        button="看我的信用",
    ),
    "credit.score.corrected": EnterpriseNotice(
        kind="credit",
        role="owner",
        subject="{period} 的信用评分已更正",
        text="{enterprise} {period} 的信用评分更正为：{score}。原因：{reason}",
        english="Your credit score has been corrected.",
        button="看我的信用",
    ),
    "credit.appeal.upheld": EnterpriseNotice(
        kind="credit",
        role="owner",
        subject="信用申诉成立",
        text="对“{fact}”的申诉成立，这条事实不再计分，评分已更正。品牌办的意见：{reason}",
        english="Your appeal was upheld; the score is corrected.",
        button="看我的信用",
        is_required=True,
    ),
    "credit.appeal.dismissed": EnterpriseNotice(
        kind="credit",
        role="owner",
        subject="信用申诉不成立",
        text="对“{fact}”的申诉不成立。品牌办的意见：{reason}",
        english="Your appeal was dismissed.",
        button="看我的信用",
        is_required=True,
    ),
}
