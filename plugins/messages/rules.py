"""What messages say, within what WeChat's templates take. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from plugins.messages.errors import ValueUnsendable

BEIJING = ZoneInfo("Asia/Shanghai")
ORDER_PAGE = "pages/order/detail?number={number}"
#: What stands for a tracking number where goods travel without one.
NO_CODE = "-"


class MessageKind(Enum):
    """What a buyer may be told; each has its own template and its own consent."""

    PAID = "paid"  # 付款成功
    SHIPPED = "shipped"  # 订单发货
    REFUNDED = "refunded"  # 退款结果
    PAY_REMINDER = "pay_reminder"  # 待付款提醒
    PICK_UP = "pick_up"  # 到店自提：备好了，或快到最后一天


class FactType(Enum):
    CODE = "code"
    TEXT = "text"
    FEN = "fen"
    MOMENT = "moment"


#: What is known at each occasion, and so what a template can be filled with.
FACTS: Mapping[MessageKind, Mapping[str, FactType]] = {
    MessageKind.PAID: {
        "number": FactType.CODE,
        "goods": FactType.TEXT,
        "amount": FactType.FEN,
        "time": FactType.MOMENT,
    },
    MessageKind.SHIPPED: {
        "number": FactType.CODE,
        "goods": FactType.TEXT,
        "company": FactType.TEXT,
        "tracking": FactType.CODE,
        "time": FactType.MOMENT,
    },
    MessageKind.REFUNDED: {
        "number": FactType.CODE,
        "goods": FactType.TEXT,
        "amount": FactType.FEN,
        "time": FactType.MOMENT,
        "note": FactType.TEXT,
    },
    MessageKind.PAY_REMINDER: {
        "number": FactType.CODE,
        "goods": FactType.TEXT,
        "amount": FactType.FEN,
        "deadline": FactType.MOMENT,
        "note": FactType.TEXT,
    },
    MessageKind.PICK_UP: {
        "number": FactType.CODE,
        "goods": FactType.TEXT,
        "place": FactType.TEXT,
        "deadline": FactType.MOMENT,
        "note": FactType.TEXT,
    },
}
REFUND_NOTE = "退款已原路退回"
REMINDER_NOTE = "逾期未付款订单将自动取消"
READY_NOTE = "已备好，请凭取货码到店取货"
ENDING_NOTE = "快到最后一天，请凭取货码取货"
#: What stands for an express company where the buyer has fetched the goods herself.
FETCHED = "到店自提"


@dataclass(frozen=True)
class Template:
    """One of the mini-program's subscription templates.

    Attributes:
        keywords: fact → WeChat's keyword, `{"number": "character_string1"}`.
    """

    id: str
    keywords: Mapping[str, str]


def templates_read(given: Mapping[str, Any]) -> dict[MessageKind, Template]:
    """Return the templates that a setting describes.

    Raises:
        ValueError: naming everything that could never be sent.
    """
    kinds = {kind.value: kind for kind in MessageKind}
    problems: list[str] = []
    templates = {}
    for name, entry in given.items():
        if name not in kinds:
            problems.append(f"{name}: 没有这种消息 · no such kind, known: {', '.join(kinds)}")
        elif not isinstance(entry, Mapping) or not all(isinstance(v, str) for v in entry.values()):
            problems.append(f'{name}: 须为 {{"id": …, 内容: 关键词}} · must map facts to keywords')
        else:
            keywords = {fact: word for fact, word in entry.items() if fact != "id"}
            problems += _template_problems(kinds[name], entry.get("id", ""), keywords)
            templates[kinds[name]] = Template(id=entry.get("id", ""), keywords=keywords)
    if problems:
        raise ValueError("\n".join(problems))
    return templates


def _template_problems(kind: MessageKind, id: str, keywords: Mapping[str, str]) -> list[str]:
    known = FACTS[kind]
    problems = (
        [] if id and keywords else [f"{kind.value}: 缺少 id 或关键词 · id or keywords missing"]
    )
    if len(set(keywords.values())) < len(keywords):
        problems.append(f"{kind.value}: 关键词重复 · a keyword stands twice")
    for fact, keyword in keywords.items():
        if fact not in known:
            told = f"没有内容 {fact} · no such fact, known: {', '.join(known)}"
            problems.append(f"{kind.value}: {told}")
        elif _keyword_type(keyword) not in WRITERS[known[fact]]:
            takes = ", ".join(WRITERS[known[fact]])
            told = f"{fact} 不能写作 {keyword} · can only be one of: {takes}"
            problems.append(f"{kind.value}: {told}")
    return problems


def data_of(
    *, kind: MessageKind, facts: Mapping[str, Any], template: Template
) -> dict[str, dict[str, str]]:
    """Return a message's `data` as WeChat takes it.

    Raises:
        ValueUnsendable: a fact cannot be written so; half a number helps nobody.
    """
    data = {}
    for fact, keyword in template.keywords.items():
        text = WRITERS[FACTS[kind][fact]][_keyword_type(keyword)](facts[fact])
        if text is None:
            raise ValueUnsendable(fact=fact, keyword=keyword)
        data[keyword] = {"value": text}
    return data


def _keyword_type(keyword: str) -> str:
    return keyword.rstrip("0123456789")


Writer = Callable[[Any], str | None]


def _text_within(longest: int) -> Writer:
    """Cut a text where it must be cut; a blank one cannot be sent."""

    def write(text: str) -> str | None:
        tidy = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return shortened(tidy, longest) or None

    return write


def shortened(text: str, longest: int) -> str:
    """Return at most `longest` characters, the last one … where something is missing.

    Counted in UTF-16, as WeChat's own language does, so that a picture sign is two.
    """
    if _length(text) <= longest:
        return text
    while _length(text) > longest - 1:
        text = text[:-1]
    return f"{text}…"


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _matching(pattern: str) -> Writer:
    """Take a text as it is or not at all."""
    whole = re.compile(pattern)
    return lambda text: text if whole.fullmatch(text) else None


def yuan(fen: int) -> str:
    return f"¥{fen // 100}.{fen % 100:02}"


def _amount(fen: int) -> str | None:
    return yuan(fen) if 0 <= fen < 10**10 else None


def date_text(moment: str) -> str:
    at = datetime.fromisoformat(moment).astimezone(BEIJING)
    return f"{at.year}年{at.month}月{at.day}日"


def time_text(moment: str) -> str:
    at = datetime.fromisoformat(moment).astimezone(BEIJING)
    return f"{date_text(moment)} {at:%H:%M}"


#: How each type of fact is written as each type of WeChat's keywords.
WRITERS: Mapping[FactType, Mapping[str, Writer]] = {
    FactType.CODE: {
        "character_string": _matching(r"[\x21-\x7e]{1,32}"),
        "number": _matching(r"[0-9]{1,32}"),
        "thing": _matching(r"[\x21-\x7e]{1,20}"),
    },
    FactType.TEXT: {
        "thing": _text_within(20),
        "name": _text_within(10),
        "phrase": _matching(r"[\u4e00-\u9fff]{1,5}"),
    },
    FactType.FEN: {"amount": _amount, "thing": _amount},
    FactType.MOMENT: {"time": time_text, "date": date_text, "thing": time_text},
}


@dataclass(frozen=True)
class InboxText:
    """A message as the shop's own inbox shows it."""

    title: str
    text: str


