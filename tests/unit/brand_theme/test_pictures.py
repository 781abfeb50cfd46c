"""From a drawing or a photograph to the WebP the shop serves."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from brand_theme.art import (
    BANNER_SIZES,
    BRAND_FORMS,
    PICTURE_WIDTHS,
    TRADES,
    banner_for,
    brand_mark_for,
    enterprise_mark_for,
    picture_for,
    pictures_for,
    rendition,
)
from brand_theme.art.errors import (
    DrawingBroken,
    MarkMissing,
    PhotoBroken,
    PhotoTooLarge,
    UnknownTrade,
)
from brand_theme.art.photos import photos_of, square_photo
from brand_theme.art.vector import rasterise

PEACH = "baoan-gouxue-tao"
ORIENTATION, GPS = 0x0112, 0x8825


@pytest.fixture
def photos(tmp_path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder


def jpeg(path: Path, *, size: tuple[int, int], colour: str, exif: Image.Exif | None = None) -> Path:
    Image.new("RGB", size, colour).save(path, "JPEG", exif=exif or Image.Exif())
    return path


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as picture:
        assert picture.format == "WEBP"
        return picture.size


def test_picture_and_its_renditions_have_the_declared_widths(tmp_path, photos):
    path = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)

    sizes = [size_of(path), *(size_of(rendition(path, w)) for w in PICTURE_WIDTHS[1:])]

    assert sizes == [(1080, 1080), (540, 540), (270, 270)]


def test_same_inputs_give_the_same_bytes(tmp_path, photos):
    first, second = (
        picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path / name, photo_dir=photos)
        for name in ("one", "two")
    )

    assert first.name == second.name
    assert first.read_bytes() == second.read_bytes()


def test_a_picture_that_exists_is_not_made_again(tmp_path, photos):
    path = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)
    made = path.stat().st_mtime_ns

    again = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)

    assert again == path
    assert again.stat().st_mtime_ns == made


def test_unknown_trade_lists_the_known_ones(tmp_path, photos):
    with pytest.raises(UnknownTrade, match=r"jewellery.*fruit, tea"):
        picture_for(slug=PEACH, trade="jewellery", out_dir=tmp_path, photo_dir=photos)


def test_photograph_replaces_the_drawing(tmp_path, photos):
    drawn = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)
    jpeg(photos / f"{PEACH}.jpg", size=(1600, 1200), colour="#1040C0")

    path = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)

    with Image.open(path) as picture:
        red, green, blue = picture.convert("RGB").getpixel((1000, 1000))
    assert size_of(path) == (1080, 1080)
    # Its own colour even where the seal would be.
    assert (red < 40, 50 < green < 80, blue > 170) == (True, True, True)
    assert not drawn.exists()


def test_extra_photographs_follow_in_order(tmp_path, photos):
    for number in (10, 2):
        jpeg(photos / f"{PEACH}-{number}.jpg", size=(300, 300), colour="white")
    jpeg(photos / f"{PEACH}-dried.jpg", size=(300, 300), colour="white")

    names = [
        path.name.rsplit("-", 1)[0]
        for path in pictures_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)
    ]

    assert names == [PEACH, f"{PEACH}-2", f"{PEACH}-10"]


def test_photograph_is_turned_upright_and_cropped_to_the_middle(photos):
    picture = Image.new("RGB", (400, 200), "white")
    picture.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION] = 6  # taken with the camera turned: rotate 90° clockwise
    picture.save(photos / "turned.jpg", "JPEG", exif=exif, quality=95)

    upright = square_photo(photos / "turned.jpg", width=100)

    assert upright.size == (100, 100)
    assert upright.getpixel((50, 10))[1] < 60  # red above
    assert upright.getpixel((50, 90))[1] > 200  # white below


def test_place_of_capture_does_not_reach_the_shop(tmp_path, photos):
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "Li's phone"
    jpeg(photos / f"{PEACH}.jpg", size=(600, 600), colour="white", exif=exif)

    path = picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)

    with Image.open(path) as picture:
        assert dict(picture.getexif()) == {}
        assert {"exif", "icc_profile", "xmp"} & set(picture.info) == set()
    assert b"Li's phone" not in path.read_bytes()


def test_transparent_photograph_stands_on_white(photos):
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(photos / "logo.png")

    assert square_photo(photos / "logo.png", width=20).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"not a picture", id="text"),
        pytest.param(b"", id="empty"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
    ],
)
def test_broken_photograph_is_named(tmp_path, photos, content):
    (photos / f"{PEACH}.jpg").write_bytes(content)

    with pytest.raises(PhotoBroken, match=rf"{PEACH}\.jpg"):
        picture_for(slug=PEACH, trade="fruit", out_dir=tmp_path, photo_dir=photos)
    assert list(tmp_path.glob("*.webp")) == []


def test_photograph_cut_short_is_named(photos):
    whole = io.BytesIO()
    Image.effect_noise((400, 400), 90).convert("RGB").save(whole, "JPEG")
    (photos / "half.jpg").write_bytes(whole.getvalue()[: whole.tell() // 2])

    with pytest.raises(PhotoBroken, match=r"half\.jpg"):
        square_photo(photos / "half.jpg", width=100)


def test_format_outside_the_list_is_refused_whatever_its_name(photos):
    Image.new("RGB", (20, 20)).save(photos / "gif.jpg", "GIF")

    with pytest.raises(PhotoBroken, match=r"gif\.jpg"):
        square_photo(photos / "gif.jpg", width=10)


def test_photograph_with_too_many_pixels_is_refused_before_decoding(photos, monkeypatch):
    monkeypatch.setattr("brand_theme.art.photos.MAX_PIXELS", 9_999)
    jpeg(photos / "wide.jpg", size=(100, 100), colour="white")

    with pytest.raises(PhotoTooLarge, match=r"wide\.jpg.*10000 px.*9999 px"):
        square_photo(photos / "wide.jpg", width=10)


def test_photograph_with_too_many_bytes_is_refused(photos, monkeypatch):
    monkeypatch.setattr("brand_theme.art.photos.MAX_BYTES", 100)
    jpeg(photos / "heavy.jpg", size=(100, 100), colour="white")

    with pytest.raises(PhotoTooLarge, match=r"heavy\.jpg.*100 B"):
        square_photo(photos / "heavy.jpg", width=10)


def test_photographs_of_a_longer_slug_are_not_taken(photos):
    jpeg(photos / "jinniu-lanmei-jiu.jpg", size=(9, 9), colour="white")
    jpeg(photos / "jinniu-lanmei-2.JPG", size=(9, 9), colour="white")

    assert photos_of("jinniu-lanmei", photo_dir=photos) == [photos / "jinniu-lanmei-2.JPG"]


@pytest.mark.parametrize("trade", TRADES)
def test_banner_has_its_size(trade, tmp_path, photos):
    size = BANNER_SIZES[1]

    path = banner_for(trade=trade, out_dir=tmp_path, size=size, photo_dir=photos)

    assert size_of(path) == size == (1080, 440)


def test_photograph_replaces_a_banner(tmp_path, photos):
    jpeg(photos / "banner-fruit.jpg", size=(2000, 700), colour="black")

    path = banner_for(trade="fruit", out_dir=tmp_path, photo_dir=photos)

    with Image.open(path) as picture:
        assert picture.size == (1440, 480)
        assert max(picture.convert("RGB").getpixel((720, 240))) < 10


def test_enterprise_mark_has_its_sizes(tmp_path, photos):
    path = enterprise_mark_for(slug="zhaoshan-taoshe", out_dir=tmp_path, photo_dir=photos)

    assert size_of(path) == (512, 512)
    assert size_of(rendition(path, 128)) == (128, 128)


def test_enterprise_without_a_mark_is_named(tmp_path, photos):
    with pytest.raises(MarkMissing, match="nobody"):
        enterprise_mark_for(slug="nobody", out_dir=tmp_path, photo_dir=photos)


@pytest.mark.parametrize("form", BRAND_FORMS)
def test_brand_mark_keeps_its_transparency(form, tmp_path):
    path = brand_mark_for(form=form, width=128, out_dir=tmp_path)

    with Image.open(path) as picture:
        assert picture.width == 128
        assert picture.convert("RGBA").getchannel("A").getextrema() == (0, 255)


def test_seal_is_legible_at_32_pixels(tmp_path):
    path = brand_mark_for(form="seal", width=32, out_dir=tmp_path)

    with Image.open(path) as picture:
        grey = picture.convert("L").crop((4, 4, 28, 28))
    strokes = grey.point(lambda value: 255 * (value > 200)).histogram()[255] / 24**2
    ground = grey.point(lambda value: 255 * (value < 135)).histogram()[255] / 24**2
    # Strokes and ground both stay solid instead of melting into one tone.
    assert strokes > 0.2
    assert ground > 0.3


def test_drawing_that_is_not_svg_is_named():
    with pytest.raises(DrawingBroken, match=r"odd\.svg"):
        rasterise("<svg", width=10, origin="odd.svg")
