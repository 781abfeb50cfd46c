"""Names of divisions as people write them: 湖北 for 湖北省, 恩施州 for 恩施土家族苗族自治州."""

from __future__ import annotations

import unicodedata

#: Endings that people leave out, longest first.
KINDS = (
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区",
    "省", "市", "县", "区", "盟", "旗", "州",
)  # fmt: skip
#: Peoples as they stand in the names of autonomous divisions.
PEOPLES = (
    "保安族", "布朗族", "布依族", "朝鲜族", "达斡尔族", "傣族", "东乡族", "侗族", "独龙族", "各族",
    "哈尼族", "哈萨克", "哈萨克族", "回族", "景颇族", "柯尔克孜", "拉祜族", "黎族", "傈僳族", "满族",
    "毛南族", "蒙古", "蒙古族", "苗族", "仫佬族", "纳西族", "怒族", "普米族", "羌族", "仡佬族",
    "撒拉族", "畲族", "水族", "塔吉克", "土家族", "土族", "佤族", "维吾尔", "锡伯", "瑶族",
    "彝族", "裕固族", "藏族", "壮族", "白族",
)  # fmt: skip
#: What pickers put where a city or county does not exist.
PLACEHOLDERS = frozenset({"市辖区", "县", "郊县", "其他", "无", "-", "/"})
#: Unicode categories of spaces, controls and marks that copying brings along.
UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
#: A name is never shortened below this: 东区 stays 东区.
SHORTEST = 2


def clean(text: str | None) -> str:
    """Return `text` in one form: full-width folded, no spaces, nothing invisible."""
    folded = unicodedata.normalize("NFKC", text or "")
    return "".join(c for c in folded if unicodedata.category(c) not in UNSEEN)


def given_name(text: str | None) -> str:
    """Return the name in a form field, empty for a picker's placeholder."""
    name = clean(text)
    is_placeholder = name in PLACEHOLDERS or "直辖" in name or name.endswith("市辖区")
    return "" if is_placeholder else name


def without_kind(name: str) -> str:
    for kind in KINDS:
        if name.endswith(kind) and len(name) - len(kind) >= SHORTEST:
            return name[: -len(kind)]
    return name


def stem(name: str) -> str:
    """Return the shortest name people use: 广西 for 广西壮族自治区."""
    short = without_kind(name)
    if short == name or "自治" not in name:
        return short
    while True:
        people = next((p for p in PEOPLES if short.endswith(p)), "")
        if not people or len(short) - len(people) < SHORTEST:
            return short
        short = short[: -len(people)]


def aliases(name: str) -> frozenset[str]:
    """Return every form under which a division is recognised."""
    short = stem(name)
    forms = {name, without_kind(name), short}
    if "自治" in name:
        forms.add(short + name[-1])
    return frozenset(forms)
