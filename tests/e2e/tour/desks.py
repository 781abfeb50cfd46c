"""The console of finance, service and administrators."""

from __future__ import annotations

from tests.e2e.tour.office import FIRST, first_screen, listed, opened, staff
from tests.e2e.tour.stop import DESK_ONLY, Chapter, Stop

FINANCE = Chapter(
    zh="财务",
    en="Finance",
    words_zh="每一分钱从付款到结算都能追到；页面只看不改，改动都是按钮。",
    words_en="Every fen is traced from payment to settlement; pages only show, changes are buttons.",
    visitor=staff("finance"),
    stops=(
        first_screen(
            "finance-first", "要人管的退款、对不上的账、要付的结算单；图表可以看数字。",
            "Refunds that need a person, differences, statements to pay; charts with their numbers.",
        ),
        listed(
            "finance-payments", "mall_wechat_pay.wechatpayment", "微信支付",
            "每笔付款和它的下落。", "Each WeChat payment and what came of it.",
        ),
        opened(
            "finance-payment", "mall_wechat_pay.wechatpayment", "一笔付款",
            "商城怎么说、微信怎么说、退过什么。", "What the shop says, what WeChat says, what was refunded.",
        ),
        listed(
            "finance-refunds", "mall_wechat_pay.wechatrefund", "微信退款",
            "在路上的、要人管的。", "What is on its way and what needs a person.",
        ),
        opened(
            "finance-refund", "mall_wechat_pay.wechatrefund", "一笔退款",
            "为什么退、退到哪一步、下一步做什么。", "Why, how far, and what to do next.",
        ),
        listed(
            "finance-events", "mall_wechat_pay.notificationevent", "微信通知",
            "微信发来的每一条，和账不符的要看。", "Everything WeChat sent; what disagrees with the books is looked into.",
        ),
        listed(
            "finance-cards", "mall_cards.cardpayment", "银行卡支付",
            "海外银行卡，默认不开。", "Foreign cards; off unless configured.",
        ),
        listed(
            "finance-card-refunds", "mall_cards.cardrefund", "银行卡退款",
            "银行卡的退款。", "Refunds to cards.",
        ),
        listed(
            "finance-days", "mall_reconciliation.billday", "对账",
            "每天的账和微信的账单，一笔一笔对。", "Each day's books against WeChat's bill.",
        ),
        opened(
            "finance-day", "mall_reconciliation.billday", "一天的账",
            "两边合计、差异、再对一次。", "Both sums, differences, and how to run it again.",
        ),
        listed(
            "finance-differences", "mall_reconciliation.difference", "对账差异",
            "对不上的，写明白才能了结。", "What disagrees; closed with a note.",
        ),
        listed(
            "finance-statements", "mall_settlement.period", "企业结算单",
            "每家每期该付多少，异议、付款。", "What each enterprise is owed for a period; disputes and payments.",
        ),
        opened(
            "finance-statement", "mall_settlement.period", "一期结算单",
            "明细、经过、付款。", "Its lines, its history and the payment.",
        ),
        listed(
            "finance-ledger", "mall_settlement.ledgerentry", "结算台账",
            "只增不改的每一笔。", "Every entry, never changed.",
        ),
        listed(
            "finance-rates", "mall_settlement.commissionrate", "佣金比例",
            "从哪天起，哪类收多少。", "Since when, for which goods, how much.",
        ),
        listed(
            "finance-sharing", "mall_settlement.sharing", "分账",
            "交给微信分的每一笔。", "Every share given to WeChat.",
        ),
        listed(
            "finance-receivers", "mall_settlement.sharereceiver", "分账接收方",
            "钱分到谁的商户号。", "Whose merchant account receives.",
        ),
        listed(
            "finance-share-bills", "mall_settlement.sharebill", "分账账单",
            "微信的分账账单和台账对得上吗。", "Whether WeChat's sharing bill agrees with the ledger.",
        ),
        listed(
            "finance-fapiao", "mall_fapiao.fapiaorequest", "发票申请",
            "谁欠谁一张，欠了几天。", "Who owes which, since when.",
        ),
    ),
)  # fmt: skip

SERVICE = Chapter(
    zh="客服",
    en="Service",
    words_zh="按订单号或手机尾号找到人，一页里看全，裁决写理由。",
    words_en="Finds people by order number or the end of a phone, sees all on one page, decides with a reason.",
    visitor=staff("service"),
    stops=(
        first_screen(
            "service-first", "要裁决的、发晚的、没人答的。",
            "Cases to arbitrate, late parcels, open questions.",
            on_phone=True,
        ),
        listed(
            "service-orders", "mall_orders.placedorder", "全部订单",
            "订单号、手机后四位都能找。", "Found by number or the last digits of a phone.",
        ),
        opened(
            "service-order", "mall_orders.placedorder", "一笔订单",
            "货、钱、包裹、发票、售后在一页，右边是经过。",
            "Goods, money, parcels, fapiao and cases on one page, history on the right.",
            first=f"{FIRST} >> nth=9",
        ),
        listed(
            "service-shipments", "mall_shipments.shipment", "发货",
            "运单、改过的、微信退回的。", "Labels, corrections, and what WeChat refused.",
        ),
        listed(
            "service-cases", "mall_after_sales.case", "售后单",
            "每件等着谁。", "Whom each waits for.", on_phone=True,
        ),
        opened(
            "service-case", "mall_after_sales.case", "一件售后",
            "两边的话和照片；全退、退一部分、不退，都写理由。",
            "Both sides' words and pictures; all, a part or nothing, with a reason.",
            query="?state=arbitration",
        ),
        listed(
            "service-bans", "mall_accounts.ban", "封禁",
            "封了谁、为什么、到哪天；可以解。", "Whom, why and until when; can be lifted.",
        ),
    ),
)  # fmt: skip

ADMINISTRATOR = Chapter(
    zh="管理员",
    en="Administrator",
    words_zh="谁在何时做了什么，没人改得了。",
    words_en="Who did what and when; nobody can change it.",
    visitor=staff("admin"),
    stops=(
        first_screen("admin-first", "所有人的事，一屏看全。", "Everybody's work on one screen."),
        listed(
            "admin-trail", "mall_kernel.auditentry", "审计记录",
            "谁、何时、做了什么、为什么。", "Who did what, when, and why.",
        ),
        listed(
            "admin-dead-letters", "mall_kernel.outboxmessage", "搁置事项",
            "失败多次的后台事项，一个一个或一起再办。", "Side effects that failed too often; retried one by one or together.",
            query="?state=dead",
        ),
        listed(
            "admin-logins", "mall_accounts.loginsession", "登录记录",
            "谁从哪里登着。", "Who is logged in from where.",
        ),
        Stop(
            name="admin-security", page="console/security/", address="/console/security/",
            title="登录与安全", zh="自己的登录、密码、动态验证码。",
            en="One's own logins, password and second factor.", sizes=DESK_ONLY,
        ),
        Stop(
            name="admin-factor", page="console/security/second-factor/",
            address="/console/security/second-factor/", title="动态验证码",
            zh="用验证器扫一下；十个恢复码只显示一次。",
            en="Scanned with an authenticator; ten recovery codes are shown once.", sizes=DESK_ONLY,
        ),
    ),
)  # fmt: skip
