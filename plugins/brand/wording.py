"""Kinds of enterprises and papers in words, by their stored value."""

from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import PermitKind
from plugins.brand.rules.proofs import ProofKind

ENTERPRISE_KINDS = {
    EnterpriseKind.COMPANY.value: "公司",
    EnterpriseKind.INDIVIDUAL.value: "个体工商户",
    EnterpriseKind.COOPERATIVE.value: "农民专业合作社",
    EnterpriseKind.HOUSEHOLD.value: "农户",
}
PERMIT_KINDS = {
    PermitKind.FOOD_PRODUCTION.value: "食品生产许可证",
    PermitKind.WORKSHOP.value: "食品小作坊登记证",
    PermitKind.PREPACKAGED_FILING.value: "仅销售预包装食品备案",
}
PROOF_KINDS = {
    ProofKind.GREEN_FOOD.value: "绿色食品证书",
    ProofKind.ORGANIC.value: "有机产品认证",
    ProofKind.GI_USE.value: "地理标志专用标志使用核准",
    ProofKind.INSPECTION_REPORT.value: "检验报告",
}
