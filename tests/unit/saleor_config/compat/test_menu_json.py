from saleor.menu.models import Menu, MenuItem
from saleor.menu.utils import get_menu_item_as_dict


def test_an_unsaved_menu_item_is_described():
    item = MenuItem(menu=Menu(name="导航"), name="茶", url="https://example.com/tea")

    assert get_menu_item_as_dict(item) == {
        "url": "https://example.com/tea",
        "name": "茶",
        "translations": {},
    }


def test_a_saved_menu_item_is_described_with_its_translations(db):
    item = MenuItem.objects.create(menu=Menu.objects.create(name="导航"), name="茶")
    item.translations.create(language_code="en", name="Tea")

    assert get_menu_item_as_dict(item) == {
        "url": "",
        "name": "茶",
        "translations": {"en": {"name": "Tea"}},
    }
