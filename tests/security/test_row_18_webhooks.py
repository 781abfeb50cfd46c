"""Row 18: webhooks do not reach into the shop's own network."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from graphene import Node
from saleor.app.models import App
from saleor.webhook.models import Webhook

from plugins.kernel import outbound

CREATE = """
mutation Create($input: WebhookCreateInput!) {
  webhookCreate(input: $input) {
    webhook { id secretKey }
    webhookErrors { field code message }
  }
}
"""
UPDATE = """
mutation Update($id: ID!, $input: WebhookUpdateInput!) {
  webhookUpdate(id: $id, input: $input) { webhookErrors { field code message } }
}
"""
REFUSED = [
    "http://127.0.0.1:9/",
    "https://127.0.0.1/",
    "https://10.0.0.8/",
    "https://169.254.169.254/latest/meta-data/",
    "https://[::ffff:127.0.0.1]/",
    "http://hooks.example/",
    "https://inside.example/",
]
NAMES = {"hooks.example": ["8.8.8.8"], "inside.example": ["8.8.8.8", "10.0.0.8"]}


@pytest.fixture(autouse=True)
def names(monkeypatch):
    def getaddrinfo(host, port, **_):
        return [(2, 1, 6, "", (address, port)) for address in NAMES.get(host, [host])]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", getaddrinfo)


@pytest.fixture
def app(db):
    return App.objects.create(name="ERP", is_active=True)


@pytest.fixture
def staff(client_of, operator_chen):
    def send(query, **variables):
        answer = client_of(operator_chen).post(
            "/staff/graphql/", {"query": query, "variables": variables}
        )
        body = answer.json()
        assert "errors" not in body, body
        return next(iter(body["data"].values()))

    return send


def create(staff, app, url):
    said = {
        "name": "ERP",
        "targetUrl": url,
        "events": ["ORDER_CREATED"],
        "app": Node.to_global_id("App", app.pk),
    }
    return staff(CREATE, input=said)


@pytest.mark.parametrize("url", REFUSED)
def test_an_address_of_this_network_is_not_kept(staff, app, url):
    [error] = create(staff, app, url)["webhookErrors"]

    assert (error["field"], error["code"]) == ("targetUrl", "INVALID")
    assert "公网" in error["message"]
    assert "public internet" in error["message"]
    assert Webhook.objects.count() == 0


@pytest.mark.parametrize("url", REFUSED)
def test_nor_put_in_later(staff, app, url):
    webhook = Webhook.objects.create(app=app, target_url="https://hooks.example/")
    webhook_id = Node.to_global_id("Webhook", webhook.pk)

    [error] = staff(UPDATE, id=webhook_id, input={"targetUrl": url})["webhookErrors"]

    webhook.refresh_from_db()
    assert error["field"] == "targetUrl"
    assert webhook.target_url == "https://hooks.example/"


def test_a_public_address_is_kept_and_gets_a_secret(staff, app):
    answer = create(staff, app, "https://hooks.example/in")

    assert answer["webhookErrors"] == []
    assert len(Webhook.objects.get().secret_key) >= 32


def test_a_token_is_not_posted_into_this_network_either(db):
    with pytest.raises(CommandError, match="public internet"):
        call_command("create_app", "ERP", target_url="https://10.0.0.8/")
