"""Delivery prices by province group and weight, and the warehouses they leave from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from measurement.measures import Weight
from saleor.account.models import Address
from saleor.shipping import ShippingMethodType
from saleor.shipping.models import ShippingMethod, ShippingZone
from saleor.warehouse.models import Warehouse

from catalog_seed.tables import Catalogue
from catalog_seed.tables.rows import ShippingMethod as MethodRow
from catalog_seed.tables.rows import Warehouse as WarehouseRow
from plugins.shipping_rules.public import META_KEY, Terms

from .pieces import Found, Piece, content_of, put

ZONE = "中国大陆"
COUNTRY = "CN"
#: Offered by `plugins.pickups` alone, and free, so it is no row of the price table.
PICK_UP = Terms(code="pick-up", provinces=(), cold_chain=True, pick_up=True)
PICK_UP_NAME = "到店自提"


def shipping_pieces(catalogue: Catalogue, found: Found) -> Iterator[Piece]:
    yield Piece(
        table="shipping_zones",
        key=ZONE,
        content={"countries": [COUNTRY]},
        write=partial(put, ShippingZone, key={"name": ZONE}, values={"countries": [COUNTRY]}),
    )
    for row in catalogue.shipping_methods:
        provinces = catalogue.provinces_by_group[row.group]
        content = content_of(row, provinces=provinces)
        content.pop("price")
        yield Piece(
            table="shipping_methods",
            key=row.code,
            content=content,
            write=partial(_write_method, row, provinces, found),
        )
        yield Piece(
            table="shipping_prices",
            key=row.code,
            content={"price": row.price},
            write=partial(
                put, ShippingMethod, key=_method_key(row), values={"price_amount": row.price}
            ),
        )
    yield Piece(
        table="shipping_methods",
        key=PICK_UP.code,
        content={"name": PICK_UP_NAME},
        write=partial(_write_pick_up, found),
    )
    for warehouse in catalogue.warehouses:
        yield Piece(
            table="warehouses",
            key=warehouse.slug,
            content=content_of(warehouse),
            write=partial(_write_warehouse, warehouse, found),
        )


def _method_key(row: MethodRow) -> dict[str, str]:
    """Methods have no slug in the engine; their terms carry the code."""
    return {f"meta__{META_KEY}__code": row.code}


def _write_method(row: MethodRow, provinces: list[str], found: Found) -> None:
    terms = Terms(
        code=row.code,
        provinces=tuple(provinces),
        cold_chain=row.cold_chain,
        # The engine does not weigh parcels that are priced by their value.
        max_kg="" if row.is_by_weight else str(row.weight_to_kg),
    )
    values = {
        "name": row.name,
        "shipping_zone": found.one(ShippingZone, name=ZONE),
        "currency": "CNY",
        "meta": terms.as_meta(),
        "type": ShippingMethodType.WEIGHT_BASED
        if row.is_by_weight
        else ShippingMethodType.PRICE_BASED,
    }
    if row.is_by_weight:
        values["minimum_order_weight"] = Weight(kg=float(row.weight_from_kg))
        values["maximum_order_weight"] = Weight(kg=float(row.weight_to_kg))
    else:
        values["minimum_order_price_amount"] = row.order_from
    put(ShippingMethod, key=_method_key(row), values=values, initial={"price_amount": row.price})


def _write_pick_up(found: Found) -> None:
    values = {
        "name": PICK_UP_NAME,
        "shipping_zone": found.one(ShippingZone, name=ZONE),
        "currency": "CNY",
        "meta": PICK_UP.as_meta(),
        "type": ShippingMethodType.PRICE_BASED,
        "minimum_order_price_amount": Decimal(0),
        "price_amount": Decimal(0),
    }
    put(ShippingMethod, key={f"meta__{META_KEY}__code": PICK_UP.code}, values=values)


def _write_warehouse(row: WarehouseRow, found: Found) -> None:
    known = Warehouse.objects.filter(slug=row.slug).select_related("address").first()
    address = known.address if known else Address()
    address.company_name = row.name
    address.street_address_1 = row.street
    address.country_area = row.province
    address.city = row.city
    address.city_area = row.district
    address.postal_code = row.postcode
    address.country = COUNTRY
    address.save()
    warehouse = put(
        Warehouse,
        key={"slug": row.slug},
        values={"name": row.name, "company_name": row.name, "address": address},
    )
    warehouse.shipping_zones.add(found.one(ShippingZone, name=ZONE))
