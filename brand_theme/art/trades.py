"""The nine trades and the light each is shown in."""

from __future__ import annotations

from dataclasses import dataclass

from brand_theme.art.errors import UnknownTrade


@dataclass(frozen=True, kw_only=True)
class Trade:
    """Name and background of a trade. Colours are `#RRGGBB`.

    Attributes:
        sky: upper wash, the paler of the two.
        ground: lower wash, which names the trade by colour.
        ink: the faint line of hills and ripples.
        heroes: slugs on the trade's banner, the nearest first.
    """

    name_zh: str
    line_zh: str
    sky: str
    ground: str
    ink: str
    heroes: tuple[str, ...]


TRADES: dict[str, Trade] = {
    "fruit": Trade(
        name_zh="鲜果",
        line_zh="当季采摘 · 枝头直发",
        sky="#FBF1E1",
        ground="#F6C9AC",
        ink="#C97A55",
        heroes=(
            "baoan-gouxue-tao",
            "daye-putao",
            "huandiqiao-cuiguan-li",
        ),
    ),
    "tea": Trade(
        name_zh="茶与花草",
        line_zh="山里云雾 · 一盏清香",
        sky="#EEF3EC",
        ground="#B9D6C8",
        ink="#4E8C7B",
        heroes=(
            "yinzu-bai-cha",
            "mingshan-meigui",
            "huoshi-juhua",
        ),
    ),
    "vegetable": Trade(
        name_zh="时蔬",
        line_zh="田里现采 · 当天出村",
        sky="#FAF5E2",
        ground="#CFDDA2",
        ink="#6F8F45",
        heroes=(
            "mingshan-lianpeng",
            "daye-jinke-lajiao",
            "baoan-shuiqincai",
        ),
    ),
    "grain_bean_product": Trade(
        name_zh="米面豆制品",
        line_zh="石磨慢磨 · 日头慢晒",
        sky="#F8F0DF",
        ground="#E5CDA0",
        ink="#A5814A",
        heroes=(
            "tanqiao-douchi",
            "baoan-lianzi",
            "jinniu-qianzhang-pi",
        ),
    ),
    "snack": Trade(
        name_zh="糕点小吃",
        line_zh="老铺手艺 · 热乎现做",
        sky="#FCF3E0",
        ground="#F6CF8D",
        ink="#B98035",
        heroes=(
            "jinniu-mahua",
            "liurenba-heyi-bing",
            "baoan-haozi-ba",
        ),
    ),
    "poultry": Trade(
        name_zh="禽类",
        line_zh="林下散养 · 冷链到家",
        sky="#F7EEDD",
        ground="#E2BC98",
        ink="#A06B3F",
        heroes=(
            "huandiqiao-wuhei-ji",
            "jinniu-nancheng-ge",
        ),
    ),
    "aquatic": Trade(
        name_zh="水产",
        line_zh="湖上起网 · 鲜到灶前",
        sky="#EDF3EF",
        ground="#AFD0D6",
        ink="#4C8390",
        heroes=(
            "huangjinhu-pangxie",
            "baoan-guiyu",
            "huandiqiao-yuwan",
        ),
    ),
    "drink": Trade(
        name_zh="酒饮",
        line_zh="草木入坛 · 慢酿成香",
        sky="#FBF1E4",
        ground="#EDBFAD",
        ink="#A65A48",
        heroes=(
            "daye-caoben-jiu",
            "jinniu-lanmei-jiu",
        ),
    ),
    "craft": Trade(
        name_zh="手工艺",
        line_zh="一凿一针 · 世代相传",
        sky="#F7F1E4",
        ground="#BBC7D6",
        ink="#4F6789",
        heroes=(
            "daye-cixiu",
            "daye-shidiao",
            "jinniu-shuizhulan",
        ),
    ),
}


def trade_named(key: str) -> Trade:
    """Return the trade, or raise `UnknownTrade` with the list of known ones."""
    try:
        return TRADES[key]
    except KeyError:
        raise UnknownTrade(trade=key, known=", ".join(TRADES)) from None
