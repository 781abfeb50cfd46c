"""Names and numbers of things that do not exist, shaped like those that do. Pure."""

from __future__ import annotations

from random import Random

from stdnum.cn import uscc

TOWNS = ("金牛镇", "保安镇", "灵乡镇", "金山店镇", "还地桥镇", "殷祖镇", "刘仁八镇", "陈贵镇",
         "大箕铺镇", "茗山乡", "罗家桥街道", "东岳路街道", "金湖街道", "东风农场")  # fmt: skip
_FIRST = "青云山水禾谷金银松柏春秋晨晴明清和顺福瑞兰竹梅菊桂"
_SECOND = "源溪岭坪湾塘港畈田园坊庄舍里居苑林泉峰野"
_SURNAMES = "陈王李张刘黄余石柯胡曹罗冯程徐周吴郑冷卢"
_GIVEN = ("晓梅", "建国", "志强", "秀兰", "丽华", "海燕", "文斌", "国庆", "春花", "永胜",
          "静", "伟", "敏", "磊", "芳", "勇", "艳", "军", "霞", "平")  # fmt: skip
PLACES = (
    ("湖北省", "黄石市", "大冶市", "435100"),
    ("湖北省", "武汉市", "洪山区", "430070"),
    ("湖北省", "黄石市", "黄石港区", "435000"),
    ("广东省", "深圳市", "南山区", "518000"),
    ("上海市", "上海市", "浦东新区", "200120"),
    ("浙江省", "杭州市", "西湖区", "310000"),
    ("北京市", "北京市", "海淀区", "100080"),
)
_STREETS = ("东街", "西街", "人民路", "建设路", "解放路", "湖滨路", "新村", "大道")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORG_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
#: What follows the brand's name in a business's own.
TRADES = {"company": "农产品有限公司", "individual": "食品加工坊", "cooperative": "种植专业合作社"}
PREFIXES = {"company": "91", "individual": "92", "cooperative": "93"}
WORD_COUNT = len(_FIRST) * len(_SECOND)


def brand_word(number: int) -> str:
    """Return two characters, different for the first five hundred numbers."""
    word = _FIRST[number % len(_FIRST)] + _SECOND[number // len(_FIRST) % len(_SECOND)]
    again = number // WORD_COUNT
    return f"{word}{again + 1}" if again else word


def person(dice: Random) -> tuple[str, str]:
    """Return surname and given name."""
    return dice.choice(_SURNAMES), dice.choice(_GIVEN)


def phone(dice: Random) -> str:
    return f"+861{dice.choice('3579')}{dice.randrange(10**9):09d}"


def street(dice: Random) -> str:
    return f"{dice.choice(_STREETS)} {dice.randrange(1, 300)} 号 {dice.randrange(1, 30)} 室"


def organisation_code(number: int) -> str:
    """Return a code of nine characters with its check character (GB 11714)."""
    body = f"MA{number:06d}"
    total = sum(_DIGITS.index(c) * w for c, w in zip(body, _ORG_WEIGHTS, strict=True))
    return body + "0123456789X0"[(11 - total % 11) % 12]


def credit_code(*, kind: str, seed: int, number: int) -> str:
    """Return a unified social credit code (GB 32100), both check characters right."""
    body = f"{PREFIXES[kind]}420281{organisation_code((seed * 9973 + number) % 10**6)}"
    return body + uscc.calc_check_digit(body)


def order_digits(*, seed: int, number: int) -> int:
    """Return ten digits, different for every number, that do not count up."""
    return (number * 7_368_787_433 + seed * 104_729 + 3) % 10**10
