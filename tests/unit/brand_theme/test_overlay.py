from __future__ import annotations

from PIL import Image

from brand_theme.art.overlay import with_brand_mark

WHITE = (255, 255, 255)


def test_mark_stands_in_the_lower_right_corner_and_nowhere_else():
    picture = Image.new("RGB", (400, 300), WHITE)

    marked = with_brand_mark(picture)

    assert marked.size == (400, 300)
    touched = Image.composite(
        Image.new("L", marked.size, 255),
        Image.new("L", marked.size, 0),
        marked.convert("L").point(lambda value: 255 * (value < 250)).convert("1"),
    ).getbbox()
    assert touched is not None
    left, top, right, bottom = touched
    assert (left, top) >= (350, 250)
    assert right <= 388
    assert bottom <= 288
    assert picture.getpixel((370, 270)) == WHITE


def test_mark_fits_any_picture():
    for size in ((40, 3000), (3000, 40), (16, 16)):
        assert with_brand_mark(Image.new("L", size, 255)).size == size
