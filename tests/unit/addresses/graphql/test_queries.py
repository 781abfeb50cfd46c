import pytest
from graphene import Schema

from plugins.addresses.graphql.schema import Queries

DIVISIONS = """
query ($parent: String) {
  divisions(parent: $parent) {
    code name fullName level province city county postcode isLeaf
  }
}
"""
PARSE = """
query ($text: String!) {
  addressParse(text: $text) { name phone postcode street division { code fullName } }
}
"""


@pytest.fixture
def ask():
    schema = Schema(query=Queries)

    def send(query: str, **variables):
        result = schema.execute(query, variables=variables)
        assert not result.errors, result.errors
        return result.data

    return send


def test_picker_gets_one_level_at_a_time(ask):
    provinces = ask(DIVISIONS)["divisions"]
    counties = ask(DIVISIONS, parent="420200")["divisions"]

    assert [row["name"] for row in provinces[:2]] == ["北京市", "天津市"]
    assert counties[-1] == {
        "code": "420281",
        "name": "大冶市",
        "fullName": "湖北省黄石市大冶市",
        "level": "COUNTY",
        "province": "湖北省",
        "city": "黄石市",
        "county": "大冶市",
        "postcode": "435100",
        "isLeaf": True,
    }


def test_picker_knows_where_to_stop(ask):
    leaves = {row["name"]: row["isLeaf"] for row in ask(DIVISIONS, parent="420000")["divisions"]}

    assert (leaves["黄石市"], leaves["仙桃市"]) == (False, True)


def test_unknown_parent_offers_nothing(ask):
    assert ask(DIVISIONS, parent="nowhere")["divisions"] == []


def test_pasted_address_is_taken_apart(ask):
    data = ask(PARSE, text="张三 13812345678 湖北省黄石市大冶市金牛镇胜利路12号")

    assert data["addressParse"] == {
        "name": "张三",
        "phone": "+8613812345678",
        "postcode": "",
        "street": "金牛镇胜利路12号",
        "division": {"code": "420281", "fullName": "湖北省黄石市大冶市"},
    }


def test_pasted_nonsense_gives_no_division(ask):
    assert ask(PARSE, text="你好")["addressParse"]["division"] is None
