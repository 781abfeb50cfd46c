"""Write approved content into Saleor's catalogue. Part of `submission_approve`'s transaction."""

from __future__ import annotations

import hashlib
from datetime import datetime
from html import escape
from typing import Any

from saleor.product.models import Category, Collection, Product

from plugins.brand.public import Actor, GoodsClass, product_maker_set
from plugins.brand.public import Role as BrandRole
from plugins.kernel import audit
from plugins.listings.models import Listing, Submission
from plugins.listings.rules.content import Content
from plugins.listings.rules.edits import FIELD_TEXT, changes_between
from plugins.listings.rules.labels import BASES, ITEM_TEXT, wanted_items
from plugins.listings.selectors.live_content import LABEL_PART, live_content
from plugins.listings.selectors.vocabulary import product_type_of
from plugins.listings.services.goods_attributes import attributes_write
from plugins.listings.services.goods_pictures import pictures_write
from plugins.listings.services.goods_variants import variants_write
from plugins.orders.public import EXEMPT, NO_REASON_RETURN

#: Kept cool or cold: fresh goods, which the law exempts from returns without a reason.
PERISHABLE = ("fresh", "cold")
#: What Saleor has no place for.
KEPT = ("standard", "grade", "label", "compliance", "shipping")


def goods_write(*, submission: Submission, actor: Actor, now: datetime) -> Product:
    """Bring the product to what the submission says.

    Of live goods only what the submission changes is written: prices, stocks and what
    the office has edited meanwhile stay.

    Raises:
        ChoiceUnknown, PictureNotFound, WarehouseMissing
    """
    listing, said = submission.listing, submission.said
    base = submission.live_before
    if base is None:
        fields = set(FIELD_TEXT)
        content = said
    else:
        fields = {change.field for change in changes_between(base, said)}
        content = live_content(listing).with_(**{field: getattr(said, field) for field in fields})
    product = _product(listing, content, fields)
    attributes_write(product=product, listing=listing, content=content)
    variants_write(product=product, listing=listing, content=content)
    if "pictures" in fields:
        pictures_write(product=product, listing=listing, names=content.pictures)
    _facts(listing, product, content)
    if "goods_class" in fields:
        _maker(listing, product, content, actor=actor, now=now)
    audit.record(
        "listings.listing.written",
        listing,
        actor=actor.name,
        product=product.pk,
        fields=sorted(fields),
    )
    return product


def _product(listing: Listing, content: Content, fields: set[str]) -> Product:
    product = listing.product
    if product is None:
        product = Product(
            slug=f"{listing.enterprise.slug}-{listing.pk}",
            currency="CNY",
            price_amount=content.variants[0].price,
            minimal_variant_price_amount=content.variants[0].price,
            is_published=True,
        )
    product.name = product.seo_title = content.name
    product.product_type = product_type_of(content.category)
    product.category = Category.objects.get(slug=content.category)
    _describe(product, content)
    product.metadata = {**(product.metadata or {}), **_metadata(listing, content)}
    if content.attributes.get("storage", ("",))[0] not in PERISHABLE:
        product.metadata.pop(NO_REASON_RETURN, None)
    product.save()
    return product


def _describe(product: Product, content: Content) -> None:
    """The description, and below it what the label says: buyers read both before paying."""
    paragraphs = [line.strip() for line in content.description.splitlines() if line.strip()]
    label = label_lines(content)
    product.description = "".join(f"<p>{escape(text)}</p>" for text in [*paragraphs, *label])
    product.description_json = {
        "blocks": [_block(text, {}) for text in paragraphs]
        + [_block(text, LABEL_PART) for text in label],
        "entityMap": {},
    }
    product.seo_description = " ".join(paragraphs)[:300]


def label_lines(content: Content) -> list[str]:
    """Return what the label says as lines of text."""
    lines = []
    if content.grade:
        lines.append(f"等级：{content.grade}")
    if content.standard:
        lines.append(f"产品标准代号：{content.standard}")
    lines += [
        f"{ITEM_TEXT[item].zh}：{content.label[item.value]}"
        for item in wanted_items(content.goods_class)
        if content.label.get(item.value)
    ]
    if content.compliance.basis:
        lines.append(f"承诺达标合格证：随货附带，承诺依据为{BASES[content.compliance.basis]}")
    return lines


def _block(text: str, data: dict[str, str]) -> dict[str, Any]:
    return {
        "key": hashlib.sha256(text.encode()).hexdigest()[:5],
        "text": text,
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [],
        "data": data,
    }


def _metadata(listing: Listing, content: Content) -> dict[str, str]:
    """What other packages read of a product without joining its attributes."""
    months = [
        str(int(value[1:])) for value in content.attributes.get("season", ()) if value[1:].isdigit()
    ]
    exempt = content.attributes.get("storage", ("",))[0] in PERISHABLE
    return {
        **({NO_REASON_RETURN: EXEMPT} if exempt else {}),
        "enterprise": listing.enterprise.slug,
        "origin_town": next(iter(content.attributes.get("origin-town", ())), ""),
        "season_months": ";".join(months or map(str, range(1, 13))),
    }


def _facts(listing: Listing, product: Product, content: Content) -> None:
    facts = content.as_json()
    listing.product = product
    listing.facts = {name: facts[name] for name in KEPT}
    listing.save(update_fields=["product", "facts"])


def _maker(
    listing: Listing, product: Product, content: Content, *, actor: Actor, now: datetime
) -> None:
    """Approving goods is deciding whose they are: the reviewer needs no further permission."""
    product_maker_set(
        product_id=product.pk,
        enterprise=listing.enterprise,
        goods_class=GoodsClass.objects.get(slug=content.goods_class),
        actor=Actor(
            name=actor.name,
            user_id=actor.user_id,
            permissions=frozenset({BrandRole.MANAGE_ENTERPRISES}),
        ),
        now=now,
    )
    shelf = Collection.objects.filter(
        slug=listing.enterprise.slug, metadata__kind="enterprise"
    ).first()
    if shelf is not None:
        shelf.products.add(product)
