"""The enterprises' console, in the order of an owner's week."""

from __future__ import annotations

from tests.e2e.tour.stop import BOTH, DESK_ONLY, Chapter, Stop, Visitor

OWNER = Visitor(site="enterprise", email="taoshe@example.com")
#: The first line of a list.
OPEN = ".console a:has(strong)"


def _own(
    name: str, page: str, title: str, zh: str, en: str, *follow: str,
    address: str | None = None, on_phone: bool = False, down_to: str = "",
) -> Stop:  # fmt: skip
    return Stop(
        name=f"own-{name}", page=f"enterprise/{page}",
        address=f"/enterprise/{page if address is None else address}", title=title, zh=zh, en=en,
        follow=follow, sizes=BOTH if on_phone else DESK_ONLY, down_to=down_to,
    )  # fmt: skip


JOINING = Chapter(
    zh="入驻与授权",
    en="Joining",
    words_zh="企业的负责人申请品牌授权、请同事进来；谁也看不到别家的东西。",
    words_en="An owner applies for the brand and asks colleagues in; nobody sees another enterprise's things.",
    visitor=OWNER,
    stops=(
        _own(
            "first", "", "企业首页",
            "现在要做的：发货、答复、确认。",
            "What to do now: send, answer, confirm.",
            on_phone=True,
        ),
        _own(
            "licences", "licences/", "品牌授权",
            "每一件申请办到哪一步。",
            "Where each application stands.",
        ),
        _own(
            "licence", "licences/<id>/", "一件授权",
            "证书、范围、到哪天，下一步做什么。",
            "Certificate, scope, last day, and what to do next.",
            OPEN, address="licences/",
        ),
        _own(
            "licence-new", "licences/new/", "申请授权",
            "五步，随时停下，回来接着填。",
            "Five steps, stopped and resumed at will.",
        ),
        _own(
            "members", "members/", "成员与企业",
            "谁在做什么，企业的档案。",
            "Who does what, and the enterprise's file.",
        ),
        _own(
            "notices", "notices/", "消息",
            "平台告诉企业的每一件事；哪几类寄到邮箱，自己选。",
            "Everything the platform told the enterprise, and which of it comes by mail.",
        ),
        _own(
            "credit", "credit/", "我的信用",
            "几分、几星、由哪些事算来，怎么申诉。",
            "The score, what it was made from, and how to appeal.",
        ),
    ),
)  # fmt: skip

GOODS = Chapter(
    zh="上货",
    en="Goods",
    words_zh="从草稿到上架，审核意见写在每一栏旁边。",
    words_en="From draft to sale; the office's remarks stand beside each field.",
    visitor=OWNER,
    stops=(
        _own(
            "goods", "goods/", "商品",
            "在卖的、在审的、草稿，一眼看清。",
            "On sale, in review, in draft, at a glance.",
            on_phone=True,
        ),
        _own(
            "good", "goods/<id>/", "一样商品",
            "买家看到的样子、为什么能卖或不能卖、从头的经过。",
            "As buyers see it, why it is sold or not, and its history.",
            OPEN, address="goods/",
        ),
        _own(
            "good-sales", "goods/<id>/sales/", "改价与库存",
            "改了立刻生效，不用再审。",
            "Takes effect at once, without a review.",
            'a:has-text("改价改库存")', address="goods/",
        ),
        _own(
            "form", "submissions/<id>/<step>/", "商品表单",
            "一步一步填，边填边存；缺的材料、拿不准的词都点出来。",
            "In steps, saved as one goes; missing papers and doubtful words are named.",
            'a:has-text("继续填写")', address="goods/",
        ),
        _own(
            "goods-transfer", "goods/transfer/", "表格导入导出",
            "一张 Excel 上下许多样。",
            "Many goods at once through Excel.",
        ),
    ),
)  # fmt: skip

