"""A licence in the words of the enterprise: how it stands, and whose turn it is."""

from __future__ import annotations

from enum import Enum

from brand_theme.console.public import Label, Tone
from plugins.brand.public import LicenceState as S
from plugins.brand.public import Part, PermitKind, ProofKind, ProofNeed

STATES = {
    S.DRAFT.value: Label("草稿", Tone.CAREFUL),
    S.SUBMITTED.value: Label("品牌办审查材料", Tone.WAITING),
    S.CORRECTION.value: Label("请您补正", Tone.BAD),
    S.INSPECTION.value: Label("等待现场核查", Tone.WAITING),
    S.REVIEW.value: Label("专家评审", Tone.WAITING),
    S.NOTICE.value: Label("公示中", Tone.WAITING),
    S.APPROVED.value: Label("已批准，请签协议", Tone.CAREFUL),
    S.AGREED.value: Label("等待发证", Tone.WAITING),
    S.LICENSED.value: Label("授权中", Tone.GOOD),
    S.RECTIFYING.value: Label("限期整改", Tone.BAD),
    S.SUSPENDED.value: Label("已暂停", Tone.BAD),
    S.REVOKED.value: Label("已撤销"),
    S.REFUSED.value: Label("未予授权"),
    S.WITHDRAWN.value: Label("已退出"),
}
NEXT = {
    S.DRAFT.value: "接着填写，最后一步预览并提交。每一步都会保存。",
    S.SUBMITTED.value: "品牌办正在核对材料，一般五个工作日。现在不用您做什么。",
    S.CORRECTION.value: "请按品牌办的意见逐项修改后再提交。只有这一次机会，请一次改全。",
    S.INSPECTION.value: "品牌办会来现场或抽样核查，请保持联系。",
    S.REVIEW.value: "专家正在评分。现在不用您做什么。",
    S.NOTICE.value: "申请正在公示。有人提出异议时，您可以在这里答复。",
    S.APPROVED.value: "请在纸质协议上签字盖章，把扫描件交上来，原件寄品牌办。",
    S.AGREED.value: "协议已登记，品牌办将颁发证书。",
    S.LICENSED.value: "商品可以使用区域公共品牌标志。证书到期前 30 天开始年审。",
    S.RECTIFYING.value: "请按要求整改，在期限前报告。过期没有恢复的，商品自动停售。",
    S.SUSPENDED.value: "商品已停售。请联系品牌办。",
    S.REVOKED.value: "冷静期满后可以重新申请。",
    S.REFUSED.value: "改进后可以重新申请。",
    S.WITHDRAWN.value: "需要时可以重新申请。",
}
STEPS = {
    "drafted": "开始申请",
    "submitted": "提交申请",
    "correction_asked": "品牌办要求补正",
    "accepted": "材料审查通过",
    "inspected": "现场核查通过",
    "inspection_failed": "现场核查不合格",
    "noticed": "开始公示",
    "objection_answered": "答复异议",
    "approved": "批准授权",
    "refused": "不予授权",
    "agreement_sent": "交来签字的协议",
    "agreed": "协议登记",
    "licensed": "颁发证书",
    "renewed": "年审通过，换发证书",
    "rectification_ordered": "责令整改",
    "rectification_reported": "报告整改",
    "suspended": "暂停授权",
    "restored": "恢复授权",
    "revoked": "撤销授权",
    "withdrawn": "退出授权",
}


class Step(Enum):
    """The pages of the application, in order."""

    ENTERPRISE = "enterprise"
    SCOPE = "scope"
    PAPERS = "papers"
    LABELS = "labels"
    PREVIEW = "preview"


STEP_TEXT = {
    Step.ENTERPRISE: "企业资料",
    Step.SCOPE: "申请范围",
    Step.PAPERS: "证明材料",
    Step.LABELS: "标志与标签",
    Step.PREVIEW: "预览与提交",
}
#: Where the office's notice is read.
PART_OF = {
    Step.ENTERPRISE: Part.ENTERPRISE,
    Step.SCOPE: Part.SCOPE,
    Step.PAPERS: Part.PAPERS,
    Step.LABELS: Part.LABELS,
}
KINDS = {
    PermitKind.FOOD_PRODUCTION.value: "食品生产许可证",
    PermitKind.WORKSHOP.value: "食品小作坊登记证",
    PermitKind.PREPACKAGED_FILING.value: "仅销售预包装食品备案",
    ProofKind.INSPECTION_REPORT.value: "检验报告",
    ProofKind.GREEN_FOOD.value: "绿色食品证书",
    ProofKind.ORGANIC.value: "有机产品认证",
    ProofKind.GI_USE.value: "地理标志专用标志使用核准",
}
NEEDS = {
    ProofNeed.PREPACKAGED: "预包装食品备案或生产许可",
    ProofNeed.WORKSHOP: "小作坊登记证或生产许可证",
    ProofNeed.FOOD_PRODUCTION: "食品生产许可证",
    ProofKind.INSPECTION_REPORT: "检验报告",
}
