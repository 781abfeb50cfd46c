"""Approved pictures become public. Part of `goods_write`."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from saleor.product.models import Product, ProductImage

from plugins.listings.errors import PictureNotFound
from plugins.listings.models import Listing, ListingPicture
from plugins.listings.picture_store import picture_folder
from plugins.listings.selectors.live_content import LIVE_PICTURE


def pictures_write(*, product: Product, listing: Listing, names: Sequence[str]) -> None:
    """Make `names` the product's pictures, in that order.

    Raises:
        PictureNotFound: one is gone.
    """
    shown = {f"{LIVE_PICTURE}{image.pk}": image for image in product.images.all()}
    wanted = [shown.pop(name, None) or _new(product, listing, name) for name in names]
    for image in shown.values():
        image.delete()
    for position, image in enumerate(wanted):
        ProductImage.objects.filter(pk=image.pk).update(sort_order=position)


def _new(product: Product, listing: Listing, name: str) -> ProductImage:
    is_own = ListingPicture.objects.filter(enterprise_id=listing.enterprise_id, name=name).exists()
    path = picture_folder().path_of(name)
    if not is_own or not path.is_file():
        raise PictureNotFound(field="pictures")
    image = ProductImage(product=product, image=_published(name), alt=product.name)
    image.save()
    return image


def _published(name: str) -> str:
    """Copy a picture into the public media; one that was copied before is taken as it is."""
    public = f"products/listing-{name}.webp"
    if not default_storage.exists(public):
        content = picture_folder().path_of(name).read_bytes()
        default_storage.save(public, ContentFile(content))
    return public
