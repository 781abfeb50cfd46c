"""`validate_storefront_url` took `javascript:` and unencrypted addresses."""

import pytest
from django.core.exceptions import ValidationError
from saleor.graphql.account.mutations import base
from saleor.graphql.checkout import mutations as checkout
from saleor.graphql.shop import mutations as shop

from tests.security.conftest import PAGE, staff_ask

REFUSED = [
    "javascript://shop.example.com/%0aalert(1)",
    "http://shop.example.com/reset",
    "https://shop.example.com.evil.com/",
    "https://evil.com#shop.example.com",
    "https://shop.example.com@evil.com/",
    "https://user:pass@shop.example.com/",
    "https://shop.example.com\\@evil.com/",
    "https://shop.example.com/\r\nSet-Cookie: a=b",
    "//shop.example.com/reset",
    "data:text/html,x",
    "ftp://shop.example.com/",
    "",
    "x",
]


@pytest.fixture(autouse=True)
def production(settings):
    settings.ALLOWED_CLIENT_HOSTS = ["shop.example.com", "localhost"]
    settings.SHOP_ENV = "production"


@pytest.mark.parametrize("url", REFUSED)
@pytest.mark.parametrize("module", [base, checkout, shop])
def test_saleors_own_check_refuses(module, url):
    with pytest.raises(ValidationError):
        module.validate_storefront_url(url)


def test_https_to_a_host_of_the_shop_is_fine():
    base.validate_storefront_url("https://shop.example.com/reset?from=mail")


@pytest.mark.parametrize("url", [*REFUSED, "http://localhost/reset"])
@pytest.mark.parametrize("name", ["PasswordResetRequest", "AccountRegister"])
def test_the_public_door_refuses(visitor, db, codes_of, name, url):
    assert codes_of(visitor, name, email="li@example.com", redirectUrl=url) == ["REDIRECT_REFUSED"]


def test_this_machine_may_do_without_encryption_on_a_laptop(visitor, db, settings, codes_of):
    settings.SHOP_ENV = "laptop"

    codes = codes_of(visitor, "AccountRegister", email="li@example.com", redirectUrl=PAGE)

    assert codes == []


def test_the_staff_door_refuses(client_of, operator_chen):
    response = staff_ask(
        client_of(operator_chen),
        'mutation($url: String!) { customerCreate(input: {email: "w@example.com",'
        " redirectUrl: $url}) { user { id } errors { field } } }",
        url="javascript://shop.example.com/%0aalert(1)",
    )

    assert response.json()["data"]["customerCreate"]["user"] is None
