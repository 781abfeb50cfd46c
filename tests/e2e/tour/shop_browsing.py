"""The mini-shop as anybody sees it: looking around, and getting in."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote

from tests.e2e.tour.stop import BOTH, PHONE_ONLY, Chapter, Stop, Visitor

GOOD = "/pages/goods/detail?slug=jinniu-mahua"
#: The catalogue's first good in the API: the page of all reviews is led to where there are many.
FIRST = b64encode(b"Product:1").decode()
NOBODY = Visitor()


def _stop(
    name: str,
    page: str,
    query: str,
    title: str,
    zh: str,
    en: str,
    *follow: str,
    sizes: tuple[int, ...] = BOTH,
    via: tuple[str, ...] = (),
    is_offline: bool = False,
    down_to: str = "",
) -> Stop:
    return Stop(
        name=name, page=f"pages/{page}", address=f"/pages/{page}{query}", title=title, zh=zh, en=en,
        follow=follow, sizes=sizes, via=via, is_offline=is_offline, down_to=down_to,
    )  # fmt: skip


LOOKING = Chapter(
    zh="逛集",
    en="Looking around",
    words_zh="不用登录就能看完整个集市。",
    words_en="The whole market can be seen without logging in.",
    visitor=NOBODY,
    stops=(
        _stop(
            "home", "home/index", "", "首页",
            "这个月当季的、各行当、新上的好物，和市场部挂出的几张橱窗牌。",
            "What is in season this month, the trades, new goods, and the cards that marketing has put up.",
        ),
        _stop(
            "trades", "trades/index", "", "行当",
            "九个行当各有多少样，点进去就是货。",
            "Nine trades and how many goods each has; a tap lists them.",
        ),
        _stop(
            "list", "goods/list", "?trade=fruit", "列表",
            "一个行当的好物，可以排序、往下细分。",
            "One trade's goods, to be sorted and narrowed.",
        ),
        _stop(
            "list-filter", "goods/list", "?trade=fruit", "筛选",
            "按时令、产地、认证、企业和价钱筛，每一项写着还剩几样。",
            "Filters by season, town, certificate, enterprise and price; each says how many are left.",
            ".tools__filter",
        ),
        _stop(
            "list-found", "goods/list", "?query=cha", "搜索结果",
            "拼音、别名、打错的字都认得：cha 找到茶。",
            "Pinyin, other names and slips of the finger are understood: cha finds tea.",
        ),
        _stop(
            "list-empty", "goods/list", "?query=%E6%B3%A2%E5%A3%AB%E9%A1%BF%E9%BE%99%E8%99%BE", "没有找到",
            "没有就说没有，并给一条路。",
            "What is not there is said plainly, with one way on.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "search", "goods/search", "?query=cha", "搜索",
            "边打字边猜；最近找过的只记在这台设备上。",
            "Guesses while one types; what was looked for is kept on the device alone.",
        ),
        _stop(
            "goods", "goods/detail", "?slug=jinniu-mahua", "商品",
            "图片、价钱、授权标志、时令、出处；大屏上图片跟着走。",
            "Pictures, price, licence badge, season and origin; on a wide screen the pictures stay in sight.",
        ),
        _stop(
            "goods-source", "goods/detail", "?slug=jinniu-mahua", "商品的出处",
            "产地在手绘图上，证书、检测、非遗一条一条可查，退换的话说在前面。",
            "The town on a drawn map, papers that can be checked one by one, and what holds for returns.",
            down_to=".good__label",
        ),
        _stop(
            "goods-talk", "goods/detail", "?slug=baoan-gouxue-tao", "评价与问答",
            "谁家做的，买过的人怎么说，问一句企业会答；再往下是他家的别样。",
            "Who makes it, what buyers say, a question the enterprise answers, and more of theirs.",
            down_to=".maker",
        ),
        _stop(
            "goods-choose", "goods/detail", "?slug=jinniu-mahua", "选规格",
            "规格、数量、还剩几件，一页里定下。",
            "Size, number and how many are left, chosen on one sheet.",
            'uni-button:has-text("放进购物车")',
        ),
        _stop(
            "goods-poster", "goods/detail", "?slug=jinniu-mahua", "分享海报",
            "图、名、价和二维码，截屏就能发给人。",
            "Picture, name, price and a code, ready to be sent on.",
            ".good__share",
        ),
        _stop(
            "goods-reviews", "goods/reviews", f"?productId={FIRST}&name={quote('保安狗血桃')}", "全部评价",
            "按星看；追评和企业的回复跟在后面。",
            "By stars; later additions and the enterprise's answer follow.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "goods-gone", "goods/detail", "?slug=no-such-thing", "没有这一样",
            "下架的、写错的地址，也有一句明白话。",
            "Goods that are gone and misspelt addresses get a plain word as well.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "enterprise", "goods/enterprise", "?slug=zhaoshan-taoshe", "企业",
            "一家企业：在哪里、做什么、信用几星、授权到哪天，可以关注。",
            "An enterprise: where it is, what it makes, its credit and licence; follow it.",
        ),
        _stop(
            "footprints-kept", "account/footprints", "", "看过的好物",
            "只记在这台设备上，设置里关掉就清空。",
            "Kept on the device alone; turning it off in the settings empties it.",
            via=(GOOD, "/pages/goods/detail?slug=yinzu-bai-cha"),
        ),
        _stop(
            "cart-empty", "cart/index", "", "空购物车",
            "还没有挑，也告诉人从哪里挑起。",
            "Nothing in it yet, and where to begin.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "offline", "trades/index", "", "没有网络",
            "看过的页面还在；下单要等连上网，连上后自己更新。",
            "Pages seen before are still there; ordering waits for the net, and all is brought up to date by itself.",
            '.uni-tabbar__item:has-text("行当")',
            sizes=PHONE_ONLY, is_offline=True,
        ),
    ),
)  # fmt: skip

GETTING_IN = Chapter(
    zh="进集",
    en="Getting in",
    words_zh="微信里一点就进；浏览器里用微信扫码，或用邮箱开户。没有勾选同意，什么也不会发生。",
    words_en="One tap inside WeChat; a scan or an e-mail account in a browser. Nothing happens before consent.",
    visitor=NOBODY,
    stops=(
        _stop(
            "me-guest", "me/index", "", "我的（未登录）",
            "没有登录也能进设置、看规则。",
            "Settings and rules are there before a login.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "login", "account/login", "", "登录",
            "微信，或邮箱与密码；规则和隐私说明就在勾选框下。",
            "WeChat, or e-mail and password; rules and privacy stand below the box to tick.",
        ),
        _stop(
            "letter-ask-register", "letter/ask", "?purpose=register", "用邮箱开户",
            "写下邮箱，信里有一条一小时有效的链接。",
            "Leaves an address; the letter has a link that lives for an hour.",
        ),
        _stop(
            "letter-ask-reset", "letter/ask", "?purpose=reset", "忘记密码",
            "有没有这个账户，回答都一样，旁人试不出谁在这里买东西。",
            "The answer is the same whether there is an account or not: nobody can find out who shops here.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "letter-register", "letter/register", "#token=tour", "信里的链接：开户",
            "从信里来，定下密码就开好了。",
            "Comes from the letter, chooses a password, and has an account.",
            sizes=PHONE_ONLY,
        ),
        _stop(
            "letter-reset", "letter/reset", "#token=tour", "信里的链接：重设密码",
            "换了密码，别处的登录全部退出。",
            "With a new password every other login ends.",
        ),
        _stop(
            "letter-close", "letter/close", "", "链接不全或过期",
            "链接断了、过期了，告诉人再要一封。",
            "A broken or late link says how to get another.",
            sizes=PHONE_ONLY,
        ),
    ),
)  # fmt: skip
