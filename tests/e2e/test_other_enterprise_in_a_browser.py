"""彭老板 of the bakery tries everything with the orchard's numbers, and finds nothing.

The walk finds its pages by itself: every pattern of the enterprises' site, and every
link and form of the orchard's own pages. A page that a capability adds is walked from
its first day; one with a new kind of parameter fails until the orchard has such a thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from saleor.account.models import User

from brand_theme.console.roles import Role
from plugins.after_sales.models import Case
from plugins.brand.public import Enterprise
from plugins.child_orders.models import ChildOrder
from plugins.listings.models import ListingPicture
from plugins.listings.rules.steps import Step as GoodsStep
from plugins.marketplace.console.licence_texts import Step as LicenceStep
from tests.e2e.browsing import Visits, visits_to
from tests.e2e.stage import aside, colleague
from tests.e2e.victim import Neighbours, belongings_of, neighbours, state_of
from tests.e2e.walk import WAY_OUT, Form, Page, pages_below, seen_by

__all__ = ["neighbours"]
SITE, CONSOLE = "/enterprise/", "/console/"
#: Whoever has the code of an invitation may open it; the orchard's is not known here.
FOR_EVERYBODY = {"/enterprise/login/", "/console/login/", "/enterprise/invitation/a-guess/"}
SECRET = "csrfmiddlewaretoken"
TOKEN = re.compile(rf'name="{SECRET}" value="([^"]+)"')


def client_of(name: str) -> Client:
    """A browser of `<name>@example.com` that has to send forms with their secret."""
    client = Client(enforce_csrf_checks=True)
    user = User.objects.get(email=f"{name}@example.com")
    client.force_login(user)
    return client


def secret_of(client: Client, page: str) -> str:
    found = TOKEN.search(client.get(page).content.decode())
    assert found, f"{page} has no form"
    return found[1]


class Numbers:
    """The orchard's numbers for every parameter there is."""

    def __init__(self, orchard: Enterprise) -> None:
        children = ChildOrder.objects.filter(enterprise=orchard)
        pictures = ListingPicture.objects.filter(enterprise=orchard)
        kind = ContentType.objects.get_for_model(Enterprise)
        self.named: dict[str, Sequence[Any]] = {
            "number": [
                *children.values_list("number", flat=True),
                *Case.objects.filter(child_order__in=children).values_list("number", flat=True),
            ],
            "name": list(pictures.values_list("name", flat=True)),
            "step": [step.value for step in (*GoodsStep, *LicenceStep)],
            "code": ["a-guess"],
            # Django's own: where an object of any kind is shown, and any other address.
            "content_type_id": [str(kind.pk)],
            "object_id": [str(orchard.pk)],
            "url": ["no/such/page"],
        }
        self.belongings = belongings_of(orchard)
        self.orchard = orchard

    def __call__(self, page: Page, name: str) -> Sequence[Any]:
        """`listing_id` is the key of whatever `Listing` the orchard has."""
        if name in self.named:
            return self.named[name]
        model = self._meant(name.removesuffix("_id").replace("_", ""), page)
        rows = [] if model is None else self._rows(model)
        if not rows:
            pytest.fail(f"{page.route}: give the orchard what <{name}> names, in victim.py")
        return rows

    def _meant(self, word: str, page: Page) -> type[Model] | None:
        """The model of that name, or the page's own capability's that ends with it."""
        plugin = page.module.split(".console")[0]
        near = [each for each in self.belongings if each.__module__.startswith(plugin)]
        found = [each for each in self.belongings if each._meta.model_name == word]
        found += [each for each in near if str(each._meta.model_name).endswith(word)]
        return next(iter(found), None)

    def _rows(self, model: type[Model]) -> list[Any]:
        """An order is shared, and with it what the neighbour has of it."""
        rows = model._base_manager.filter(pk__in=self.belongings[model])
        names = {each.name for each in model._meta.fields}
        if "enterprise" in names:
            rows = rows.filter(enterprise=self.orchard)
        elif "child_order" in names:
            rows = rows.filter(child_order__enterprise=self.orchard)
        return list(rows.values_list("pk", flat=True))


def addresses(orchard: Enterprise) -> Iterator[tuple[Page, str]]:
    numbers = Numbers(orchard)
    for page in pages_below(SITE):
        for address in page.addresses(numbers):
            yield page, address


def test_every_address_with_the_orchards_numbers_is_not_found(neighbours):
    peng, before = client_of("peng"), state_of(neighbours.orchard)
    token = secret_of(peng, "/enterprise/members/")
    walked = set()
    for page, address in addresses(neighbours.orchard):
        if address.endswith(WAY_OUT):
            continue
        got = peng.get(address)
        sent = peng.post(address, {SECRET: token, "roles": "goods"})
        if page.parameters and address not in FOR_EVERYBODY:
            assert {got.status_code, sent.status_code} <= {404, 405}, address
            assert 404 in {got.status_code, sent.status_code}, address
            walked.add(page.route)
        for answer in (got, sent):
            _tells_nothing(neighbours, address, answer)

    assert len(walked) > 30
    assert state_of(neighbours.orchard) == before


