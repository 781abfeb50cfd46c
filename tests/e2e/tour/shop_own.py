"""The mini-shop of a buyer who has logged in: buying, what comes after, and what is hers."""

from __future__ import annotations

from typing import Any

from tests.e2e.tour.stop import BOTH, PHONE_ONLY, Chapter, Stop, Visitor

SHOPPER = Visitor(site="shop")
GOOD = "/pages/goods/detail?slug=baoan-gouxue-tao"
#: No coupon of hers fits it: those that do stay in her wallet, whoever orders it.
PLAIN = "/pages/goods/detail?slug=jinniu-mahua"
ORDERS = "/pages/order/list"
_PUT = ('uni-button:has-text("放进购物车")', '[role=dialog] uni-button:has-text("放进购物车")')
_BUY = ('uni-button:has-text("马上买")', '[role=dialog] uni-button:has-text("去结算")')
_CONFIRM = ('uni-button:has-text("去结算")',)


def _stop(
    name: str,
    page: str,
    title: str,
    zh: str,
    en: str,
    *follow: str,
    address: str = "",
    sizes: tuple[int, ...] = BOTH,
    via: tuple[str, ...] = (),
    look: dict[str, Any] | None = None,
    down_to: str = "",
    until: str = "",
) -> Stop:
    return Stop(
        name=name, page=f"pages/{page}", address=address or f"/pages/{page}", title=title, zh=zh,
        en=en, follow=follow, sizes=sizes, via=via, look=look or {}, down_to=down_to, until=until,
    )  # fmt: skip


def _order(name: str, state: str, title: str, zh: str, en: str, **more: Any) -> Stop:
    """An order found by the state its card tells."""
    card = f'.order:has(.order__state:text-is("{state}"))'
    return _stop(name, "order/detail", title, zh, en, card, address=ORDERS, **more)


BUYING = Chapter(
    zh="下单",
    en="Buying",
    words_zh="以演示一周里的买家秀兰登录。购物车留在设备上，价钱、库存、授权每次打开都重新看。",
    words_en="Logged in as Xiulan of the demo week. The cart stays on the device; prices, stock and licences are read anew whenever it is opened.",
    visitor=SHOPPER,
    stops=(
        _stop(
            "cart", "cart/index", "购物车",
            "按企业分开：各家各发各的包裹。",
            "Goods by enterprise, since each sends its own parcel.",
            *_PUT, '[aria-label="购物车"]', address=GOOD,
        ),
        _stop(
            "confirm", "order/confirm", "确认订单",
            "选地址，看运费和优惠，定好发票，只提交一次。",
            "Chooses an address, sees delivery and saving, settles the fapiao, submits once.",
            *_CONFIRM, address="/pages/cart/index", until=".method .dot--on",
        ),
        _stop(
            "confirm-coupon", "order/confirm", "用券",
            "最省的一张已经替她放上；不能用的写着为什么。",
            "The best coupon is on already; what cannot be used says why.",
            *_CONFIRM, ".pick:has(.pick__saved)", address="/pages/cart/index",
        ),
        _stop(
            "confirm-pickup", "order/confirm", "到店自提",
            "一家企业的货可以上门取：不收运费，备好通知，凭码取货。",
            "Goods of one enterprise can be fetched: free, told when ready, handed over for a code.",
            *_CONFIRM, 'text="到店自提"', address="/pages/cart/index", until=".pick__saved",
        ),
        _stop(
            "pay", "order/pay", "付款",
            "三十分钟内在微信里付；付没付成，商城去问微信。",
            "Pays in WeChat within thirty minutes; whether it went through, the shop asks WeChat.",
            *_BUY, 'uni-button:not([disabled]):has-text("提交订单")', address=PLAIN,
        ),
    ),
)  # fmt: skip

