"""Inputs are cleaned whatever their fields are called."""


def test_a_field_called_items_is_no_obstacle(client_of, operator_chen):
    query = """mutation { menuCreate(input: {
        name: "导航", items: [{name: "首页", url: "https://shop.example.com/"}]
    }) { menu { name } errors { message } } }"""

    answer = client_of(operator_chen).post("/staff/graphql/", {"query": query}).json()

    assert answer["data"]["menuCreate"] == {"menu": {"name": "导航"}, "errors": []}


def test_it_is_none_either_when_it_is_left_out(client_of, operator_chen):
    query = 'mutation { menuCreate(input: {name: "导航"}) { menu { name } errors { message } } }'

    answer = client_of(operator_chen).post("/staff/graphql/", {"query": query}).json()

    assert answer["data"]["menuCreate"]["errors"] == []
