from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.addresses.rules.pasted import Pasted, paste_parse
from plugins.addresses.selectors import gazetteer


def parse(text: str) -> Pasted:
    return paste_parse(gazetteer(), text)


@pytest.mark.parametrize(
    "text",
    [
        "张三 13812345678 湖北省黄石市大冶市金牛镇胜利路12号",
        "湖北省黄石市大冶市金牛镇胜利路12号 张三 138 1234 5678",
        "湖北省黄石市大冶市金牛镇胜利路12号,张三,13812345678",
        "张三,+86 138-1234-5678,湖北省 黄石市 大冶市 金牛镇胜利路12号",
        "张三13812345678湖北大冶金牛镇胜利路12号",
        "张三湖北省黄石市大冶市金牛镇胜利路12号13812345678",
        "大冶市金牛镇胜利路12号 13812345678 张三",
        "收货人:张三\n手机号码:13812345678\n所在地区:湖北省黄石市大冶市\n详细地址:金牛镇胜利路12号",
        "收件人:张三 电话:0086 13812345678 地址:湖北黄石大冶金牛镇胜利路12号",
        "１３８１２３４５６７８　张三　湖北省大冶市金牛镇胜利路12号",
        "\u202d138 1234 5678\u202c、张三、湖北省、黄石市、大冶市、金牛镇胜利路12号",
    ],
)
def test_one_address_is_read_however_it_is_written(text):
    assert parse(text) == Pasted(
        name="张三",
        phone="+8613812345678",
        division=gazetteer().get("420281"),
        street="金牛镇胜利路12号",
    )


@pytest.mark.parametrize(
    ("text", "code", "name", "street"),
    [
        ("北京市东城区东华门街道1号 王五", "110101", "王五", "东华门街道1号"),
        ("王五 北京北京市朝阳区建国路88号SOHO现代城", "110105", "王五", "建国路88号SOHO现代城"),
        ("广东省东莞市长安镇振安路1号 陈七 13512345678", "441900", "陈七", "长安镇振安路1号"),
        ("湖北省仙桃市沔阳大道1号", "429004", "", "沔阳大道1号"),
        ("重庆市渝中区解放碑 13512345678 欧阳娜娜", "500103", "欧阳娜娜", "解放碑"),
        ("上海浦东新区张江路1号,赵六,13612345678", "310115", "赵六", "张江路1号"),
        ("湖北恩施州恩施市舞阳坝街道", "422801", "", "舞阳坝街道"),
        ("新疆伊犁州伊宁市解放路1号 古丽·买买提 13812345678", "654002", "古丽·买买提", "解放路1号"),
        ("吉林省吉林市船营区解放路1号 李雷 13712345678", "220204", "李雷", "解放路1号"),
        ("湖北省黄石市 湖滨大道1号 张三 13812345678", "420200", "张三", "湖滨大道1号"),
    ],
)
def test_places_of_every_kind_are_found(text, code, name, street):
    found = parse(text)

    assert found.division == gazetteer().get(code)
    assert (found.name, found.street) == (name, street)


def test_postcode_in_the_text_is_taken():
    found = parse("张三 13812345678 湖北省大冶市金牛镇1号 435100")

    assert (found.postcode, found.street) == ("435100", "金牛镇1号")


def test_postcode_is_not_made_up():
    assert parse("张三 13812345678 湖北省大冶市金牛镇1号").postcode == ""


def test_house_number_of_six_digits_inside_a_street_is_no_postcode():
    found = parse("湖北省大冶市金牛镇东街123456号")

    assert (found.postcode, found.street) == ("", "金牛镇东街123456号")


def test_number_with_too_many_digits_is_no_phone():
    assert parse("张三 138123456789 湖北省大冶市金牛镇1号").phone == ""


def test_text_without_a_place_stays_whole():
    assert parse("你好,世界") == Pasted(street="你好 世界")


def test_ambiguous_county_is_not_guessed():
    assert parse("朝阳区建国路88号").division is None


@given(
    st.text(
        alphabet=st.sampled_from("湖北省黄石市大冶区县 ,:0123456789+-１３张三姓名\x00\u202d😀abc")
    )
)
def test_nothing_is_invented(text):
    found = parse(text)

    given_digits = Counter(c for c in text.translate(str.maketrans("１３", "13")) if c.isdigit())
    found_digits = Counter(c for c in found.name + found.postcode + found.street if c.isdigit())
    found_digits.update(found.phone.removeprefix("+86"))
    assert found_digits <= given_digits


@given(st.text(max_size=600))
def test_any_text_is_read_without_an_error(text):
    found = parse(text)

    assert found.phone == "" or len(found.phone) == 14
    assert found.postcode == "" or len(found.postcode) == 6