AFTERWARDS = Chapter(
    zh="买了以后",
    en="Afterwards",
    words_zh="包裹到哪了、钱退到哪了，都在订单里说。",
    words_en="Where each parcel and each refund is, the order says.",
    visitor=SHOPPER,
    stops=(
        _stop(
            "orders", "order/list", "我的订单",
            "全部、待付款、待发货、待收货、待评价、售后。",
            "All orders, or those of one state.",
        ),
        _order(
            "order-shipped", "待收货", "订单",
            "每家的包裹、运单号、发票和经过；确认收货或申请售后。",
            "Each enterprise's parcel, waybill, fapiao and history; confirms receipt or asks for after-sales.",
        ),
        _order(
            "order-pickup", "待自提", "等她来取",
            "取货码、地点、营业时间、保留到哪天；二维码扫一下就对上。",
            "The code, the place, its hours and the last day; the picture can be scanned.",
        ),
        _order(
            "order-fetched", "已取货", "已取货，用了券",
            "省了多少、谁的券，写在金额旁边。",
            "What the coupon saved stands beside the total.",
        ),
        _stop(
            "after-sales", "order/after-sales", "申请售后",
            "哪几样、怎么办、为什么，再附照片。",
            "Which goods, what to do, why, and pictures.",
            '.order:has(.order__state:text-is("已收货"))', 'uni-button:has-text("申请售后")',
            address=ORDERS,
        ),
        _stop(
            "cases", "order/cases", "售后记录",
            "每个售后等着谁。",
            "Every case and what it waits for.",
        ),
        _stop(
            "case", "order/case", "售后",
            "办到哪一步、寄到哪里、最晚哪天；不服可请平台裁决。",
            "How far it is, where to send the goods and until when; the platform decides disputes.",
            ".card[role=link]", address="/pages/order/cases",
        ),
        _stop(
            "to-review", "order/reviews", "待评价",
            "收到的一件一件说。",
            "What has come, one by one.",
        ),
        _stop(
            "review", "order/review", "写评价",
            "星、话、照片；三星以下可以点明哪里不好。",
            "Stars, words, pictures; with three stars or fewer, what was wrong.",
            'uni-button:has-text("写评价")', address="/pages/order/reviews", sizes=PHONE_ONLY,
        ),
    ),
)  # fmt: skip

HERS = Chapter(
    zh="我的",
    en="What is hers",
    words_zh="资料、券、地址、看过的，都能看、能改、能带走、能删。",
    words_en="Data, coupons, addresses, footprints: to be seen, changed, taken along and deleted.",
    visitor=SHOPPER,
    stops=(
        _stop(
            "me", "me/index", "我的",
            "订单、券、收藏、消息、设置。",
            "Orders, coupons, favourites, messages, settings.",
        ),
        _stop(
            "coupons", "account/coupons", "我的优惠券",
            "可用、用过、过期；有口令的也在这里兑。",
            "Usable, used, expired; and where a code is redeemed.",
        ),
        _stop(
            "coupons-used", "account/coupons", "用过的券",
            "哪天用的、省了几元、在哪一单。",
            "When it was used, what it saved, on which order.",
            'text="已使用"', sizes=PHONE_ONLY,
        ),
        _stop(
            "messages", "account/messages", "消息",
            "付款、发货、备好、退款，都在这里说一声。",
            "Paid, sent, ready to be fetched, refunded: said here.",
        ),
        _stop(
            "favourites", "account/favourites", "收藏与关注",
            "想再找到的好物和企业。",
            "Goods and enterprises she wants to find again.",
        ),
        _stop(
            "footprints", "account/footprints", "看过的好物",
            "今天看的、昨天看的；可以一样一样抹掉。",
            "What was seen today and before; each can be taken out.",
            via=(GOOD,), sizes=PHONE_ONLY,
        ),
        _stop(
            "posts", "account/posts", "我的评价与提问",
            "写过的、有没有显示、还能追评什么。",
            "What she wrote, whether it is shown, and what can still be added to.",
        ),
        _stop(
            "addresses", "account/addresses", "收货地址",
            "下单时选，这里改。",
            "Chosen when ordering, changed here.",
        ),
        _stop(
            "address", "account/address", "新增地址",
            "粘贴一整段，自动拆成姓名、电话、省市区和门牌。",
            "A pasted address is taken apart into name, phone, region and street.",
        ),
        _stop(
            "devices", "account/devices", "登录的设备",
            "哪里登着，一按退出。",
            "Where she is logged in; each can be ended.",
        ),
        _stop(
            "data", "account/data", "我的个人信息",
            "导出一份，或注销账户；不能注销时说为什么。",
            "Takes everything along, or closes the account; when it cannot be closed, why.",
        ),
        _stop(
            "settings", "account/settings", "设置",
            "长辈版、深色、记不记看过的、要不要照口味排。",
            "Large text, dark mode, footprints and personal order, each with a switch.",
        ),
        _stop(
            "home-large", "home/index", "长辈版",
            "字大四分之一，按钮照旧好按。",
            "Everything a quarter larger.",
            look={"isLarge": True}, sizes=PHONE_ONLY,
        ),
        _stop(
            "order-large", "order/detail", "长辈版的订单",
            "取货码更大，念出来不费眼。",
            "The code is larger, to be read out without glasses.",
            '.order:has(.order__state:text-is("待自提"))',
            address=ORDERS, look={"isLarge": True}, sizes=PHONE_ONLY,
        ),
        _stop(
            "home-dark", "home/index", "深色",
            "夜里不晃眼，也跟着系统走。",
            "Easy on the eyes at night; follows the system.",
            look={"look": "dark"},
        ),
        _stop(
            "goods-dark", "goods/detail", "深色的商品页",
            "图画、印章、按钮都有夜里的颜色。",
            "Drawings, seals and buttons have colours for the night.",
            address=GOOD, look={"look": "dark"}, sizes=PHONE_ONLY,
        ),
    ),
)  # fmt: skip
