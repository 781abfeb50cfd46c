"""Who answers `/`, and under which policy."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.django_db
PAGE = b"<!DOCTYPE html><title>\xe5\x86\xb6\xe9\x87\x8c\xe9\x9b\x86</title><div id=app></div>"


@pytest.fixture
def built(settings, tmp_path):
    (tmp_path / "index.html").write_bytes(PAGE)
    settings.MINI_SHOP_BUILD = tmp_path
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

    assert response.content == PAGE
    assert response["Cache-Control"] == "no-cache"
    policy = response["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "unsafe" not in policy


def test_the_page_is_asked_for_again_and_costs_nothing(client, built):
    first = client.get("/")

    again = client.get("/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304


def test_pages_of_text_and_goods_stay_with_the_window(client, built):
    assert client.get("/catalogue/").status_code == 200
    assert client.get("/pages/no-such-page/").status_code == 404


def test_nobody_posts_to_it(client, built):
    assert client.post("/").status_code == 405
