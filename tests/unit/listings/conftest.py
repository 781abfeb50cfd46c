"""沼山桃社 offers a peach; 保安陶坊 tries its luck; 陈审核 of the brand office decides."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from PIL import Image
from saleor.account.models import User
from saleor.product.models import (
    Attribute,
    AttributeProduct,
    AttributeValue,
    AttributeVariant,
    Category,
    ProductType,
)

from plugins.brand.models import ProductMaker
from plugins.brand.public import Actor, GoodsClass
from plugins.kernel.pictures import PictureFolder
from plugins.listings import permissions, picture_store
from plugins.listings.console import goods as goods_pages
from plugins.listings.models import Listing, Submission
from plugins.listings.services import goods_pictures, picture_keep
from plugins.listings.services.submission_review import submission_approve, submission_take
from plugins.listings.services.submission_save import submission_save
from plugins.listings.services.submission_start import listing_draft
from plugins.listings.services.submission_submit import submission_submit
from plugins.orders.services.order_place import order_place
from tests.fixtures.licences import carry_brand
from tests.unit.listings.peaches import PEACH
from tests.unit.marketplace.conftest import (
    NOW,
    join,
    orchard,
    owner_peng,
    owner_wang,
    packer_liu,
    pottery,
)

__all__ = ["NOW", "orchard", "owner_peng", "owner_wang", "packer_liu", "pottery"]
OFFICE = frozenset(
    {permissions.REVIEW, permissions.SUSPEND, permissions.RECALL, permissions.END_RECALL}
)


def person(email: str, *, roles: frozenset[str] = OFFICE) -> Actor:
    user = User.objects.create_user(email, "Lakeside-plum-7", is_staff=True)
    return Actor(name=f"staff:{user.pk}", user_id=user.pk, permissions=roles)


def drawn(colour: str = "#c96", size: tuple[int, int] = (80, 60)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, format="JPEG")
    out.seek(0)
    return out


@pytest.fixture
def reviewer_chen(db) -> Actor:
    return person("chen.review@daye.invalid")


@pytest.fixture
def goods_hand(orchard):
    """钱师傅, who sees to the orchard's goods and is no owner."""
    return join(orchard, "qian@orchard.example", "goods")


@pytest.fixture
def pictures_at(tmp_path, monkeypatch) -> PictureFolder:
    folder = PictureFolder(tmp_path / "submissions")
    for module in (picture_store, picture_keep, goods_pictures, goods_pages):
        monkeypatch.setattr(module, "picture_folder", lambda: folder)
    return folder


@pytest.fixture
def shelves(warehouse) -> None:
    """A trade with a category, the attributes of a peach, and a class of goods."""
    kind = ProductType.objects.create(
        name="鲜果", slug="fruit", has_variants=True, is_shipping_required=True
    )
    root = Category.objects.create(name="鲜果", slug="fruit")
    Category.objects.create(name="桃与梨", slug="peach-pear", parent=root)
    for slug, values in {
        "enterprise": (),
        "storage": ("fresh", "ambient"),
        "delivery": ("express", "cold-chain"),
        "season": ("m06", "m07"),
        "tag": ("gift-box",),
    }.items():
        many = slug in ("season", "tag")
        attribute = Attribute.objects.create(
            name=slug, slug=slug, input_type="multiselect" if many else "dropdown"
        )
        for value in values:
            AttributeValue.objects.create(attribute=attribute, slug=value, name=value)
        AttributeProduct.objects.create(product_type=kind, attribute=attribute)
    for slug, values in {"net-content": (), "package": ("carton",)}.items():
        attribute = Attribute.objects.create(name=slug, slug=slug, input_type="dropdown")
        for value in values:
            AttributeValue.objects.create(attribute=attribute, slug=value, name=value)
        AttributeVariant.objects.create(product_type=kind, attribute=attribute)
    for slug, name in (("fruit", "鲜果"), ("bean-products", "豆制品")):
        GoodsClass.objects.create(slug=slug, name=name, standard="", proof_need="none")


@pytest.fixture
def drafted(shelves, pictures_at):
    """Begin goods and fill the form in: `drafted(owner_wang, name="顶级桃")`."""

    def make(actor, **changes) -> Submission:
        submission = listing_draft(actor=actor, now=NOW)
        picture = picture_keep.picture_keep(actor=actor, file=drawn(), now=NOW)
        return submission_save(
            actor=actor,
            submission_id=submission.pk,
            changes={**PEACH, "pictures": [picture.name], **changes},
            version=submission.version,
            now=NOW,
        )

    return make


@pytest.fixture
def submitted(drafted):
    def make(actor, **changes) -> Submission:
        submission = drafted(actor, **changes)
        return submission_submit(actor=actor, submission_id=submission.pk, now=NOW)

    return make


@pytest.fixture
def in_review(submitted, reviewer_chen):
    def make(actor, **changes) -> Submission:
        submission = submitted(actor, **changes)
        return submission_take(actor=reviewer_chen, submission_id=submission.pk)

    return make


@pytest.fixture
def live(in_review, reviewer_chen):
    """Goods that were approved and are licensed: `live(owner_wang)`."""

    def make(actor, **changes) -> Listing:
        submission = in_review(actor, **changes)
        submission_approve(
            actor=reviewer_chen, submission_id=submission.pk, now=NOW + timedelta(hours=1)
        )
        listing = Listing.objects.select_related("product").get(pk=submission.listing_id)
        listing.product.maker.delete()
        carry_brand([listing.product])
        fruit = GoodsClass.objects.get(slug="fruit")
        ProductMaker.objects.filter(product=listing.product).update(goods_class=fruit)
        return listing

    return make


def price(variant) -> Decimal:
    variant.refresh_from_db()
    return variant.price_override_amount


@pytest.fixture
def placed_order(buyer_li, checkout_of):
    """Place an order of Li's: `placed_order((variant, 2))`."""

    def make(*lines):
        checkout = checkout_of(buyer_li, *lines)
        return order_place(
            buyer=buyer_li,
            checkout_token=checkout.token,
            idempotency_key=str(checkout.token),
            now=timezone.now(),
        )

    return make
