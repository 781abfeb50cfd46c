"""Whatever an order holds, WeChat gets values within its limits or nothing at all."""

import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from plugins.messages import rules
from plugins.messages.errors import ValueUnsendable
from plugins.messages.rules import FACTS, WRITERS, FactType, MessageKind, Template

PAID = {
    "number": "2611240522216732",
    "goods": "金牛麻花等2件",
    "amount": 2680,
    "time": "2026-07-01T04:05:00+00:00",
}
FULL = {
    **PAID,
    "company": "中通快递",
    "tracking": "75312345678901",
    "note": "退款已原路退回",
    "deadline": "2026-07-01T04:35:00+00:00",
    "place": "老街店",
}
#: What WeChat says about each type of keyword.
LIMITS = {
    "thing": r".{1,20}",
    "character_string": r"[\x21-\x7e]{1,32}",
    "number": r"[0-9]{1,32}",
    "name": r".{1,10}",
    "phrase": r"[一-鿿]{1,5}",
    "amount": r"¥[0-9]{1,8}\.[0-9]{2}",
    "time": r"\d{4}年\d{1,2}月\d{1,2}日 \d\d:\d\d",
    "date": r"\d{4}年\d{1,2}月\d{1,2}日",
}


def test_paid_message_reads_as_a_person_writes():
    template = Template(
        "T",
        {"number": "character_string1", "goods": "thing2", "amount": "amount3", "time": "time4"},
    )

    assert rules.data_of(kind=MessageKind.PAID, facts=PAID, template=template) == {
        "character_string1": {"value": "2611240522216732"},
        "thing2": {"value": "金牛麻花等2件"},
        "amount3": {"value": "¥26.80"},
        "time4": {"value": "2026年7月1日 12:05"},
    }


VALUES = {
    FactType.CODE: st.text(max_size=40) | st.from_regex(r"[0-9A-Z]{1,36}", fullmatch=True),
    FactType.TEXT: st.text(max_size=60),
    FactType.FEN: st.integers(min_value=-5, max_value=10**13),
    FactType.MOMENT: st.datetimes(
        min_value=datetime(2020, 1, 2), max_value=datetime(2200, 1, 1), timezones=st.timezones()
    ).map(lambda at: at.isoformat()),
}
WAYS = [(kind, word) for kind, words in WRITERS.items() for word in words]


@pytest.mark.parametrize(("kind", "word"), WAYS, ids=lambda value: getattr(value, "value", value))
def test_every_value_keeps_its_limit_or_is_not_sent(kind, word):
    @effort(derandomize=True, max_examples=100, database=None)
    @given(VALUES[kind])
    def holds(value):
        text = WRITERS[kind][word](value)

        assert text is None or re.fullmatch(LIMITS[word], text)
        assert text is None or len(text.encode("utf-16-le")) // 2 <= 32

    holds()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("二十个字刚好不用截断的特产名称共二十个字", "二十个字刚好不用截断的特产名称共二十个字"),
        (
            "二十一个字就要截断了的特产名称一共二十一个字",
            "二十一个字就要截断了的特产名称一共二十…",
        ),
        ("  保安\n狗血桃\t礼盒 ", "保安 狗血桃 礼盒"),
        ("🍑" * 11, "🍑" * 9 + "…"),
        (" \n ", None),
    ],
)
def test_thing_is_cut_with_an_ellipsis(text, written):
    assert WRITERS[FactType.TEXT]["thing"](text) == written


@pytest.mark.parametrize(
    ("fact", "keyword", "value"),
    [
        ("number", "character_string1", "9" * 33),
        ("number", "number1", "ZTO1"),
        ("number", "thing1", "9" * 21),
        ("goods", "thing1", ""),
        ("goods", "phrase1", "金牛麻花等2件"),
        ("amount", "amount1", 10**10),
        ("amount", "amount1", -1),
    ],
)
def test_what_cannot_be_written_whole_is_refused(fact, keyword, value):
    with pytest.raises(ValueUnsendable) as refused:
        rules.data_of(
            kind=MessageKind.PAID,
            facts={**PAID, fact: value},
            template=Template("T", {fact: keyword}),
        )

    assert (fact in str(refused.value), keyword in str(refused.value)) == (True, True)


@pytest.mark.parametrize("kind", MessageKind)
def test_inbox_tells_every_kind_in_a_sentence(kind):
    told = rules.inbox_text(kind=kind, facts=FULL)

    assert told.title
    assert told.text.startswith("金牛麻花等2件，")
    assert told.text.endswith("。")


def test_goods_without_a_parcel_have_no_tracking_number_in_the_inbox():
    told = rules.inbox_text(
        kind=MessageKind.SHIPPED, facts={**FULL, "company": "同城配送", "tracking": rules.NO_CODE}
    )
    fetched = rules.inbox_text(
        kind=MessageKind.SHIPPED, facts={**FULL, "company": "到店自提", "tracking": rules.NO_CODE}
    )

    assert told.text == "金牛麻花等2件，同城配送。"
    assert (fetched.title, "已到店取走" in fetched.text) == ("已取货", True)


def test_templates_are_read_by_kind():
    read = rules.templates_read({"paid": {"id": "T1", "amount": "amount3"}})

    assert read == {MessageKind.PAID: Template("T1", {"amount": "amount3"})}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"posted": {"id": "T", "number": "number1"}}, "posted"),
        ({"paid": "T"}, "paid"),
        ({"paid": {"id": "T", "number": 1}}, "paid"),
        ({"paid": {"number": "number1"}}, "id"),
        ({"paid": {"id": "T"}}, "keywords"),
        ({"paid": {"id": "T", "weather": "thing1"}}, "weather"),
        ({"paid": {"id": "T", "amount": "phone_number1"}}, "amount, thing"),
        ({"paid": {"id": "T", "amount": "thing1", "goods": "thing1"}}, "twice"),
    ],
)
def test_template_that_could_never_be_sent_is_named(given, word):
    with pytest.raises(ValueError, match=word):
        rules.templates_read(given)


def test_all_problems_are_named_at_once():
    with pytest.raises(ValueError, match=r"(?s)weather.*refunded"):
        rules.templates_read({"paid": {"id": "T", "weather": "thing1"}, "refunded": {}})


def test_templates_beside_the_simulator_use_every_fact(settings):
    read = rules.templates_read(settings.WECHAT_MESSAGE_TEMPLATES)

    assert {kind: set(template.keywords) for kind, template in read.items()} == {
        kind: set(facts) for kind, facts in FACTS.items()
    }
