"""Pictures of products. Those the operator uploaded in the shop stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from saleor.product.models import Product, ProductImage

from catalog_seed.pictures import PRODUCT_FOLDER, Pictures
from catalog_seed.tables import Catalogue

from .pieces import Found, Piece


def picture_pieces(catalogue: Catalogue, pictures: Pictures, found: Found) -> Iterator[Piece]:
    for row in catalogue.products:
        names = pictures.products.get(row.slug)
        if names:
            yield Piece(
                table="product_pictures",
                key=row.slug,
                content={"names": names},
                write=partial(_write, row.slug, row.name, names, found),
            )


def _write(slug: str, alt: str, names: list[str], found: Found) -> None:
    """Make `names` the product's first pictures, in that order.

    Ours are known by their names, `<slug>-<digest>.webp`; older ones go.
    """
    product = found.one(Product, slug=slug)
    ours = re.compile(rf"{PRODUCT_FOLDER}/{re.escape(slug)}(-\d+)?-[0-9a-f]{{12}}\.webp")
    shown = {image.image.name: image for image in product.images.all()}
    for name, image in shown.items():
        if ours.fullmatch(name) and name not in names:
            image.delete()
    uploaded = [image for name, image in shown.items() if not ours.fullmatch(name)]
    wanted = [shown.get(name) or ProductImage(product=product, image=name) for name in names]
    for position, image in enumerate([*wanted, *uploaded]):
        if image.pk is None:
            image.alt = alt
            image.save()
        ProductImage.objects.filter(pk=image.pk).update(sort_order=position)
