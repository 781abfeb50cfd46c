"""What a report of misuse must say, and the letter that follows a confirmed one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plugins.brand.errors import ReportIncomplete

PLACE_LONGEST, TEXT_SHORTEST, TEXT_LONGEST = 120, 5, 1000
MOST_PICTURES = 3
NUMBER_DIGITS = 8


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What was seen where, checked; who says so is up to them."""

    place: str
    description: str
    certificate_number: str
    name: str
    contact: str


def report_checked(
    *, place: str, description: str, certificate_number: str, name: str, contact: str
) -> ReportFacts:
    """Return the report in the form it is stored in.

    Raises:
        ReportIncomplete: where or what is missing, or too long.
    """
    tidy_place, tidy_text = " ".join(place.split()), description.strip()
    if not 2 <= len(tidy_place) <= PLACE_LONGEST:
        raise ReportIncomplete(field="place", longest=TEXT_LONGEST)
    if not TEXT_SHORTEST <= len(tidy_text) <= TEXT_LONGEST:
        raise ReportIncomplete(field="description", longest=TEXT_LONGEST)
    return ReportFacts(
        place=tidy_place,
        description=tidy_text,
        certificate_number=certificate_number.strip()[:40],
        name=name.strip()[:40],
        contact=contact.strip()[:60],
    )


def report_number(*, day: date, random_digits: int) -> str:
    """Return the number a reporter is given: not to be counted on from one's own."""
    return f"JB{day:%y%m%d}{random_digits:0{NUMBER_DIGITS}d}"


def warning_text(
    *, addressee: str, brand: str, office: str, finding: str, answer_by: date, today: date
) -> str:
    """Write the letter: what was found, what is demanded, by when, and on what law."""
    return (
        f"警　告　函\n\n{addressee}：\n\n"
        f"经核查，{finding}。“{brand}”是依法授权使用的区域公共品牌标志，"
        f"未经授权使用涉嫌违反《中华人民共和国商标法》第五十七条、《中华人民共和国反不正当竞争法》第六条。\n\n"
        f"请自收到本函之日起立即停止使用，下架相关商品和宣传，"
        f"并于 {answer_by.year}年{answer_by.month}月{answer_by.day}日前书面答复处理情况。"
        f"逾期不改的，我办将提请市场监督管理部门查处并保留追究法律责任的权利。\n\n"
        f"{office}\n{today.year}年{today.month}月{today.day}日"
    )
