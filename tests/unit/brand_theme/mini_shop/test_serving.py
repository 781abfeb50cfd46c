"""Who answers `/`, and under which policy."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.unit.brand_theme.window.conftest import tell

__all__ = ["tell"]

pytestmark = pytest.mark.django_db
PAGE = '<!DOCTYPE html><title>冶里集</title></head><body><div id="app"></div></body>'.encode()


@pytest.fixture
def built(settings, tmp_path):
    (tmp_path / "index.html").write_bytes(PAGE)
    settings.MINI_SHOP_BUILD = tmp_path
    cache.clear()
    return tmp_path


def test_without_a_build_the_window_answers(client):
    response = client.get("/")

    assert response.status_code == 200
    assert "window.css" in response.content.decode()


def test_without_a_build_an_inner_page_is_not_found(client):
    assert client.get("/pages/order/detail?number=1").status_code == 404


@pytest.mark.parametrize("path", ["/", "/pages/home/index", "/pages/order/detail?number=26070112"])
def test_the_built_page_answers_every_address_of_the_mini_shop(client, built, path):
    response = client.get(path)

    assert response.content.startswith("<!DOCTYPE html><title>冶里集</title>".encode())
    assert response["Cache-Control"] == "no-cache"
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy


def test_the_page_is_asked_for_again_and_costs_nothing(client, built):
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    # A browser puts the headers of this answer in the place of those it keeps with the page.
    assert "Content-Security-Policy" not in again


def test_the_first_page_brings_its_content_and_its_first_picture(client, built, goods, tell):
    peach = goods("狗血桃</script>", "49.90").product
    tell(peach, "season", **{f"m{timezone.localtime().month:02}": "当月"})

    html = client.get("/").content.decode()

    island = html.split('id="served-home">')[1].split("</script>")[0]
    assert json.loads(island)["inSeason"][0]["name"] == "狗血桃</script>"
    curtain = html.split('<div id="app">')[0]
    assert "狗血桃&lt;/script&gt;" in curtain
    assert 'fetchpriority="high"' in curtain
    assert "served-home" not in client.get("/pages/goods/list").content.decode()


def test_the_first_page_is_made_once_for_many(client, built, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(0):
        client.get("/")


def test_pages_of_text_and_goods_stay_with_the_window(client, built):
    assert client.get("/catalogue/").status_code == 200
    assert client.get("/pages/no-such-page/").status_code == 404


def test_nobody_posts_to_it(client, built):
    assert client.post("/").status_code == 405
