"""The formula and a score in words and numbers, as enterprises and the public read them."""

from __future__ import annotations

from decimal import Decimal

from plugins.credit.rules.score import FULL, By, Count, Formula

NO_SCORE = "暂无评分"


def plain(number: Decimal) -> str:
    """Write a number without needless zeros: 40, 0.8, 87.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(rate: Decimal) -> str:
    return f"{plain((rate * 100).quantize(Decimal('0.1')))}%"


def count_text(count: Count, *, by: By) -> str:
    """Say what was counted: `120 次，其中 3 次不好`."""
    more = f"；申诉成立剔除 {count.excluded} 次" if count.excluded else ""
    total = max(count.total, count.bad)
    if by is By.DEDUCTION:
        return f"{count.bad} 次不合格{more}" if count.bad else f"没有不合格{more}"
    if not total:
        return f"还没有发生{more}"
    return f"{total} 次，其中 {count.bad} 次不达标{more}"


def rate_text(count: Count, *, by: By, formula: Formula) -> str:
    """Write the sum behind a rate with its numbers."""
    if by is By.DEDUCTION:
        return f"1 − {count.bad} × {plain(formula.deduction)}"
    total = max(count.total, count.bad)
    prior = f"{plain(formula.prior_rate)} × {plain(formula.prior_strength)}"
    return f"（{total - count.bad} + {prior}）÷（{total} + {plain(formula.prior_strength)}）"


def formula_sentences(formula: Formula, *, window_months: int) -> tuple[str, ...]:
    """Explain a formula in full."""
    return (
        f"看最近 {window_months} 个月的事实，每项得出 0 到 1 的比率，按权重加权平均，折成 100 分。",
        "次数类（按时发货、质量、答复）：比率 =（好的次数 + "
        f"{plain(formula.prior_rate)} × {plain(formula.prior_strength)}）÷（总次数 + "
        f"{plain(formula.prior_strength)}）。加上的 {plain(formula.prior_strength)} 次按 "
        f"{percent(formula.prior_rate)} 算，让事实还少的企业不会因一两次大起大落。",
        f"扣减类（检验与监督、举报）：没有不合格为 1，每有一次减 {plain(formula.deduction)}，减到 0 为止。",
        f"事实少于 {formula.minimum_facts} 次的企业“{NO_SCORE}”。",
        f"星级 = 分数 ÷ {plain(FULL / 5)}，取最近的半星。",
    )


def stars_text(stars: Decimal | None) -> str:
    """Say stars for those who hear the page: `4.5 星（满分 5 星）`."""
    return NO_SCORE if stars is None else f"{plain(stars)} 星（满分 5 星）"
