"""Pages, menus and what the shop says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.contrib.sites.models import Site
from saleor.account.models import Address
from saleor.menu.models import Menu, MenuItem
from saleor.menu.utils import update_menu
from saleor.page.models import Page
from saleor.product.models import Category, Collection
from saleor.site.models import SiteSettings
from saleor.warehouse.models import Warehouse

from catalog_seed.rules import as_draftjs, as_html
from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import MenuItem as ItemRow
from catalog_seed.tables.rows import Page as PageRow
from catalog_seed.tables.rows import Shop as ShopRow

from .pieces import Found, Piece, content_of, put

PARAGRAPH_MARK = "|"
MENU_MODELS: dict[str, tuple[str, Any]] = {
    "category": ("category", Category),
    "collection": ("collection", Collection),
    "page": ("page", Page),
}


def page_pieces(catalogue: Catalogue, *, host: str, found: Found) -> Iterator[Piece]:
    for row in catalogue.pages:
        yield Piece(
            table="pages",
            key=row.slug,
            content=content_of(row),
            write=partial(_write_page, row),
        )
    for menu in dict.fromkeys(item.menu for item in catalogue.menu_items):
        items = [item for item in catalogue.menu_items if item.menu == menu]
        yield Piece(
            table="menus",
            key=menu,
            content={"items": [content_of(item) for item in items]},
            write=partial(_write_menu, menu, items, found),
        )
    [shop] = catalogue.shop
    hub = next(row.slug for row in catalogue.warehouses if row.role == "hub")
    yield Piece(
        table="shop",
        key=shop.name,
        content=content_of(shop, host=host, hub=hub),
        write=partial(_write_shop, shop, host, hub, found),
    )


def _write_page(row: PageRow) -> None:
    paragraphs = row.content.split(PARAGRAPH_MARK)
    put(
        Page,
        key={"slug": row.slug},
        values={
            "title": row.title,
            "content": as_html(paragraphs),
            "content_json": as_draftjs(paragraphs),
        },
        initial={"is_published": True},
    )


def _write_menu(name: str, rows: list[ItemRow], found: Found) -> None:
    """Build the menu anew: its items have no natural key in the engine."""
    menu = put(Menu, key={"name": name}, values={})
    menu.items.all().delete()
    items: dict[str, MenuItem] = {}
    for row in rows:
        item = MenuItem(menu=menu, name=row.name)
        if row.parent:
            item.parent = items[row.parent]
        if row.kind in MENU_MODELS:
            field, model = MENU_MODELS[row.kind]
            setattr(item, field, found.one(model, slug=row.target))
        item.save()
        items[row.key_name] = item
    update_menu(menu)


def _write_shop(row: ShopRow, host: str, hub: str, found: Found) -> None:
    site = Site.objects.get_current()
    site.name = row.name
    site.domain = host
    site.save()
    known = SiteSettings.objects.filter(site=site).first()
    put(
        SiteSettings,
        key={"site": site},
        values={
            "header_text": row.name,
            "description": row.description,
            "top_menu": found.one(Menu, name="navbar"),
            "bottom_menu": found.one(Menu, name="footer"),
            "homepage_collection": Collection.objects.filter(metadata__kind="regional").first(),
            "default_mail_sender_name": row.mail_sender_name,
            "company_address": _company_address(
                known.company_address if known else None, found.one(Warehouse, slug=hub).address
            ),
        },
        initial={"include_taxes_in_prices": True, "track_inventory_by_default": True},
    )
    Site.objects.clear_cache()


def _company_address(known: Address | None, hub: Address) -> Address:
    """The shop's own copy of the hub's address."""
    if known is None:
        return hub.get_copy()
    for field, value in hub.as_data().items():
        setattr(known, field, value)
    known.save()
    return known
