"""What the audited moves of settlement are called."""

from collections.abc import Mapping

from plugins.kernel.registry import EnterpriseNotice

AUDIT: Mapping[str, tuple[str, str]] = {
    "settlement.entry.booked": ("入账", "Entry booked"),
    "settlement.rate.set": ("设置佣金比例", "Commission rate set"),
    "settlement.period.closed": ("结账", "Period closed"),
    "settlement.period.confirmed": ("结算单已确认", "Period confirmed"),
    "settlement.period.disputed": ("企业对结算单有异议", "Period disputed"),
    "settlement.period.answered": ("答复异议", "Dispute answered"),
    "settlement.period.paid": ("本期已结清", "Period paid"),
    "settlement.receiver.registered": ("提交分账商户号", "Share receiver entered"),
    "settlement.receiver.active": ("微信已登记分账接收方", "Share receiver accepted"),
    "settlement.receiver.refused": ("微信拒绝登记分账接收方", "Share receiver refused"),
    "settlement.sharing.planned": ("计划分账", "Sharing planned"),
    "settlement.sharing.sent": ("微信已受理分账", "Sharing accepted"),
    "settlement.sharing.finished": ("分账完成", "Sharing finished"),
    "settlement.sharing.refused": ("微信拒绝分账", "Sharing refused"),
    "settlement.sharing.part_failed": ("一家企业的分账未到账", "A share did not arrive"),
    "settlement.return.planned": ("退款前回退分账", "Return of a share planned"),
    "settlement.return.sent": ("微信已受理回退", "Return accepted"),
    "settlement.return.succeeded": ("分账已退回", "Share returned"),
    "settlement.return.failed": ("分账未退回", "Share not returned"),
    "settlement.share_bill.compared": ("核对分账账单", "Sharing bill compared"),
    "settlement.payout.done": ("已登记付款", "Payout recorded"),
}

REASONS: Mapping[str, tuple[str, str]] = {
    "no_objection": ("期满无异议", "No objection in time"),
}

AMOUNTS: Mapping[str, tuple[str, str]] = {
    "opening_fen": ("上期结转", "Brought forward"),
    "closing_fen": ("应结", "Due"),
}

NOTICES: Mapping[str, EnterpriseNotice] = {
    "settlement.period.closed": EnterpriseNotice(
        kind="money",
        role="finance",
        subject="结算单已出：{span}",
        text="{enterprise} {span} 的结算单已出，应结 {closing}。请在 {confirm_by} 前确认或提出异议，过期视为同意。",
        english="A statement is ready; confirm it or object in time.",
        button="看结算单",
        is_required=True,
    ),
    "settlement.period.answered": EnterpriseNotice(
        kind="money",
        role="finance",
        subject="结算异议已答复：{span}",
        text="对 {span} 结算单的异议已答复：{reason}。应结 {closing}，请在 {confirm_by} 前确认。",
        english="Your objection was answered; please look again.",
        button="看结算单",
        is_required=True,
    ),
    "settlement.payout.done": EnterpriseNotice(
        kind="money",
        role="finance",
        subject="结算款已付：{amount}",
        text="{span} 的结算款 {amount} 已从商城对公账户付出，银行流水号 {reference}。",
        english="Your money was paid out.",
        button="看结算单",
    ),
}
