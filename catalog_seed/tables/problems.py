"""What may be wrong with the catalogue's files, said in two languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from plugins.kernel.errors import InvalidInput

# code: (cause in Chinese, cause in English, remedy in Chinese, remedy in English)
TEXTS: dict[str, tuple[str, str, str, str]] = {
    "FILE_MISSING": ("文件不存在", "the file does not exist", "请放回该文件", "put the file back"),
    "FILE_NOT_UTF8": (
        "文件不是 UTF-8 编码",
        "the file is not UTF-8",
        "请另存为 UTF-8",
        "save it as UTF-8",
    ),
    "FILE_EMPTY": (
        "文件没有数据行",
        "the file has no rows",
        "至少写一行",
        "write at least one row",
    ),
    "COLUMN_MISSING": (
        "缺少这一列",
        "the column is missing",
        "请在表头补上",
        "add it to the header",
    ),
    "COLUMN_UNKNOWN": (
        "多出不认识的列",
        "the column is not known",
        "请删去或改名,可用:{known}",
        "remove or rename it; known: {known}",
    ),
    "ROW_RAGGED": (
        "这一行的格数与表头不符",
        "the row has more or fewer cells than the header",
        "含逗号的文字请加引号",
        "quote text that contains commas",
    ),
    "CELL_EMPTY": ("不能为空", "must not be empty", "请填写", "fill it in"),
    "SLUG_INVALID": (
        "“{value}”不是标识",
        "'{value}' is not a slug",
        "用小写字母、数字和连字符",
        "use lower-case letters, digits and hyphens",
    ),
    "SKU_INVALID": (
        "“{value}”不是货号",
        "'{value}' is not a SKU",
        "形如 FR01-A2500",
        "write it like FR01-A2500",
    ),
    "PRICE_INVALID": (
        "“{value}”不是两位小数的人民币金额",
        "'{value}' is not yuan with two decimals",
        "形如 39.90",
        "write it like 39.90",
    ),
    "PRICE_NOT_POSITIVE": (
        "价格必须大于零",
        "the price must be above zero",
        "请改价格",
        "correct the price",
    ),
    "WEIGHT_INVALID": (
        "“{value}”不是公斤数",
        "'{value}' is not a weight in kg",
        "形如 2.9,最多三位小数",
        "write it like 2.9, three decimals at most",
    ),
    "NUMBER_INVALID": (
        "“{value}”不是非负整数",
        "'{value}' is not a whole number of zero or more",
        "请改为整数",
        "write a whole number",
    ),
    "MONTH_INVALID": (
        "“{value}”不是月份列表",
        "'{value}' is not a list of months",
        "形如 6;7,每月 1 到 12,不重复",
        "write it like 6;7, each 1 to 12, once",
    ),
    "YES_NO_INVALID": (
        "“{value}”不是 yes 或 no",
        "'{value}' is neither yes nor no",
        "写 yes 或 no",
        "write yes or no",
    ),
    "CHOICE_INVALID": (
        "“{value}”不在可选值中",
        "'{value}' is not one of the choices",
        "可用:{known}",
        "use one of {known}",
    ),
    "PAIRS_INVALID": (
        "“{value}”不是“属性=值”",
        "'{value}' is not attribute=value",
        "形如 tea-kind=green",
        "write it like tea-kind=green",
    ),
    "COORDINATE_INVALID": (
        "“{value}”不是经纬度",
        "'{value}' is not a coordinate",
        "形如 30.0833",
        "write it like 30.0833",
    ),
    "WEIGHTING_INVALID": (
        "“{value}”不在 0 到 1 之间",
        "'{value}' is not between 0 and 1",
        "形如 0.9",
        "write it like 0.9",
    ),
    "SENTENCES": (
        "介绍有 {count} 句",
        "the description has {count} sentences",
        "写两到四句,以句号结尾",
        "write two to four, each with a full stop",
    ),
    "WORD_FORBIDDEN": (
        "含有广告法不允许的说法“{value}”",
        "contains '{value}', which advertising law forbids",
        "换成可以核实的说法",
        "say something that can be verified",
    ),
    "DUPLICATE": (
        "“{value}”与第 {first} 行重复",
        "'{value}' repeats row {first}",
        "删去或改名",
        "remove or rename one of them",
    ),
    "REFERENCE_UNKNOWN": (
        "{target} 里没有“{value}”",
        "there is no '{value}' in {target}",
        "相近的有:{near}",
        "similar: {near}",
    ),
    "PARENT_NOT_ABOVE": (
        "上级“{value}”不在本行之前",
        "the parent '{value}' is not above this row",
        "把上级移到前面",
        "move the parent up",
    ),
    "ATTRIBUTE_NOT_FOR_TRADE": (
        "行业 {trade} 没有属性 {attribute}",
        "trade {trade} has no attribute {attribute}",
        "清空该格,或在 attributes.csv 里登记",
        "clear the cell or add the trade in attributes.csv",
    ),
    "PREFIX_WRONG": (
        "货号应以 {prefix} 开头",
        "the SKU should begin with {prefix}",
        "改货号或改产品的行业",
        "change the SKU or the product's trade",
    ),
    "PRICE_OUT_OF_RANGE": (
        "首个规格的价格 {value} 不在 {low}–{high} 之间",
        "the first variant's price {value} is not within {low}–{high}",
        "改价格,或改产品的价格区间",
        "change the price or the product's range",
    ),
    "RANGE_REVERSED": (
        "下限大于上限",
        "the lower bound is above the upper one",
        "对调两格",
        "swap the two",
    ),
    "SKU_ORDER": (
        "货号应排在上一个规格 {value} 之后",
        "the SKU should sort after {value}, the variant above",
        "店里按货号排列规格,请改货号",
        "the shop lists variants by SKU: change it",
    ),
    "VARIANT_NOT_DISTINCT": (
        "与货号 {value} 的净含量、包装、等级完全相同",
        "same net content, package and grade as {value}",
        "买家无法区分,请改其一",
        "buyers cannot tell them apart: change one",
    ),
    "PRODUCT_WITHOUT_VARIANT": (
        "产品没有规格",
        "the product has no variant",
        "在 variants.csv 里添加",
        "add one in variants.csv",
    ),
    "VARIANT_WITHOUT_STOCK": (
        "规格没有库存行",
        "the variant has no stock row",
        "在 stocks.csv 里添加",
        "add one in stocks.csv",
    ),
    "ENTERPRISE_WITHOUT_PRODUCT": (
        "企业没有产品",
        "the enterprise makes no product",
        "给它产品或删去",
        "give it one or remove it",
    ),
    "REGIONAL_BRAND_COUNT": (
        "区域公共品牌应为一个,现有 {count} 个",
        "there must be one regional brand, not {count}",
        "只保留一行 kind=regional",
        "keep one row of kind regional",
    ),
    "PROVINCE_UNKNOWN": (
        "“{value}”不是省级行政区简称",
        "'{value}' is not a short province name",
        "形如 湖北",
        "write it like 湖北",
    ),
    "PROVINCES_MISSING": (
        "没有分组的省份:{value}",
        "provinces in no group: {value}",
        "每个省份写一行",
        "write one row for each",
    ),
    "WEIGHT_GAP": (
        "重量段与上一段之间有空隙或重叠",
        "the weights leave a gap to the bracket before, or overlap it",
        "从 0 起,每段从上一段的上限加 0.001 开始",
        "begin at 0; each begins 0.001 above the end of the one before",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that is wrong. `row` counts as a spreadsheet does: the header is 1."""

    file: str
    code: str
    row: int | None = None
    column: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        row = f":{self.row}" if self.row else ""
        return f"{self.file}{row}" + (f" [{self.column}]" if self.column else "")

    @property
    def message_zh(self) -> str:
        cause, _, remedy, _ = TEXTS[self.code]
        return f"{cause};{remedy}。".format(**self.params)

    @property
    def message_en(self) -> str:
        _, cause, _, remedy = TEXTS[self.code]
        return f"{cause}; {remedy}.".format(**self.params)

    def __str__(self) -> str:
        return f"{self.place} {self.code} {self.message_zh} / {self.message_en}"


class SeedInvalid(InvalidInput):
    """The files cannot be loaded. `problems` names every one of the reasons."""

    code = "SEED_INVALID"
    zh = "目录数据有 {count} 处错误,什么都没有写入。"
    en = "The catalogue's data has {count} problems; nothing was written."
    remedy_zh = "逐条改正后重试。"
    remedy_en = "Mend them all and try again."

    def __init__(self, problems: Iterable[Problem]):
        self.problems = sorted(problems, key=lambda each: (each.file, each.row or 0, each.column))
        super().__init__(count=len(self.problems))

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *map(str, self.problems)])