def test_every_link_and_form_of_the_orchards_pages_is_not_found(neighbours):
    wang = client_of("wang")
    sight = seen_by(wang, start=SITE)
    peng, before = client_of("peng"), state_of(neighbours.orchard)
    token = secret_of(peng, "/enterprise/members/")
    known = seen_by(client_of("peng"), start=SITE)
    theirs = [link for link in sight.links if _names_something(neighbours, link)]
    forms = [each for each in sight.forms if not each.address.endswith(WAY_OUT)]
    for link in theirs:
        assert peng.get(link).status_code == 404, link
    for form in forms:
        answer = _sent(peng, form, token)
        if _names_something(neighbours, form.address):
            assert answer.status_code in (404, 405), form
        _tells_nothing(neighbours, form.address, answer)
    for address, text in known.texts.items():
        _has_nothing(neighbours, address, text)
    # Nor may a page elsewhere make 王社长's own browser send them: the secret is missing.
    for form in forms:
        if form.method == "post":
            fields = {name: text for name, text in form.fields if name != SECRET}
            assert wang.post(form.address, fields).status_code == 403, form

    assert len(theirs) > 12
    assert len(forms) > 15
    assert state_of(neighbours.orchard) == before


def test_staff_enter_no_page_of_the_enterprises_site(neighbours):
    before = state_of(neighbours.orchard)
    for role in Role:
        colleague(role.name.lower(), role, title=role.value)
        staff = client_of(role.name.lower())
        staff.handler.enforce_csrf_checks = False
        for _, address in addresses(neighbours.orchard):
            _sends_to_the_login(staff, address, SITE)

    assert state_of(neighbours.orchard) == before


def test_members_enter_no_page_of_the_console(neighbours):
    wang = client_of("wang")
    wang.handler.enforce_csrf_checks = False
    plausible = {"object_id": ["1"], "action_name": ["pay"], "url": ["no/such/page"]}
    pages = pages_below(CONSOLE)
    for page in pages:
        for address in page.addresses(lambda _, name: plausible.get(name, ["1"])):
            _sends_to_the_login(wang, address, CONSOLE)

    assert len(pages) > 100


def _sends_to_the_login(client: Client, address: str, site: str) -> None:
    if address in FOR_EVERYBODY:
        return
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code in (302, 405), address
        if answer.status_code == 302:
            assert answer["Location"].startswith((f"{site}login/", site)), address


def _sent(client: Client, form: Form, token: str) -> Any:
    """Send a form of somebody else's page with one's own secret."""
    fields: dict[str, list[str]] = {}
    for name, value in form.fields:
        fields.setdefault(name, []).append(value)
    if form.method == "get":
        return client.get(form.address, fields)
    return client.post(form.address, {**fields, SECRET: token})


def _names_something(neighbours: Neighbours, address: str) -> bool:
    """Whether an address names a thing, and not just a page."""
    return bool(re.search(r"/\d+/", address)) or any(each in address for each in neighbours.secrets)


def _tells_nothing(neighbours: Neighbours, address: str, answer: Any) -> None:
    if not answer.streaming and answer.headers.get("Content-Type", "").startswith("text/"):
        _has_nothing(neighbours, address, answer.content.decode())


def _has_nothing(neighbours: Neighbours, address: str, text: str) -> None:
    for secret in neighbours.secrets:
        assert secret not in text, f"{address} shows {secret}"


def test_curious_neighbour_types_the_orchards_addresses(program, live_server, neighbours):
    sight = seen_by(client_of("wang"), start=SITE)
    theirs = sorted(link for link in sight.links if _names_something(neighbours, link))
    before = state_of(neighbours.orchard)
    with visits_to(program, live_server.url) as visits:
        _types(visits, theirs)
        visits.complaints = [each for each in visits.complaints if "404" not in each]

    visits.found_fault_with_nothing()
    assert aside(lambda: state_of(neighbours.orchard)) == before


def _types(visits: Visits, theirs: list[str]) -> None:
    """Every one of them leads to the same page, and that one back home."""
    with visits.of("peng", "enterprise") as page:
        for address in theirs:
            answer = page.goto(f"{visits.home}{address}")
            assert getattr(answer, "status", None) == 404, address
            page.get_by_role("heading", name="没有这一页").wait_for()
        visits.seen(page, "not-found")
        page.get_by_role("link", name="回到首页").click()
        page.wait_for_url(f"{visits.home}{SITE}")
    with visits.of("peng", "enterprise") as page:
        page.goto(f"{visits.home}{CONSOLE}")
        assert page.url.startswith(f"{visits.home}{CONSOLE}login/")
        visits.seen(page, "member-at-the-console")
