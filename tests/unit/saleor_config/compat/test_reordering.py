from graphene import Node
from saleor.menu.models import Menu, MenuItem
from saleor.product.models import Attribute, AttributeValue

MOVE_VALUES = """
mutation ($attribute: ID!, $moves: [ReorderInput]!) {
  attributeReorderValues(attributeId: $attribute, moves: $moves) {
    attribute { values { slug } }
    productErrors { field message }
  }
}
"""
MOVE_ITEMS = """
mutation ($menu: ID!, $moves: [MenuItemMoveInput]!) {
  menuItemMove(menu: $menu, moves: $moves) { menuErrors { field message } }
}
"""


def test_attribute_values_are_reordered(execute, operator_chen):
    attribute = Attribute.objects.create(name="产地", slug="town")
    first, _, _ = (
        AttributeValue.objects.create(attribute=attribute, name=slug, slug=slug)
        for slug in ("baoan", "lingxiang", "jinniu")
    )

    answer = execute(
        MOVE_VALUES,
        user=operator_chen,
        attribute=Node.to_global_id("Attribute", attribute.pk),
        moves=[{"id": Node.to_global_id("AttributeValue", first.pk), "sortOrder": 2}],
    )

    values = answer["attributeReorderValues"]["attribute"]["values"]
    assert [value["slug"] for value in values] == ["lingxiang", "jinniu", "baoan"]


def test_menu_items_are_reordered(execute, operator_chen):
    menu = Menu.objects.create(name="导航")
    items = [MenuItem.objects.create(menu=menu, name=name) for name in ("果", "茶", "鱼")]

    answer = execute(
        MOVE_ITEMS,
        user=operator_chen,
        menu=Node.to_global_id("Menu", menu.pk),
        moves=[{"itemId": Node.to_global_id("MenuItem", items[2].pk), "sortOrder": -2}],
    )

    assert answer["menuItemMove"]["menuErrors"] == []
    ordered = menu.items.order_by("sort_order").values_list("name", flat=True)
    assert list(ordered) == ["鱼", "果", "茶"]
