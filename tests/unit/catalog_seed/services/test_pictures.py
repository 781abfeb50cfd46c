"""Pictures are drawn, sized, shown, and replaced; nothing piles up."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from PIL import Image
from saleor.product.models import Category, Collection, Product, ProductImage

from catalog_seed import drawing
from catalog_seed.errors import PicturesFailed
from catalog_seed.pictures import Pictures, pictures_of


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


def make(files, tmp_path) -> Pictures:
    return pictures_of(
        files.read(), cache=tmp_path / "art", progress=lambda items, total, label: items
    )


def test_pictures_are_laid_out_and_shown(small_files, load, media, tmp_path):
    pictures = make(small_files, tmp_path)
    load(small_files.read(), pictures=pictures)

    for product in Product.objects.all():
        [image] = product.images.all()
        assert image.alt == product.name
        assert image.image.name == pictures.products[product.slug][0]
        with Image.open(image.image.path) as opened:
            assert (opened.format, opened.size) == ("WEBP", (1080, 1080))
        for size in (60, 120, 255, 510, 540, 1080):
            assert default_storage.exists(image.image.thumbnail[f"{size}x{size}"].name)
    assert Category.objects.get(slug="snack").background_image.name == pictures.banners["snack"]
    for collection in Collection.objects.filter(metadata__kind__in=("regional", "enterprise")):
        assert default_storage.exists(collection.background_image.thumbnail["1080x440"].name)

    files = sorted(path for path in media.rglob("*") if path.is_file())
    times = [path.stat().st_mtime_ns for path in files]
    report = load(small_files.read(), pictures=make(small_files, tmp_path))
    assert report.changed == 0
    assert sorted(path for path in media.rglob("*") if path.is_file()) == files
    assert [path.stat().st_mtime_ns for path in files] == times


def test_lost_media_file_is_laid_out_again(small_files, media, tmp_path):
    pictures = make(small_files, tmp_path)
    name = pictures.products["jinniu-mahua"][0]
    (media / name).unlink()

    make(small_files, tmp_path)

    assert (media / name).exists()


def test_newer_picture_replaces_ours_and_keeps_the_operators(small_shop, load, media):
    old, new = (
        "products/jinniu-mahua-0123456789ab.webp",
        "products/jinniu-mahua-ba9876543210.webp",
    )
    load(small_shop.read(), pictures=Pictures(products={"jinniu-mahua": [old]}))
    twist = Product.objects.get(slug="jinniu-mahua")
    ProductImage.objects.create(product=twist, image="products/my-photo.jpg", alt="门口")

    load(small_shop.read(), pictures=Pictures(products={"jinniu-mahua": [new]}))

    assert [image.image.name for image in twist.images.all()] == [new, "products/my-photo.jpg"]


def test_all_failed_pictures_are_named_and_nothing_is_loaded(small_files, media, tmp_path):
    rows = small_files.rows("products")
    rows[1]["slug"] = "no-drawing"
    small_files.write("products", rows)
    small_files.write(
        "variants",
        [
            {**row, "product": row["product"].replace("jinniu-mahua", "no-drawing")}
            for row in small_files.rows("variants")
        ],
    )
    small_files.keep("synonyms", lambda row: row["slugs"] != "jinniu-mahua")

    with pytest.raises(PicturesFailed) as refusal:
        make(small_files, tmp_path)

    assert refusal.value.params["count"] == 1
    assert "no-drawing" in refusal.value.params["details"]


def test_cold_cache_is_drawn_by_processes_and_a_warm_one_is_not(tmp_path, monkeypatch):
    wanted = [drawing.Drawing(kind="mark", slug="linxia-yu")]
    [cold] = drawing.drawn(wanted, cache=tmp_path)
    monkeypatch.setattr(drawing, "ProcessPoolExecutor", None)

    [warm] = drawing.drawn(wanted, cache=tmp_path)

    assert warm == cold
    assert cold.paths[0].is_file()
