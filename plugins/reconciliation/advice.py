"""What a person reads beside a difference: what it is, why, and what to do next."""

from dataclasses import dataclass

from plugins.reconciliation.rules import DifferenceKind, Movement


@dataclass(frozen=True, slots=True)
class Advice:
    """What a person reads beside a difference."""

    title: str
    cause_zh: str
    cause_en: str
    next_zh: str
    next_en: str


ADVICE: dict[DifferenceKind, Advice] = {
    DifferenceKind.ONLY_AT_WECHAT: Advice(
        "微信有、本店无",
        "微信收了款，本店没有这笔支付。",
        "WeChat took money that our books do not know.",
        "查该商户号是否还有其他系统收款；否则在商户平台退回买家。",
        "See whether another system uses this merchant number; otherwise refund the buyer.",
    ),
    DifferenceKind.ONLY_HERE: Advice(
        "本店有、微信无",
        "本店记为已付，当日账单没有。",
        "Our books say paid, the day's bill does not list it.",
        "暂停发货，在商户平台按单号查询；确未到账请联系微信支付。",
        "Hold the parcel and look the number up on the merchant platform.",
    ),
    DifferenceKind.AMOUNT_DIFFERS: Advice(
        "金额不符",
        "同一笔支付，两边金额不同。",
        "Both sides know the payment, with different amounts.",
        "以商户平台为准核对，差额补收或退回，并报技术人员。",
        "Compare on the merchant platform, settle the rest, tell the engineers.",
    ),
    DifferenceKind.STATE_DIFFERS: Advice(
        "状态不符",
        "微信已收款，本店尚未记为已付，通知可能丢失。",
        "WeChat was paid, our books do not say so: the notification may be lost.",
        "系统会自动查询补记，稍后重新对账；仍在则报技术人员。",
        "The shop asks WeChat by itself: run the day again later, then tell the engineers.",
    ),
    DifferenceKind.NUMBER_DIFFERS: Advice(
        "微信单号不符",
        "商户订单号相同，微信订单号不同。",
        "The same payment stands under different numbers of WeChat.",
        "在商户平台查两个单号，报技术人员。",
        "Look both numbers up on the merchant platform, tell the engineers.",
    ),
    DifferenceKind.LISTED_TWICE: Advice(
        "账单重复",
        "账单中同一笔出现多次。",
        "The bill lists the same number more than once.",
        "查资金账单是否入账两次；若是，退回一笔。",
        "See in the fund-flow bill whether it was booked twice; if so, give one back.",
    ),
    DifferenceKind.FEE_DIFFERS: Advice(
        "手续费不符",
        "手续费不等于应结金额乘以账单所列费率。",
        "The fee is not the settled amount times the bill's own rate.",
        "对照签约费率，向微信支付申诉。",
        "Compare with the contract and complain to WeChat Pay.",
    ),
    DifferenceKind.REFUND_ONLY_AT_WECHAT: Advice(
        "退款：微信有、本店无",
        "微信受理了退款，本店没有记录，可能在商户平台手工退款。",
        "WeChat accepted a refund we do not know, perhaps made on the merchant platform.",
        "问经手人；补记说明，必要时调整订单。",
        "Ask who made it, note it here and correct the order.",
    ),
    DifferenceKind.REFUND_ONLY_HERE: Advice(
        "退款：本店有、微信无",
        "本店记为已受理，从申请到退款完成之间的各日账单都没有。",
        "Accepted in our books, in no bill from the day it was asked for to the day it ended.",
        "其间有未对账的日子先补对，本条会自动消失；仍在则在商户平台查询，确未受理则重新退款。",
        "Reconcile the days between that are missing; then look on the platform, refund anew"
        " if it never arrived.",
    ),
    DifferenceKind.REFUND_AMOUNT_DIFFERS: Advice(
        "退款金额不符",
        "同一笔退款，两边金额不同。",
        "Both sides know the refund, with different amounts.",
        "在商户平台核对，差额补退或追回。",
        "Compare on the merchant platform and settle the rest.",
    ),
    DifferenceKind.REFUND_STATE_DIFFERS: Advice(
        "退款状态不符",
        "微信已受理退款，本店未记为已受理。",
        "WeChat accepted the refund, our books do not say so.",
        "稍后重新对账；仍在则在商户平台查询并报技术人员。",
        "Run the day again later; then look on the platform and tell the engineers.",
    ),
    DifferenceKind.REFUND_LISTED_TWICE: Advice(
        "退款：账单重复",
        "账单中同一笔退款出现多次。",
        "The bill lists the same refund more than once.",
        "查资金账单是否扣款两次；若是，向微信支付申诉。",
        "See in the fund-flow bill whether it was taken twice; if so, complain to WeChat Pay.",
    ),
    DifferenceKind.FUND_MISSING: Advice(
        "资金：未入账",
        "交易账单有这一笔，资金账单没有它的收支。",
        "The trade bill lists it, no money moved for it on the account.",
        "在商户平台资金流水按微信单号查询；次日仍无请联系微信支付。",
        "Look WeChat's number up among the platform's movements; ask WeChat Pay if it stays away.",
    ),
    DifferenceKind.FUND_ONLY_AT_WECHAT: Advice(
        "资金：两边账上均无",
        "账户有这笔收支，交易账单和本店都没有对应的支付或退款。",
        "Money moved for a payment or refund that neither trade bill nor our books know.",
        "查该商户号是否还有其他系统收退款；否则向微信支付查询。",
        "See whether another system uses this merchant number; otherwise ask WeChat Pay.",
    ),
    DifferenceKind.FUND_OF_OTHER_DAY: Advice(
        "资金：不在当日交易账单",
        "本店有这一笔，当日交易账单没有；多为跨零点入账而前一日尚未对账，或交易账单漏列。",
        "Our books have it, this day's trade bill does not: booked across midnight while the day"
        " before is not reconciled, or left out of the trade bill.",
        "先对前一日对账，本条会自动消失；仍在则在商户平台查询。",
        "Reconcile the day before, then this goes by itself; if not, look on the platform.",
    ),
    DifferenceKind.FUND_AMOUNT_DIFFERS: Advice(
        "资金：金额不符",
        "入账或扣款金额与交易账单不同。",
        "The amount moved is not the one of the trade bill.",
        "按微信单号在商户平台核对两份账单，差额向微信支付申诉。",
        "Compare both bills on the merchant platform and claim the rest.",
    ),
    DifferenceKind.FUND_FEE_DIFFERS: Advice(
        "资金：手续费不符",
        "实际收取或退回的手续费与交易账单所列不同。",
        "The fee taken or given back is not the one the trade bill states.",
        "对照交易账单手续费一栏，差额向微信支付申诉。",
        "Compare with the trade bill's column of fees and claim the rest.",
    ),
    DifferenceKind.FUND_TWICE: Advice(
        "资金：重复收支",
        "同一笔支付或退款在账户上动了多次。",
        "Money moved more than once for one payment or refund.",
        "重复收款退回买家；重复扣款向微信支付申诉。",
        "Give back what was taken twice; claim what was paid twice.",
    ),
    DifferenceKind.BALANCE_BROKEN: Advice(
        "资金：余额不连续",
        "这一行的余额不等于上一行余额加减本行金额，其间可能缺行。",
        "This balance is not the one before plus or minus the amount: a row may be missing.",
        "用 --refetch 重新下载；仍在则在商户平台核对该时刻前后的流水。",
        "Fetch the bill anew; if it stays, compare the movements around that moment.",
    ),
    DifferenceKind.OPENING_DIFFERS: Advice(
        "资金：期初与上日期末不符",
        "当日期初余额不等于上一账单日的期末余额。",
        "The opening balance is not the closing balance of the bill before.",
        "用 --refetch 重新对上一日和当日；仍在则请微信支付核对余额。",
        "Fetch both days anew; if it stays, ask WeChat Pay about the balance.",
    ),
    DifferenceKind.REFUND_RETURNED: Advice(
        "退款退回商户",
        "退款未能退给买家，款项回到商户账户。",
        "A refund did not reach the buyer; the money is back on the account.",
        "查该退款状态，用 manage.py refund --retry 或其他方式退给买家，并登记说明。",
        "Look the refund up, pay the buyer again or another way, and note it here.",
    ),
    DifferenceKind.PROFIT_SHARING: Advice(
        "分账",
        "货款按分账规则付给接收方，或由其退回。",
        "Money was shared with a receiver, or came back from one.",
        "与分账单逐笔核对后登记；无对应分账单的立即查询。",
        "Compare with the shop's profit-sharing orders, then note it; query one without an order.",
    ),
    DifferenceKind.WITHDRAWAL: Advice(
        "提现",
        "余额转入商户银行账户，或因失败退回，含其手续费。",
        "Balance was moved to the merchant's bank account, or came back; its charge included.",
        "与银行到账回单核对，登记回单号；非本人操作立即修改商户平台密码。",
        "Compare with the bank's receipt and note its number; act at once if nobody asked for it.",
    ),
    DifferenceKind.TOP_UP: Advice(
        "充值",
        "商户向账户充值，或充值被退回。",
        "The merchant topped up the account, or the top-up came back.",
        "与银行付款回单核对，登记回单号。",
        "Compare with the bank's receipt and note its number.",
    ),
    DifferenceKind.CHARGE: Advice(
        "平台扣费",
        "微信支付或平台收取的服务费、扣款。",
        "A service charge or deduction by WeChat Pay or the platform.",
        "对照合同和平台账单，取得发票后登记；不明扣款申诉。",
        "Compare with the contract, get its invoice, note it; complain about what is unclear.",
    ),
    DifferenceKind.OTHER_MOVEMENT: Advice(
        "其他资金变动",
        "与本店交易无关的收支，名称见“备注”。",
        "A movement that belongs to no trade; the column of details names it.",
        "按业务名称在商户平台查明用途后登记。",
        "Find its purpose on the merchant platform by that name, then note it.",
    ),
}

MOVEMENT_TEXT = {
    Movement.PAYMENT: "交易",
    Movement.REFUND: "退款",
    Movement.FEE: "手续费",
    Movement.REFUND_RETURNED: "退款退回",
    Movement.PROFIT_SHARING: "分账",
    Movement.WITHDRAWAL: "提现",
    Movement.TOP_UP: "充值",
    Movement.CHARGE: "平台扣费",
    Movement.OTHER: "其他",
}
