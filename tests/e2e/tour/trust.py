"""Public documents: rules of the shop, certificates, licences, and the window without scripts."""

from __future__ import annotations

from tests.e2e.tour.stop import BOTH, Chapter, Stop, Visitor

NOBODY = Visitor()


def _stop(
    name: str, page: str, title: str, zh: str, en: str, *follow: str, address: str = ""
) -> Stop:
    return Stop(
        name=name, page=page, address=address or f"/{page}", title=title, zh=zh, en=en,
        follow=follow, sizes=BOTH,
    )  # fmt: skip


TRUST = Chapter(
    zh="验真与公示",
    en="Trust",
    words_zh="不用登录，谁都能查：证书真不真，企业信用怎么来的，商城是谁办的。",
    words_en="Anybody may look, without a login: whether a certificate is real, how credit comes about, who runs the shop.",
    visitor=NOBODY,
    stops=(
        _stop(
            "verify-in-shop", "pages/about/verify", "店内验真",
            "输入或扫一扫标签上的编码。",
            "Types or scans the code on a label.",
        ),
        _stop(
            "text", "pages/about/text", "规则",
            "退换、谁出回程运费，用大白话写。",
            "Returns and who pays for the way back, in plain words.",
            address="/pages/about/text?slug=returns",
        ),
        _stop(
            "operator", "pages/about/operator", "经营者信息",
            "《电子商务法》要求公示的，一项不少。",
            "Who runs the shop, as the E-Commerce Law wants it shown.",
        ),
        _stop(
            "privacy", "pages/about/privacy", "隐私说明",
            "哪些信息、为了什么、留多久、怎么删。",
            "Which data, what for, for how long, and how to have them deleted.",
        ),
        _stop(
            "verify", "verify/", "证书验真",
            "店外也能查，手机扫码就到。",
            "The same question outside the shop; a label's code leads here.",
        ),
        _stop(
            "certificate", "verify/<code>", "证书",
            "给谁、哪些商品、到哪天、被查过几次。",
            "Who holds it, for what, until when, and how often it was asked.",
            'a[href*="/verify/"]:not([href$="/verify/"])', address="/brand/",
        ),
        _stop(
            "wall", "brand/", "证书墙",
            "此刻可以用这个品牌的每一家。",
            "Every enterprise that may carry the brand now.",
        ),
        _stop(
            "matrix", "brand/matrix", "1+N 矩阵",
            "一个公共品牌、各企业品牌、每类多少授权商品。",
            "One public brand, the enterprise brands, and how many licensed goods each has by class.",
        ),
        _stop(
            "standards", "brand/standards", "标准",
            "达到什么样，才可以用这个品牌。",
            "What goods must meet to carry the brand.",
        ),
        _stop(
            "notices", "brand/notices", "公示",
            "将要授权的，谁都可以提异议。",
            "Licences about to be granted; anybody may object.",
        ),
        _stop(
            "report", "brand/report", "举报冒用",
            "看到冒用就举报，可以附照片。",
            "Reports a misuse, with pictures.",
        ),
        _stop(
            "public-credit", "brand/credit/<slug>", "信用",
            "一家企业的星由哪些事算来，一件一件列着；还没评过就照实说。",
            "What an enterprise's stars were made from, fact by fact; or that there are none yet.",
            address="/brand/credit/zhaoshan-taoshe",
        ),
        _stop(
            "window", "catalogue/", "橱窗",
            "同样的货，不用脚本：给搜索引擎和旧手机。",
            "The same goods without scripts, for crawlers and old phones.",
        ),
        _stop(
            "window-goods", "goods/<slug>/", "橱窗商品",
            "橱窗里的一样好物，带评价和问答。",
            "A goods' page of the window, with reviews and questions.",
            address="/goods/jinniu-mahua/",
        ),
    ),
)  # fmt: skip