def inbox_text(*, kind: MessageKind, facts: Mapping[str, Any]) -> InboxText:
    goods = facts["goods"]
    if kind is MessageKind.PAID:
        return InboxText("付款成功", f"{goods}，已付款 {yuan(facts['amount'])}，等待发货。")
    if kind is MessageKind.SHIPPED and facts["company"] == FETCHED:
        return InboxText("已取货", f"{goods}，已到店取走。不是您本人或您委托的人，请联系商家。")
    if kind is MessageKind.SHIPPED:
        tracking = "" if facts["tracking"] == NO_CODE else f" {facts['tracking']}"
        return InboxText("订单已发货", f"{goods}，{facts['company']}{tracking}。")
    if kind is MessageKind.REFUNDED:
        return InboxText("退款结果", f"{goods}，{yuan(facts['amount'])}，{facts['note']}。")
    if kind is MessageKind.PICK_UP:
        last_day = date_text(facts["deadline"])
        return InboxText(
            "到店自提", f"{goods}，{facts['note']}。地点：{facts['place']}，保留到 {last_day}。"
        )
    deadline = time_text(facts["deadline"])
    return InboxText(
        "订单待付款", f"{goods}，{yuan(facts['amount'])}，请在 {deadline} 前付款，{facts['note']}。"
    )


def order_page(number: str) -> str:
    """Return the page of the mini-program that a message opens."""
    return ORDER_PAGE.format(number=number)
