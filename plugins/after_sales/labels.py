"""What the audited moves of an after-sales case are called."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "after_sales.case.requested": ("买家申请售后", "The buyer asked for a refund"),
    "after_sales.case.opened_by_enterprise": (
        "企业为未取货的买家发起退款",
        "Refund opened by the enterprise: not fetched",
    ),
    "after_sales.case.waiting_return": ("同意退货，等买家寄回", "Return agreed, goods awaited"),
    "after_sales.case.returning": ("买家已寄回", "Goods on their way back"),
    "after_sales.case.refunding": ("同意退款", "Refund promised"),
    "after_sales.case.refunded": ("售后退款完成", "Case refunded"),
    "after_sales.case.refund_failed": ("退款未成，需人工处理", "Refund failed: act"),
    "after_sales.case.refused": ("商家拒绝", "The seller refused"),
    "after_sales.case.arbitration": ("买家申请平台介入", "The buyer appealed to the platform"),
    "after_sales.case.rejected": ("平台维持拒绝", "The platform upheld the refusal"),
    "after_sales.case.withdrawn": ("买家撤回申请", "The buyer withdrew"),
    "after_sales.case.closed": ("逾期关闭", "Closed after its time"),
    "after_sales.case.reminder_due": ("临近期限，已提醒", "Reminded of the deadline"),
    "after_sales.case.deadline_near": (
        "临近企业答复期限，已提醒",
        "Enterprise reminded of its time",
    ),
    "after_sales.case.return_to_set": ("填写退货地址", "Return address given"),
    "after_sales.picture.shown": ("查看买家图片", "Buyer's picture looked at"),
}

BUYER: Mapping[str, tuple[str, str]] = {
    "after_sales.case.requested": ("您申请了售后", "You asked for a refund"),
    "after_sales.case.opened_by_enterprise": (
        "商品过期未取，商家为您发起退款",
        "Not fetched in time: the shop opened your refund",
    ),
    "after_sales.case.waiting_return": (
        "商家同意退货，请寄回商品",
        "Return agreed: please send the goods back",
    ),
    "after_sales.case.return_to_set": ("商家更新了退货地址", "The return address was updated"),
    "after_sales.case.returning": ("商品已寄回", "You sent the goods back"),
    "after_sales.case.refunding": ("商家同意退款，退款处理中", "Refund agreed and under way"),
    "after_sales.case.refunded": ("售后退款完成", "Your refund is complete"),
    "after_sales.case.refused": (
        "商家没有同意，您可以申请平台介入",
        "Refused; you may appeal to the platform",
    ),
    "after_sales.case.arbitration": ("平台已介入", "The platform is looking into it"),
    "after_sales.case.rejected": ("平台未支持退款", "The platform upheld the refusal"),
    "after_sales.case.withdrawn": ("您撤回了申请", "You withdrew your request"),
    "after_sales.case.closed": ("申请已逾期关闭", "The request was closed after its time"),
}

#: Why the buyer asked, and which state a reminder was about.
REASONS: Mapping[str, tuple[str, str]] = {
    "changed_mind": ("不想要了（七日无理由）", "Changed her mind"),
    "quality": ("质量问题、变质", "Quality"),
    "damaged": ("破损", "Damaged"),
    "missing": ("少件、漏发", "Something missing"),
    "wrong_goods": ("发错货、与描述不符", "Wrong goods"),
    "not_received": ("没有收到货", "Not received"),
    "requested": ("待商家处理", "The seller has to answer"),
    "waiting_return": ("待买家寄回", "The buyer has to send the goods back"),
    "returning": ("退货途中，待商家收货", "The seller has to receive the goods"),
    "refused": ("商家已拒绝，买家可申请平台介入", "The buyer may appeal"),
    "arbitration": ("待平台裁定", "The platform has to decide"),
    "overdue": ("逾期", "Overdue"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "after_sales.case.requested": EnterpriseNotice(
        kind="after_sales",
        role="orders",
        subject="买家申请售后：{number}",
        text="订单 {order} 的买家申请售后 {number}（{why}）。请在 {due} 前答复，逾期系统代为同意。",
        english="A buyer asked for a refund; please answer in time.",
        button="看售后",
    ),
    "after_sales.case.deadline_near": EnterpriseNotice(
        kind="after_sales",
        role="orders",
        subject="售后 {number} 快到期限",
        text="订单 {order} 的售后 {number} 须在 {due} 前处理，逾期由系统代办，并计入信用评价。",
        english="A case is about to reach its deadline.",
        button="看售后",
    ),
    "after_sales.case.arbitration": EnterpriseNotice(
        kind="after_sales",
        role="orders",
        subject="售后 {number} 平台介入",
        text="订单 {order} 的买家请平台介入售后 {number}，平台将查看双方的说明后决定。",
        english="The buyer asked the platform to decide.",
        button="看售后",
    ),
}
