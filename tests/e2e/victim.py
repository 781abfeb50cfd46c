"""An enterprise with something of every kind, and what of the database is its own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from saleor.account.models import User
from saleor.order.models import Order
from saleor.product.models import Product

from catalog_seed.services.demo_points import demo_points_load
from plugins.after_sales.rules.windows import Kind, Reason
from plugins.after_sales.rules.wishes import Wish
from plugins.after_sales.services.case_request import case_request
from plugins.after_sales.services.picture_keep import picture_keep as case_picture_keep
from plugins.brand.models import Objection
from plugins.brand.public import Enterprise, Licence, document_add
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.services.child_ship import child_ship
from plugins.coupons.services.campaign_run import campaign_propose
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.states import Bearer, Scope
from plugins.credit.models import Appeal, Fact
from plugins.fapiao.services.fapiao_request import fapiao_request
from plugins.listings.models import ListingPicture
from plugins.listings.public import Listing, edit_start, picture_keep, submission_save
from plugins.marketplace.applicant import applicant
from plugins.marketplace.public import MemberActor, actor_for
from plugins.marketplace.services.invitation_send import invitation_send
from plugins.reviews.services.question_write import question_ask
from plugins.reviews.services.review_write import Opinion, review_write
from plugins.settlement.services.child_settle import child_settle
from plugins.settlement.services.period_close import period_close
from plugins.settlement.services.rate_set import rate_set
from plugins.shipments.public import Label
from tests.e2e.buyer import Buyer
from tests.e2e.stage import member
from tests.unit.fapiao.conftest import person
from tests.unit.listings.conftest import drawn

PEACH, TWIST = "baoan-gouxue-tao", "jinniu-mahua"
QUESTION, OPINION = "请挑软一点的桃子", "到货压坏了两只，汁水流了一箱。"
Belongings = dict[type[Model], set[Any]]


@dataclass(frozen=True)
class Neighbours:
    """王社长's orchard, and the bakery whose owner 彭老板 is curious.

    Attributes:
        secrets: words that stand on the orchard's own pages and nowhere else.
    """

    orchard: Enterprise
    bakery: Enterprise
    secrets: tuple[str, ...]


@pytest.fixture
def neighbours(live_server, wechat, seeded_shop) -> Neighbours:
    """Both have goods and a licence; 李晓梅 had peaches, and now waits for peaches and dough."""
    now = timezone.now()
    orchard = Listing.objects.get(product__slug=PEACH).enterprise
    bakery = Listing.objects.get(product__slug=TWIST).enterprise
    rate_set(goods_class="", since=timezone.localdate(), basis_points=500, actor="x", now=now)
    wang = member("wang", orchard.pk, "owner", title="王社长")
    member("packer", orchard.pk, "orders", title="刘师傅")
    member("peng", bakery.pk, "owner", title="彭老板")
    actor, buyer = actor_for(user=wang, enterprise_id=orchard.pk), Buyer(live_server.url, wechat)
    _settled(actor, buyer)
    waits = _bought(buyer, (PEACH, 2), (TWIST, 1)).get(enterprise=orchard)
    buyer.send("ChildOrderMessageSend", number=waits.number, text=QUESTION)
    _papers(actor, orchard)
    _asked_to_bear_a_coupon(orchard)
    _words(orchard, User.objects.get(pk=waits.order.user_id), waits)
    return Neighbours(orchard, bakery, _secrets(orchard))


def _bought(buyer: Buyer, *wanted: tuple[str, int]) -> QuerySet[ChildOrder]:
    """Buy goods by slug; return the enterprises' parts of the order."""
    lines = [(buyer.opens(slug), count) for slug, count in wanted]
    buyer.puts(*((goods["variants"][0]["id"], count) for goods, count in lines if goods))
    buyer.goes_to_the_till()
    return ChildOrder.objects.filter(order__placed__number=buyer.pays()["number"])


def _settled(wang: MemberActor, buyer: Buyer) -> None:
    """An order that left, arrived, and stands on a statement."""
    now, child = timezone.now(), _bought(buyer, (PEACH, 1)).get()
    child_ship(actor=wang, number=child.number, labels=[Label("ZTO", "75312345678901")], now=now)
    buyer.has_received_it()
    child_settle(child_order_id=child.pk, now=now)
    period_close(
        enterprise_id=wang.enterprise_id,
        ends_on=timezone.localdate(now),
        actor="system:test",
        now=now + timedelta(days=1),
    )


