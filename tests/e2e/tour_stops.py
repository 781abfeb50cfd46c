"""Where the tour stops: what each picture of docs/tour.md is called, and how to get there."""

from __future__ import annotations

from dataclasses import dataclass

#: Nickname of the demo week's buyer whose phone is shown.
BUYER = "秀兰"


@dataclass(frozen=True)
class Stop:
    """One picture.

    Attributes:
        follow: what is clicked after the address was opened, one after the other.
        is_buyers: only a buyer who has logged in sees it.
    """

    name: str
    address: str
    follow: tuple[str, ...] = ()
    is_buyers: bool = False


def _buyers(name: str, address: str, *follow: str) -> Stop:
    return Stop(name, address, follow, is_buyers=True)


def _menu(name: str, site: str, entry: str, *follow: str) -> Stop:
    return Stop(name, f"/{site}/", (f'#nav-sidebar li a span:text-is("{entry}")', *follow))


def _list(name: str, entry: str, *follow: str) -> Stop:
    return _menu(name, "console", entry, *follow)


def _own(name: str, address: str, *follow: str) -> Stop:
    return Stop(name, f"/enterprise/{address}", follow)


FIRST = "#result_list tbody tr a"
ORDER_CARD = ".card.order"
_PUT = ('uni-button:has-text("放进购物车")', '[role=dialog] uni-button:has-text("放进购物车")')

PUBLIC = (
    Stop("home", "/"),
    Stop("trades", "/pages/trades/index"),
    Stop("list", "/pages/goods/list?trade=fruit"),
    Stop("search", "/pages/goods/search?query=cha", ('uni-button:has-text("搜索")',)),
    Stop("goods", "/pages/goods/detail?slug=jinniu-mahua"),
    Stop("enterprise", "/pages/goods/enterprise?slug=zhaoshan-taoshe"),
    Stop("login", "/pages/account/login"),
    Stop("verify-in-shop", "/pages/about/verify"),
    Stop("verify", "/verify/"),
    Stop("certificate", "/brand/", ('a[href*="/verify/"]:not([href$="/verify/"])',)),
    Stop("wall", "/brand/"),
    Stop("matrix", "/brand/matrix"),
    Stop("standards", "/brand/standards"),
    Stop("notices", "/brand/notices"),
    Stop("report", "/brand/report"),
    Stop("public-credit", "/brand/credit/zhaoshan-taoshe"),
    Stop("window", "/catalogue/"),
    Stop("window-goods", "/goods/jinniu-mahua/"),
    Stop("rules", "/pages/about/text?slug=returns"),
    Stop("operator", "/pages/about/operator"),
    Stop("privacy", "/pages/about/privacy"),
    _buyers("me", "/pages/me/index"),
    _buyers("cart", "/pages/goods/detail?slug=jinniu-mahua", *_PUT, '[aria-label="购物车"]'),
    _buyers("confirm", "/pages/cart/index", 'uni-button:has-text("去结算")'),
    _buyers("pay", "/pages/order/confirm", 'uni-button:has-text("提交订单")'),
    _buyers("orders", "/pages/order/list"),
    _buyers("order", "/pages/order/list", f"{ORDER_CARD} >> nth=2"),
    _buyers("cases", "/pages/order/cases"),
    _buyers("case", "/pages/order/cases", ".card[role=link]"),
    _buyers("messages", "/pages/account/messages"),
    _buyers("favourites", "/pages/account/favourites"),
    _buyers("addresses", "/pages/account/addresses"),
    _buyers("settings", "/pages/account/settings"),
)

STAFF: dict[str, tuple[Stop, ...]] = {
    "brand@example.com": (
        Stop("office-first", "/console/"),
        _list("office-licences", "授权"),
        _list("office-enterprise", "企业", FIRST),
        _list("office-submissions", "商品审核"),
        _list("office-submission", "商品审核", FIRST),
        _list("office-listings", "企业商品"),
    ),
    "head@example.com": (
        Stop("head-first", "/console/"),
        _list("head-licence", "授权", FIRST),
        _list("head-brand", "区域公共品牌", FIRST),
        _list("head-credit", "信用评价"),
    ),
    "expert@example.com": (
        Stop("expert-first", "/console/"),
        _list("expert-licence", "授权", FIRST),
    ),
    "market@example.com": (
        Stop("market-first", "/console/"),
        _list("market-reviews", "评价与问答审核"),
    ),
    "finance@example.com": (
        Stop("finance-first", "/console/"),
        _list("finance-payments", "微信支付"),
        _list("finance-refunds", "微信退款"),
        _list("finance-days", "对账"),
        _list("finance-statements", "企业结算单"),
        _list("finance-statement", "企业结算单", FIRST),
        _list("finance-ledger", "结算台账"),
        _list("finance-fapiao", "发票申请"),
    ),
    "service@example.com": (
        Stop("service-first", "/console/"),
        _list("service-orders", "全部订单"),
        _list("service-order", "全部订单", f"{FIRST} >> nth=9"),
        _list("service-child-orders", "企业订单"),
        _list("service-cases", "售后单"),
        _list("service-case", "售后单", FIRST),
    ),
    "admin@example.com": (
        Stop("admin-first", "/console/"),
        _list("admin-trail", "审计记录"),
        _list("admin-dead-letters", "搁置事项"),
        Stop("admin-security", "/console/security/"),
    ),
}

#: The first line of a list.
OPEN = ".console a:has(strong)"
ENTERPRISE: dict[str, tuple[Stop, ...]] = {
    "taoshe@example.com": (
        _own("own-first", ""),
        _own("own-goods", "goods/"),
        _own("own-good", "goods/", OPEN),
        _own("own-form", "goods/", 'a:has-text("继续填写")'),
        _own("own-transfer", "goods/transfer/"),
        _own("own-orders", "orders/"),
        _own("own-order", "orders/", OPEN),
        _own("own-pick", "orders/pick/"),
        _own("own-slips", "orders/slips/"),
        _own("own-after-sales", "after-sales/"),
        _own("own-case", "after-sales/?show=all", OPEN),
        _own("own-fapiao", "fapiao/"),
        _own("own-settlement", "settlement/"),
        _own("own-statement", "settlement/", OPEN),
        _own("own-credit", "credit/"),
        _own("own-reviews", "reviews/"),
        _own("own-notices", "notices/"),
        _own("own-members", "members/"),
        _own("own-licences", "licences/"),
        _own("own-licence", "licences/", OPEN),
        _own("own-licence-wizard", "licences/new/"),
    ),
}

#: The most used pages on a phone: those who pack, and those who are called.
PHONES: dict[tuple[str, str], tuple[Stop, ...]] = {
    ("enterprise", "taoshe@example.com"): (
        _own("phone-own-first", ""),
        _own("phone-own-orders", "orders/"),
        _own("phone-own-order", "orders/", OPEN),
        _own("phone-own-goods", "goods/"),
        _own("phone-own-settlement", "settlement/"),
    ),
    ("console", "service@example.com"): (
        Stop("phone-service-first", "/console/"),
        Stop("phone-service-cases", "/console/", ('a.console-card:has-text("售后")',)),
    ),
}
