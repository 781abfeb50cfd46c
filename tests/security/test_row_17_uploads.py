"""Row 17: nothing but a picture that we have drawn ourselves reaches the disk."""

from __future__ import annotations

import io
import json
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from graphene import Node
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from saleor.product.models import Category, Collection, ProductImage

from plugins.kernel.pictures import LARGEST_BYTES

PRODUCT_IMAGE = """
mutation Add($product: ID!, $image: Upload!) {
  productImageCreate(input: {product: $product, image: $image, alt: "桃"}) {
    image { id } productErrors { field code }
  }
}
"""
AVATAR = (
    "mutation Set($image: Upload!) { userAvatarUpdate(image: $image) { accountErrors { code } } }"
)
CATEGORY = """
mutation Add($image: Upload) {
  categoryCreate(input: {name: "茶", backgroundImage: $image}) { productErrors { code } }
}
"""
COLLECTION = """
mutation Add($image: Upload) {
  collectionCreate(input: {name: "春茶", isPublished: true, backgroundImage: $image}) {
    productErrors { code }
  }
}
"""
DIGITAL = """
mutation Add($variant: ID!, $file: Upload!) {
  digitalContentCreate(variantId: $variant, input: {useDefaultSettings: true, contentFile: $file}) {
    content { id }
  }
}
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    return tmp_path / "media"


@pytest.fixture
def upload(client_of, operator_chen):
    client = client_of(operator_chen)

    def send(query, content, *, name="peach.png", kind="image/png", field="image", **variables):
        return client.http.post(
            "/staff/graphql/",
            {
                "operations": json.dumps({"query": query, "variables": {**variables, field: None}}),
                "map": json.dumps({"0": [f"variables.{field}"]}),
                "0": SimpleUploadedFile(name, content, kind),
            },
            headers=client.headers,
        )

    return send


def drawn(kind="PNG", size=(600, 400), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#a33").save(out, format=kind, **options)
    return out.getvalue()


def bomb() -> bytes:
    """13,000 × 13,000 pixels in 20 kB."""
    header = b"IHDR" + (13_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    pixels = b"IDAT" + zlib.compress(b"\x00" * (13_001 * 13_000 // 100), 9)

    def chunk(data):
        return (len(data) - 4).to_bytes(4, "big") + data + zlib.crc32(data).to_bytes(4, "big")

    return b"\x89PNG\r\n\x1a\n" + chunk(header) + chunk(pixels) + chunk(b"IEND")


def moving(kind) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue")]
    frames[0].save(out, format=kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


BAD = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": b"<html><script>alert(1)</script></html>",
    "html behind the first bytes of a GIF": b"GIF89a<script>alert(1)</script>",
    "a bomb": bomb(),
    "cut off": drawn()[:200],
    "empty": b"",
    "moving webp": moving("WEBP"),
    "moving png": moving("PNG"),
    "tiff": drawn("TIFF"),
    "pdf": b"%PDF-1.7 nothing",
    "too large": drawn() + b"0" * LARGEST_BYTES,
}


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_picture_is_refused(upload, goods, media, what):
    product = Node.to_global_id("Product", goods("桃", "9.90").product_id)

    answer = upload(PRODUCT_IMAGE, BAD[what], product=product)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "PICTURE_INVALID"
    assert ProductImage.objects.count() == 0
    assert files_in(media) == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_drawn_anew_under_a_random_name(upload, goods, media, kind):
    product = Node.to_global_id("Product", goods("桃", "9.90").product_id)
    hidden = PngInfo()
    hidden.add_text("Comment", "<script>alert(1)</script>")
    exif = Image.Exif()
    exif[0x010E] = "GPS of Zhou"
    options = {"PNG": {"pnginfo": hidden}, "JPEG": {"exif": exif}}.get(kind, {})

    answer = upload(
        PRODUCT_IMAGE,
        drawn(kind, **options) + b"<script>alert(1)</script>",
        name="../../evil.html",
        product=product,
    ).json()

    assert answer["data"]["productImageCreate"]["productErrors"] == []
    stored = ProductImage.objects.get().image
    assert Path(stored.name).suffix == ".webp"
    assert "evil" not in stored.name
    for file in files_in(media):
        content = file.read_bytes()
        assert b"script" not in content
        assert b"Zhou" not in content
    with Image.open(stored.path) as kept:
        assert (kept.format, kept.size) == ("WEBP", (600, 400))


def test_a_gif_gives_its_first_frame(upload, goods):
    product = Node.to_global_id("Product", goods("桃", "9.90").product_id)

    upload(PRODUCT_IMAGE, moving("GIF"), product=product)

    with Image.open(ProductImage.objects.get().image.path) as kept:
        assert getattr(kept, "n_frames", 1) == 1
        assert kept.convert("RGB").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize("query", [CATEGORY, COLLECTION])
def test_all_mutations_that_take_files_are_covered(upload, media, query):
    refused = upload(query, BAD["svg"])
    taken = upload(query, drawn()).json()

    assert refused.json()["errors"][0]["extensions"]["code"] == "PICTURE_INVALID"
    assert "errors" not in taken, taken
    kept = [
        *Category.objects.values_list("background_image", flat=True),
        *Collection.objects.values_list("background_image", flat=True),
    ]
    assert [Path(name).suffix for name in kept if name] == [".webp"]


@pytest.mark.parametrize(
    ("query", "field", "names"), [(AVATAR, "image", ()), (DIGITAL, "file", ("variant",))]
)
def test_avatars_and_digital_goods_are_not_served(upload, goods, media, query, field, names):
    """Were they ever: their files would pass the same place."""
    variant = Node.to_global_id("ProductVariant", goods("桃", "9.90").pk)

    answer = upload(query, b"MZ\x90\x00", field=field, **dict.fromkeys(names, variant))

    assert answer.json()["errors"][0]["extensions"]["code"] == "REQUEST_INVALID"
    assert files_in(media) == []


def test_media_shows_pictures_and_nothing_else(visitor, media):
    media.mkdir()
    (media / "a.html").write_text("<script>alert(1)</script>")
    (media / "a.svg").write_text("<svg onload='alert(1)'/>")
    (media / "a.webp").write_bytes(drawn("WEBP"))

    assert visitor.http.get("/media/a.html").status_code == 404
    assert visitor.http.get("/media/a.svg").status_code == 404
    assert visitor.http.get("/media/../secrets/jwt.webp").status_code in (400, 404)
    shown = visitor.http.get("/media/a.webp")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert shown.cookies == {}
