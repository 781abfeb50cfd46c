"""Who answers `/`, and under which policy."""

from __future__ import annotations

import gzip
import json

import pytest
from django.core.cache import cache
from django.utils import timezone

from plugins.brand.models import LicensedGoods
from saleor_config.door.rates import RATE_CLASSES, RateClass
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
    assert "served-home" not in client.get("/pages/goods/detail").content.decode()


def test_the_first_page_is_made_once_for_many(client, built, django_assert_num_queries):
    client.get("/")

    with django_assert_num_queries(0):
        client.get("/")


GOOD = "/pages/goods/detail"


def test_a_good_brings_its_content_and_its_picture(client, built, goods, django_assert_num_queries):
    peach = goods("狗血桃</script>", "49.90").product

    html = client.get(GOOD, {"slug": peach.slug}).content.decode()

    island = html.split('id="served-good">')[1].split("</script>")[0]
    good = json.loads(island)
    assert (good["slug"], good["priceFen"]) == (peach.slug, 4990)
    curtain = html.split('<div id="app">')[0]
    assert "狗血桃&lt;/script&gt;" in curtain
    assert "¥49.90" in curtain
    with django_assert_num_queries(0):
        client.get(GOOD, {"slug": peach.slug})


def test_a_good_without_a_licence_is_not_drawn(client, built, goods):
    peach = goods("狗血桃", "49.90").product
    LicensedGoods.objects.filter(product=peach).delete()

    assert client.get(GOOD, {"slug": peach.slug}).content == PAGE


@pytest.mark.parametrize("slug", ["", "nobody", "x" * 300, "../..", "<b>"])
def test_what_is_no_good_gets_the_bare_page(client, built, slug):
    response = client.get(GOOD, {"slug": slug})

    assert (response.status_code, response.content) == (200, PAGE)


LIST = "/pages/goods/list"


def served_goods(client, **ticked):
    html = client.get(LIST, ticked).content.decode()
    assert 'id="served-goods">' in html, "no goods in the page"
    return json.loads(html.split('id="served-goods">')[1].split("</script>")[0])


def test_a_list_brings_its_first_goods(client, built, goods, django_assert_num_queries):
    peach = goods("狗血桃</script>", "49.90").product

    served = served_goods(client)

    assert [each["slug"] for each in served["answer"]["shopGoods"]["nodes"]] == [peach.slug]
    assert (served["asked"]["first"], served["asked"]["sort"]) == (20, "SHELF")
    with django_assert_num_queries(0):
        client.get(LIST)


def test_a_list_of_one_tick_brings_its_own_goods(client, built, goods, tell):
    peach = goods("狗血桃", "49.90").product
    goods("白茶", "120.00")
    tell(peach, "season", m07="当月")

    served = served_goods(client, month="7")

    assert served["asked"]["month"] == 7
    assert [each["name"] for each in served["answer"]["shopGoods"]["nodes"]] == ["狗血桃"]


@pytest.mark.parametrize(
    "ticked",
    [
        {"query": "桃"},
        {"town": "nowhere"},
        {"month": "13"},
        {"month": "7", "town": "baoan"},
        {"town": "<b>"},
        {"sort": "NEWEST"},
        {"utm": "1"},
    ],
)
def test_other_lists_ask_for_themselves(client, built, goods, ticked):
    goods("狗血桃", "49.90")

    response = client.get(LIST, ticked)

    assert (response.status_code, response.content) == (200, PAGE)


@pytest.mark.parametrize(
    ("made_up", "real", "island"),
    [
        ("list?town=made-up-{}", "list", "served-goods"),
        ("detail?slug=made-up-{}", "detail?slug={}", "served-good"),
    ],
)
def test_made_up_addresses_ask_no_more_than_the_door_allows(
    client, built, goods, settings, monkeypatch, django_assert_num_queries, made_up, real, island
):
    settings.RATE_LIMIT_FACTOR = 1
    real = real.format(goods("狗血桃", "49.90").product.slug)
    monkeypatch.setitem(RATE_CLASSES, "read", RateClass(account=9, address=3))
    for number in range(3):
        client.get("/pages/goods/" + made_up.format(number))

    with django_assert_num_queries(0):
        refused = client.get("/pages/goods/" + made_up.format(4))
        bare = client.get(f"/pages/goods/{real}")
    elsewhere = client.get(f"/pages/goods/{real}", REMOTE_ADDR="10.9.9.9")

    assert refused.status_code == bare.status_code == 200
    assert island not in bare.content.decode()
    assert island in elsewhere.content.decode()
    assert island in client.get(f"/pages/goods/{real}").content.decode(), "kept costs nothing"


def test_home_stands_without_its_content_for_whoever_asks_too_often(client, built, monkeypatch):
    monkeypatch.setitem(RATE_CLASSES, "read", RateClass(account=9, address=0))

    page = client.get("/")

    assert page.status_code == 200
    assert "served-home" not in page.content.decode()


def test_pages_name_the_files_that_the_build_lists_for_them(client, built):
    assets = built / "files" / "assets"
    assets.mkdir(parents=True)
    (assets / "index-a.js").write_text(
        'm.viteFileDeps = ["assets/pages-goods-list.b.js","assets/list-c.css","assets/other.js"];'
        'import("./pages-goods-list.b.js"),__vite__mapDeps([0,1])'
    )

    page = client.get("/pages/goods/list").content.decode()

    assert '<link rel="modulepreload" crossorigin href="/assets/pages-goods-list.b.js">' in page
    assert '<link rel="stylesheet" crossorigin href="/assets/list-c.css">' in page
    assert "other.js" not in page
    assert client.get("/pages/order/list").content == PAGE


def test_pages_travel_compressed(client, built, goods):
    slug = goods("狗血桃", "49.90").product.slug

    response = client.get(GOOD, {"slug": slug}, headers={"accept-encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert "狗血桃" in gzip.decompress(response.content).decode()
    again = client.get(GOOD, {"slug": slug}, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_pages_of_text_and_goods_stay_with_the_window(client, built):
    assert client.get("/catalogue/").status_code == 200
    assert client.get("/pages/no-such-page/").status_code == 404


def test_nobody_posts_to_it(client, built):
    assert client.post("/").status_code == 405
