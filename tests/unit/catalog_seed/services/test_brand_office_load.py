"""The demonstration's brand office: everything sold is licensed, by the office's own rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from saleor.product.models import Product

from catalog_seed.pictures import Pictures
from catalog_seed.services.brand_office_load import brand_office_load
from catalog_seed.services.catalogue_load import catalogue_load
from catalog_seed.services.regional_brand import regional_brand
from catalog_seed.tables import DATA_DIR, catalogue_from
from catalog_seed.tables.brand_office import brand_office_from
from plugins.brand.models import Certificate, Enterprise, Licence, LicensedGoods, RegionalBrand
from plugins.brand.public import licensed_products
from plugins.kernel.models import AuditEntry

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)


def open_office(catalogue, *, now=NOW, cases=False):
    facts, marks = regional_brand(catalogue)
    office = brand_office_from(DATA_DIR)
    return brand_office_load(
        office=office if cases else replace(office, demo_cases=()),
        facts=facts,
        marks=marks,
        towns={town.slug: town.name for town in catalogue.towns},
        now=now,
    )


def stocked(catalogue):
    catalogue_load(
        catalogue=catalogue,
        pictures=Pictures(),
        host="shop.example",
        now=NOW,
        progress=lambda items, total, label: items,
    )
    return catalogue


@pytest.fixture
def small_unlicensed(small_files, db):
    """A peach and a twist of dough that nobody may sell yet."""
    return stocked(small_files.read())


def on_sale(at):
    return Product.objects.filter(licensed_products(at)).count()


def test_whole_catalogue_is_licensed_and_every_other_state_can_be_seen(db):
    catalogue = stocked(catalogue_from())
    assert on_sale(NOW) == 0

    made = open_office(catalogue, cases=True)

    assert on_sale(NOW) == Product.objects.count() == 45
    assert made["licences"] == 17
    assert RegionalBrand.objects.get(is_active=True).name == "冶里集"
    states = set(Licence.objects.values_list("state", flat=True))
    assert len(states) == 14
    assert Licence.objects.get(enterprise__slug="demo-daoqi").state == "licensed"
    assert not Certificate.objects.filter(
        licence__enterprise__slug="demo-daoqi", ends_at__gt=NOW
    ).exists()
    assert {row.enterprise.is_demo for row in Licence.objects.select_related("enterprise")} == {
        True
    }


def test_second_load_writes_nothing(small_unlicensed):
    open_office(small_unlicensed)
    rows, entries = LicensedGoods.objects.count(), AuditEntry.objects.count()

    made = open_office(small_unlicensed, now=NOW + timedelta(days=1))

    assert made.total() == 0
    assert (LicensedGoods.objects.count(), AuditEntry.objects.count()) == (rows, entries)


def test_shop_that_slept_for_two_years_sells_again_once_seeded(small_unlicensed):
    open_office(small_unlicensed)
    later = NOW + timedelta(days=730)
    assert on_sale(later) == 0

    open_office(small_unlicensed, now=later)

    assert on_sale(later) == 2
    assert Enterprise.objects.filter(verify_by__lte=later, slug__startswith="zhaoshan").count() == 0