SENDING = Chapter(
    zh="接单与发货",
    en="Orders",
    words_zh="还剩几小时要发，谁来自提，包装间里拿着手机就能办。",
    words_en="Hours left to send, who comes to fetch; done in the packing room from a phone.",
    visitor=OWNER,
    stops=(
        _own(
            "orders", "orders/", "订单",
            "待发的在前，超时的标红。",
            "What is to be sent comes first; late ones are red.",
            on_phone=True,
        ),
        _own(
            "order", "orders/<number>/", "一笔订单",
            "货、收件人（够用就好）、运单、和买家说的话；自己发，或交市集中心。",
            "Goods, recipient as far as needed, label, words with the buyer; sends it or hands it to the hub.",
            OPEN, address="orders/", on_phone=True,
        ),
        _own(
            "order-ship", "orders/<number>/ship/", "发货",
            "选快递、填运单号，一单可以几个包裹。",
            "The carrier and the waybill; an order may be several parcels.",
            OPEN, 'a[href$="/ship/"]', address="orders/",
        ),
        _own(
            "orders-pick", "orders/pick/", "拣货单",
            "打印：所有待发的，每样要几件。",
            "Printed: how many of what for all open orders.",
        ),
        _own(
            "orders-slips", "orders/slips/", "装箱单",
            "打印：一个包裹一张。",
            "Printed: one for each parcel.",
        ),
        _own(
            "pickups", "pickups/", "自提台",
            "买家报码或出示二维码，核对姓名，交货。",
            "The buyer tells the code or shows its picture; names are compared, goods handed over.",
            on_phone=True,
        ),
        _own(
            "pickup", "pickups/<number>/", "一笔自提",
            "谁来取、哪几样、保留到哪天。",
            "Who comes, for what, and until when it is kept.",
            OPEN, address="pickups/?show=waiting",
        ),
        _own(
            "pickup-points", "pickups/points/", "自提点",
            "在哪里、几点开门、货留几天。",
            "Where, when it is open, how long goods are kept.",
        ),
        _own(
            "pickup-point", "pickups/points/<id>/", "修改自提点",
            "每天的开门时间，一周一张表。",
            "Opening hours of the week in one table.",
            'a[href*="/pickups/points/"]:not([href$="/points/"]):not([href$="/new/"])',
            address="pickups/points/",
        ),
        _own(
            "pickup-point-new", "pickups/points/new/", "新的自提点",
            "地址照国家的行政区划核对。",
            "The address is checked against the country's divisions.",
        ),
    ),
)  # fmt: skip

CARING = Chapter(
    zh="售后与口碑",
    en="After the sale",
    words_zh="谁在等答复、最晚哪天；说错的话可以请平台看。",
    words_en="Who waits for an answer and until when; unfair words can be put before the platform.",
    visitor=OWNER,
    stops=(
        _own(
            "after-sales", "after-sales/", "售后",
            "等企业答复的。",
            "What waits for the enterprise.",
        ),
        _own(
            "case", "after-sales/<number>/", "一件售后",
            "同意、拒绝并说明，或确认收到退货。",
            "Agrees, refuses with a reason, or confirms the return.",
            OPEN, address="after-sales/?show=all",
        ),
        _own(
            "case-approve", "after-sales/<number>/approve/", "同意之前",
            "每个按钮先问一遍：会发生什么、收不收得回。",
            "Every button asks first: what will happen, and whether it can be undone.",
            OPEN, 'a[href$="/approve/"]', address="after-sales/",
        ),
        _own(
            "reviews", "reviews/", "评价",
            "每条可以回一次；不实的请平台看。",
            "Answers each once; asks the platform to look at an unfair one.",
        ),
        _own(
            "review", "reviews/<id>/", "一条评价",
            "星、话、回复。",
            "Stars, words, answer.",
            OPEN, address="reviews/?show=all",
        ),
        _own(
            "questions", "questions/", "问答",
            "买家问的，答了大家都看得见。",
            "What buyers ask; the answer is for everybody.",
        ),
        _own(
            "question", "questions/<id>/", "一个问题",
            "回答以企业的名义。",
            "Answered in the enterprise's name.",
            OPEN, address="questions/?show=all",
        ),
    ),
)  # fmt: skip

MONEY = Chapter(
    zh="钱",
    en="Money",
    words_zh="一分一厘对得上：卖了多少、佣金多少、优惠谁出、何时到账。",
    words_en="To the fen: what was sold, the commission, who bears a saving, when it is paid.",
    visitor=OWNER,
    stops=(
        _own(
            "settlement", "settlement/", "结算",
            "眼下的余额和每一期结算单。",
            "The running balance and every statement.",
            on_phone=True,
        ),
        _own(
            "statement", "settlement/<id>/", "结算单",
            "核对无误就确认，有出入提异议；可下载 PDF 和 Excel。",
            "Confirms it or objects; PDF and Excel.",
            OPEN, address="settlement/",
        ),
        _own(
            "fapiao", "fapiao/", "发票",
            "给谁开、开多少；开好登记号码和 PDF。",
            "For whom and how much; records number and PDF.",
        ),
        _own(
            "fapiao-one", "fapiao/<id>/", "一张发票",
            "抬头和邮箱遮着，看全要留记录。",
            "Title and e-mail are masked; seeing them is noted.",
            OPEN, address="fapiao/?show=all",
        ),
        _own(
            "coupons", "coupons/", "优惠券",
            "要企业承担的券，先写明最多花多少，由企业点头。",
            "A coupon the enterprise shall bear says the most it can cost, and waits for its word.",
            on_phone=True,
        ),
        _own(
            "security", "security/", "登录与安全",
            "在哪里登着、密码、动态验证码。",
            "Where one is logged in, password, second factor.",
        ),
    ),
)  # fmt: skip
