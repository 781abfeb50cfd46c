"""Pictures in the shop's media folder, in every size that pages ask for.

Laid there before the catalogue's transaction, which then only names them. A
file's name holds the digest of what it was made from: a file that exists is
right, and a run that fails later leaves nothing wrong behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from saleor.product.models import Category, Collection, ProductImage

from catalog_seed.drawing import Drawing, drawn
from catalog_seed.errors import PicturesFailed
from catalog_seed.tables import Catalogue

PRODUCT_FOLDER = "products"
ERRORS_SHOWN = 5

Progress = Callable[[Iterable[Any], int, str], Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """Names in media: of products and enterprises by slug, of banners by trade."""

    products: dict[str, list[str]] = field(default_factory=dict)
    banners: dict[str, str] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    brand: str | None = None


@dataclass(frozen=True)
class ImagePlace:
    """An image field of the engine: where its files lie and which sizes it serves."""

    model: Any
    attribute: str
    size_set: str
    folder: str


_COLLECTION = ImagePlace(
    Collection, "background_image", "background_images", "collection-backgrounds"
)
PLACES = {
    "product": ImagePlace(ProductImage, "image", "products", PRODUCT_FOLDER),
    "banner": ImagePlace(Category, "background_image", "background_images", "category-backgrounds"),
    "mark": _COLLECTION,
    "brand": _COLLECTION,
}


def pictures_of(catalogue: Catalogue, *, cache: Path, progress: Progress) -> Pictures:
    """Lay out every picture the catalogue needs; what is there already stays.

    `cache` keeps what was drawn. `progress` wraps an iterable of known length.

    Raises:
        PicturesFailed: naming those that could not be made.
    """
    drawings = drawings_of(catalogue)
    names: dict[Drawing, list[str]] = {}
    problems: list[str] = []
    for each in progress(drawn(drawings, cache=cache), len(drawings), "图片 · pictures"):
        if each.problem:
            problems.append(each.problem)
        else:
            place = PLACES[each.drawing.kind]
            names[each.drawing] = [laid_out(path, place) for path in each.paths]
    if problems:
        raise PicturesFailed(count=len(problems), details="; ".join(problems[:ERRORS_SHOWN]))
    return Pictures(
        products={key.slug: name for key, name in names.items() if key.kind == "product"},
        banners={key.trade: name[0] for key, name in names.items() if key.kind == "banner"},
        marks={key.slug: name[0] for key, name in names.items() if key.kind == "mark"},
        brand=names[Drawing(kind="brand")][0],
    )


def drawings_of(catalogue: Catalogue) -> list[Drawing]:
    trades = dict.fromkeys(row.banner for row in catalogue.categories if row.banner)
    return [
        *(Drawing(kind="product", slug=row.slug, trade=row.trade) for row in catalogue.products),
        *(Drawing(kind="banner", trade=trade) for trade in trades),
        *(Drawing(kind="mark", slug=row.slug) for row in catalogue.enterprises),
        Drawing(kind="brand"),
    ]


def laid_out(path: Path, place: ImagePlace) -> str:
    """Copy one picture into media with its sizes; return its name there."""
    name = f"{place.folder}/{path.name}"
    if not default_storage.exists(name):
        with path.open("rb") as file:
            default_storage.save(name, File(file))
    thumbnail = getattr(place.model(**{place.attribute: name}), place.attribute).thumbnail
    for _, key in settings.VERSATILEIMAGEFIELD_RENDITION_KEY_SETS[place.size_set]:
        width, height = map(int, key.removeprefix("thumbnail__").split("x"))
        sized = thumbnail[f"{width}x{height}"].name
        # Asked of the storage: the field's own cache outlives an emptied folder.
        if not default_storage.exists(sized):
            thumbnail.create_resized_image(
                path_to_image=name, save_path_on_storage=sized, width=width, height=height
            )
    return name