def _papers(wang: MemberActor, orchard: Enterprise) -> None:
    """A paper, an objection, an invitation, pick-up points, and goods that shall change, with a picture."""
    now, licence = timezone.now(), Licence.objects.get(enterprise=orchard)
    document_add(
        title="沼山村采收记录",
        content=b"%PDF-1.4 harvest",
        enterprise=orchard,
        expires_on=None,
        actor=applicant(wang),
        now=now,
    )
    Objection.objects.create(licence=licence, filed_at=now, name="", contact="", text="产地存疑")
    invitation_send(actor=wang, email="newcomer@example.com", roles=["goods"], now=now)
    demo_points_load(actor=wang, slug=orchard.slug, now=now)
    listing = Listing.objects.get(product__slug=PEACH)
    submission = edit_start(actor=wang, listing_id=listing.pk, now=now)
    picture = picture_keep(actor=wang, file=drawn(), now=now)
    submission_save(
        actor=wang,
        submission_id=submission.pk,
        changes={"pictures": [picture.name]},
        version=submission.version,
        now=now,
    )


def _asked_to_bear_a_coupon(orchard: Enterprise) -> None:
    now = timezone.now()
    facts = CampaignFacts(
        name="桃子满五十减五",
        least_fen=5_000,
        off_fen=500,
        scope=Scope.ENTERPRISE,
        bearer=Bearer.ENTERPRISE,
        enterprise_id=orchard.pk,
        claim_from=now,
        claim_until=now + timedelta(days=9),
        use_days=7,
        total=100,
    )
    draft = campaign_write(facts=facts, actor="staff:7", now=now)
    campaign_propose(campaign_id=draft.pk, actor="staff:7", now=now)


@transaction.atomic
def _words(orchard: Enterprise, li: User, waits: ChildOrder) -> None:
    """What she says of the peaches, asks and wants back; what is held against the orchard."""
    now = timezone.now()
    had = ChildOrder.objects.filter(enterprise=orchard, received_at__isnull=False).get()
    line_id = had.lines.get().order_line_id
    review_write(buyer=li, line_id=line_id, opinion=Opinion(stars=2, text=OPINION), now=now)
    product = Product.objects.get(slug=PEACH)
    question_ask(buyer=li, product_id=product.pk, text="几月采收？", now=now)
    picture = case_picture_keep(buyer=li, file=drawn(), now=now)
    units = {waits.lines.get().order_line_id: 1}
    case_request(
        order_number=waits.order.placed.number,
        buyer=li,
        idempotency_key="form-0001",
        wish=Wish(Kind.REFUND_ONLY, Reason.CHANGED_MIND, units, pictures=(picture.name,)),
        now=now,
    )
    fapiao_request(order_number=had.order.placed.number, buyer=li, details=person(), now=now)
    fact = Fact.objects.create(
        enterprise=orchard,
        source="late",
        key="1",
        title="发货超时一单",
        at=now,
        object_type="x",
        object_id="1",
    )
    Appeal.objects.create(
        fact=fact,
        enterprise=orchard,
        text="大雪封路",
        filed_by=User.objects.get(email="wang@example.com"),
        filed_at=now,
        decide_by=timezone.localdate(),
    )


def _secrets(orchard: Enterprise) -> tuple[str, ...]:
    numbers = ChildOrder.objects.filter(enterprise=orchard).values_list("number", flat=True)
    pictures = ListingPicture.objects.filter(enterprise=orchard).values_list("name", flat=True)
    return (
        orchard.name,
        orchard.brand_name,
        QUESTION,
        OPINION,
        "沼山村采收记录",
        "桃子满五十减五",
        *numbers,
        *pictures,
    )


def belongings_of(enterprise: Enterprise) -> Belongings:
    """Return the keys of everything that refers to the enterprise, its goods or its orders."""
    made = Product.objects.filter(maker__enterprise=enterprise)
    sold = Order.objects.filter(child_orders__enterprise=enterprise)
    waiting: list[tuple[type[Model], set[Any]]] = [
        (Enterprise, {enterprise.pk}),
        (Product, set(made.values_list("pk", flat=True))),
        (Order, set(sold.values_list("pk", flat=True))),
    ]
    found: Belongings = defaultdict(set)
    while waiting:
        model, keys = waiting.pop()
        keys = keys - found[model]
        if not keys:
            continue
        found[model] |= keys
        for relation in model._meta.get_fields(include_hidden=True):
            if relation.auto_created and (relation.one_to_many or relation.one_to_one):
                if relation.concrete:
                    continue
                child, name = relation.related_model, relation.field.name
                rows = child._base_manager.filter(**{f"{name}__in": keys})
                waiting.append((child, set(rows.values_list("pk", flat=True))))
    return found


def state_of(enterprise: Enterprise) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the enterprise's belongings: two of these tell whether one moved."""
    return {
        model._meta.label: list(model._base_manager.filter(pk__in=keys).order_by("pk").values())
        for model, keys in belongings_of(enterprise).items()
    }
