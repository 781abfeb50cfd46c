"""The console of the brand office, its head, experts and marketing."""

from __future__ import annotations

from typing import Any

from tests.e2e.tour.stop import BOTH, DESK_ONLY, Chapter, Stop, Visitor

#: The first object of a list.
FIRST = "#result_list tbody tr a"


def staff(name: str) -> Visitor:
    return Visitor(site="console", email=f"{name}@example.com")


def listed(
    name: str, model: str, title: str, zh: str, en: str, *, query: str = "", on_phone: bool = False
) -> Stop:
    """The list of a model, as the menu opens it."""
    page = f"console/{model.replace('.', '/')}/"
    return Stop(
        name=name, page=page, address=f"/{page}{query}", title=title, zh=zh, en=en,
        sizes=BOTH if on_phone else DESK_ONLY,
    )  # fmt: skip


def opened(
    name: str, model: str, title: str, zh: str, en: str, *follow: str,
    query: str = "", first: str = FIRST, **more: Any,
) -> Stop:  # fmt: skip
    """One object of a list, its first unless another is named."""
    page = f"console/{model.replace('.', '/')}/"
    return Stop(
        name=name, page=f"{page}<id>/change/", address=f"/{page}{query}", title=title, zh=zh, en=en,
        follow=(first, *follow), sizes=DESK_ONLY, **more,
    )  # fmt: skip


def first_screen(name: str, zh: str, en: str, *, on_phone: bool = False) -> Stop:
    return Stop(
        name=name, page="console/", address="/console/", title="今日工作", zh=zh, en=en,
        sizes=BOTH if on_phone else DESK_ONLY,
    )  # fmt: skip


OFFICE = Chapter(
    zh="品牌办",
    en="Brand office",
    words_zh="收申请、查现场、发公示、审商品。",
    words_en="Takes applications, inspects, publishes notices, reviews goods.",
    visitor=staff("brand"),
    stops=(
        first_screen(
            "office-first",
            "什么在等、等了多久、最晚哪天；过了期的排最前。",
            "What waits, how long already, until when; what is late comes first.",
            on_phone=True,
        ),
        listed(
            "office-licences", "mall_brand.licence", "授权",
            "每一件申请，按状态看。", "Every application, by state.",
        ),
        listed(
            "office-enterprises", "mall_brand.enterprise", "企业",
            "企业档案，到期要重新核验的在前。", "Enterprises' files; those to be verified again come first.",
        ),
        opened(
            "office-enterprise", "mall_brand.enterprise", "企业档案",
            "许可、证明、商标、成员、信用、佣金在一页。", "Permits, proofs, trademarks, members, credit and rates on one page.",
        ),
        listed(
            "office-objections", "mall_brand.objection", "异议",
            "公示期里谁提了什么。", "Who objected to what while a notice stood.",
        ),
        listed(
            "office-misuse", "mall_brand.misusereport", "冒用举报",
            "核查、认定、警告、办结。", "Investigated, decided, warned of, closed.",
        ),
        listed(
            "office-submissions", "mall_listings.submission", "商品审核",
            "企业交上来的商品。", "What enterprises have handed in.",
        ),
        opened(
            "office-submission", "mall_listings.submission", "审一样商品",
            "改前改后并排，拿不准的词标出；通过，或逐栏写要改什么。",
            "Before and after, doubtful words marked; passes it or says field by field what to mend.",
        ),
        listed(
            "office-listings", "mall_listings.listing", "企业商品",
            "在卖什么，不能卖的为什么；停售、召回。", "What is sold and why something is not; stops and recalls.",
        ),
        opened(
            "office-listing", "mall_listings.listing", "一样企业商品",
            "资料、材料、授权、每次变动。", "Facts, papers, licence, every change.",
        ),
        listed(
            "office-recalls", "mall_listings.recall", "召回",
            "召回的商品、牵涉的订单、办结的结论。", "Recalled goods, the orders that hold them, and the finding.",
        ),
        listed(
            "office-bounds", "mall_listings.shippingbounds", "发货时限",
            "每类商品默认几小时发、最多可以承诺多久。", "By class of goods: the default, and what may be promised.",
        ),
        listed(
            "office-notices", "mall_notices.notice", "企业通知",
            "告诉了谁、寄没寄到、看没看。", "Who was told what, whether it was mailed and read.",
        ),
        listed(
            "office-points", "mall_pickups.pickuppoint", "自提点",
            "各企业的自提点，开着的和停用的。", "Pick-up points of all enterprises, open and closed.",
        ),
        listed(
            "office-children", "mall_child_orders.childorder", "企业订单",
            "谁要在几点前发什么，超时的在前。", "Who has to send what by when; late ones first.",
        ),
    ),
)  # fmt: skip

HEAD = Chapter(
    zh="品牌办负责人",
    en="Head of the office",
    words_zh="受理的人不批准，评审的人也不批准：最后签字的只有负责人。",
    words_en="Who checks does not decide, nor does who scores: only the head signs.",
    visitor=staff("head"),
    stops=(
        first_screen("head-first", "只有负责人能定的事。", "What only the head decides."),
        opened(
            "head-licence", "mall_brand.licence", "一件授权",
            "事实、材料、评分、公示和证书在一页；批准、发证、暂停、撤销。",
            "Facts, papers, scores, notice and certificates on one page; approves, issues, suspends, revokes.",
        ),
        listed(
            "head-brands", "mall_brand.regionalbrand", "区域公共品牌",
            "1+N 里的那个 1。", "The 1 of 1+N.",
        ),
        opened(
            "head-brand", "mall_brand.regionalbrand", "品牌",
            "故事、标志、标准、条款和 1+N 矩阵。", "Story, marks, standards, terms and the 1+N matrix.",
        ),
        listed(
            "head-credit", "mall_credit.creditscore", "信用评价",
            "各企业每期几分几星，怎么分布。", "Each enterprise's score and stars by period, and how they spread.",
        ),
        listed(
            "head-appeals", "mall_credit.appeal", "信用申诉",
            "最急的在前，答复企业看得到。", "The most urgent first; the enterprise reads the answer.",
        ),
        listed(
            "head-formulas", "mall_credit.formulaversion", "评分办法",
            "每一版从哪期起用，旧的不改。", "Each version and the period it holds from; old ones never change.",
        ),
    ),
)  # fmt: skip

EXPERT = Chapter(
    zh="专家",
    en="Expert",
    words_zh="只看材料，只评一次。",
    words_en="Reads the papers and scores once.",
    visitor=staff("expert"),
    stops=(
        first_screen("expert-first", "等评分的申请。", "Cases that want a score."),
        opened(
            "expert-licence", "mall_brand.licence", "评一件申请",
            "打分，或申报回避。", "Scores, or declares a conflict.",
        ),
    ),
)  # fmt: skip

MARKETING = Chapter(
    zh="市场",
    en="Marketing",
    words_zh="首页挂什么、发什么券、大家写的话要不要显示。",
    words_en="What hangs on the first page, which coupons run, what people wrote.",
    visitor=staff("market"),
    stops=(
        first_screen("market-first", "等人看的评价和问题。", "Reviews and questions that wait."),
        listed(
            "market-cards", "mall_showcase.card", "首页陈列",
            "首页的橱窗牌，哪天挂上、哪天取下。", "The first page's cards, and the days they hang.",
        ),
        opened(
            "market-card", "mall_showcase.card", "一张橱窗牌",
            "标题、图、点开去哪里。", "Title, picture, and where it leads.",
        ),
        listed(
            "market-campaigns", "mall_coupons.campaign", "优惠券活动",
            "在发的、草稿、等企业点头的。", "Running, in draft, waiting for an enterprise's word.",
        ),
        opened(
            "market-campaign", "mall_coupons.campaign", "一个活动",
            "领了多少、用了多少、省了多少、谁出钱。", "How many were claimed and used, what was saved, and who pays.",
            query="?state=running",
        ),
        listed(
            "market-posts", "mall_reviews.post", "评价与问答审核",
            "要人看的排前面；不显示要写理由，写的人看得到。",
            "What needs an eye comes first; hiding wants a reason that the writer reads.",
        ),
        opened(
            "market-post", "mall_reviews.post", "审一条",
            "话、命中的词、是谁写的（遮着）。", "The words, what they ran into, and who wrote them, masked.",
        ),
        listed(
            "market-reviews", "mall_reviews.review", "商品评价",
            "所有评价，按星、按企业找。", "All reviews, by stars and enterprise.",
        ),
        listed(
            "market-questions", "mall_reviews.question", "商品问答",
            "问了什么、答了没有。", "What was asked, and whether it was answered.",
        ),
    ),
)  # fmt: skip
