"""A campaign is written, agreed to, begun, held and ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from plugins.coupons import errors
from plugins.coupons.console.forms import CampaignForm
from plugins.coupons.models import Campaign
from plugins.coupons.notices import of_campaigns
from plugins.coupons.services.campaign_agree import campaign_agree, campaign_decline
from plugins.coupons.services.campaign_run import (
    campaign_end,
    campaign_pause,
    campaign_propose,
    campaign_resume,
    campaign_start,
    campaigns_end_due,
)
from plugins.coupons.services.campaign_write import CampaignFacts, campaign_write
from plugins.coupons.states import Bearer, Scope
from plugins.kernel.audit import history_of
from plugins.kernel.transitions import MoveRefused
from plugins.marketplace.public import RoleMissing
from tests.unit.coupons.conftest import MARKETING
from tests.unit.marketplace.conftest import join

pytestmark = pytest.mark.django_db


def test_an_enterprise_bears_only_what_its_owner_agreed_to(campaign_of, orchard, bakery):
    draft = campaign_of(
        start=False, scope=Scope.ENTERPRISE, enterprise_id=orchard.pk, bearer=Bearer.ENTERPRISE
    )
    now = timezone.now()
    owner, packer = (join(orchard, f"{role}@o.example", role) for role in ("owner", "orders"))
    stranger = join(bakery, "peng@b.example", "owner")

    with pytest.raises(errors.NotAgreed):
        campaign_start(campaign_id=draft.pk, actor=MARKETING, now=now)
    with pytest.raises(errors.NothingToAgree):  # nobody asked yet
        campaign_agree(actor=owner, campaign_id=draft.pk, seen=now, now=now)
    campaign_propose(campaign_id=draft.pk, actor=MARKETING, now=now)
    with pytest.raises(RoleMissing):
        campaign_agree(actor=packer, campaign_id=draft.pk, seen=now, now=now)
    with pytest.raises(errors.CampaignNotFound):
        campaign_agree(actor=stranger, campaign_id=draft.pk, seen=now, now=now)
    with pytest.raises(errors.NothingToAgree):  # the terms of another page
        campaign_agree(actor=owner, campaign_id=draft.pk, seen=now - timedelta(1), now=now)
    campaign_agree(actor=owner, campaign_id=draft.pk, seen=now, now=now)
    campaign_start(campaign_id=draft.pk, actor=MARKETING, now=now)

    draft.refresh_from_db()
    assert (draft.state, draft.agreed_by) == ("running", str(owner))
    assert [entry.action.rsplit(".", 1)[1] for entry in history_of(draft)] == [
        "written",
        "proposed",
        "agreed",
        "started",
    ]
    [told] = of_campaigns([str(draft.pk)])[str(draft.pk)]
    assert (told.enterprise_id, told.facts["campaign"]) == (orchard.pk, "满百减十")


def test_changed_terms_are_agreed_to_anew(campaign_of, orchard):
    asked = {"scope": Scope.ENTERPRISE, "enterprise_id": orchard.pk, "bearer": Bearer.ENTERPRISE}
    draft = campaign_of(start=False, **asked)
    owner, now = join(orchard, "wang@o.example", "owner"), timezone.now()
    campaign_propose(campaign_id=draft.pk, actor=MARKETING, now=now)
    campaign_agree(actor=owner, campaign_id=draft.pk, seen=now, now=now)

    other = campaign_of(start=False, **asked, off_fen=2_000)
    facts = {f.attname: getattr(other, f.attname) for f in Campaign._meta.concrete_fields}
    wanted = {name: facts[name] for name in CampaignFacts.__dataclass_fields__ if name in facts}
    wanted |= {"scope": Scope.ENTERPRISE, "bearer": Bearer.ENTERPRISE}
    campaign_write(facts=CampaignFacts(**wanted), actor=MARKETING, now=now, campaign_id=draft.pk)

    draft.refresh_from_db()
    assert (draft.off_fen, draft.agreed_at, draft.voucher.discount_value) == (2_000, None, 20)
    with pytest.raises(errors.NotAgreed):
        campaign_start(campaign_id=draft.pk, actor=MARKETING, now=now)
    campaign_propose(campaign_id=draft.pk, actor=MARKETING, now=now)
    campaign_decline(actor=owner, campaign_id=draft.pk, seen=now, reason="利润太薄")
    assert Campaign.objects.get(pk=draft.pk).proposed_at is None


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"off_fen": 10_000}, errors.TermsUnsound),
        ({"off_fen": 0, "percent": 95, "ceiling_fen": 100}, errors.TermsUnsound),
        ({"use_days": 7}, errors.DaysUnsound),
        ({"use_from": None, "use_until": None}, errors.DaysUnsound),
        ({"per_person": 101}, errors.NumbersUnsound),
        ({"code": "SHORT"}, errors.CodeUnsound),
        ({"scope": Scope.TRADE}, errors.ScopeUnsound),
        ({"bearer": Bearer.ENTERPRISE}, errors.ScopeUnsound),
        ({"scope": Scope.GOODS}, errors.ScopeUnsound),
    ],
)
def test_unsound_terms_are_no_draft(campaign_of, changes, error):
    with pytest.raises(error):
        campaign_of(**changes)
    assert not Campaign.objects.exists()


def test_an_enterprise_does_not_bear_for_goods_of_others(campaign_of, orchard, mahua, peach):
    wanted = {"scope": Scope.GOODS, "bearer": Bearer.ENTERPRISE, "enterprise_id": orchard.pk}
    with pytest.raises(errors.ScopeUnsound):
        campaign_of(start=False, product_ids=[mahua.product_id, peach.product_id], **wanted)
    own = campaign_of(start=False, product_ids=[peach.product_id], **wanted)
    assert own.enterprise == orchard


def test_what_was_promised_stays(campaign_of):
    running = campaign_of()
    for change in ({"off_fen": 1}, {"total": 5}, {"use_until": timezone.now()}):
        with pytest.raises(IntegrityError, match="never change"), transaction.atomic():
            Campaign.objects.filter(pk=running.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=running.pk).update(claimed=101)
    campaign_pause(campaign_id=running.pk, actor=MARKETING, reason="价格标错")
    campaign_resume(campaign_id=running.pk, actor=MARKETING)
    campaign_end(campaign_id=running.pk, actor=MARKETING, reason="预算用完")
    with pytest.raises(MoveRefused):
        campaign_resume(campaign_id=running.pk, actor=MARKETING)


def test_a_campaign_ends_with_its_days(campaign_of):
    running, held = campaign_of(), campaign_of()
    campaign_pause(campaign_id=held.pk, actor=MARKETING, reason="价格标错")

    assert campaigns_end_due(now=timezone.now()) == 0
    assert campaigns_end_due(now=timezone.now() + timedelta(days=5)) == 1
    states = dict(Campaign.objects.values_list("pk", "state"))
    assert states == {running.pk: "ended", held.pk: "paused"}


def goods_named(text: str, obj=None) -> tuple[list[int] | None, list[str]]:
    form = CampaignForm({"goods": text}, obj=obj)
    form.is_valid()
    return form.cleaned_data.get("goods"), form.errors.get("goods", [])


def test_goods_are_named_by_a_name_that_is_theirs_alone(goods, mahua, peach):
    """Enterprises name their goods themselves; a namesake must not get into a campaign."""
    other = goods("金牛麻花", "1.00").product
    mine, fruit = mahua.product, peach.product

    assert goods_named(f"{fruit.name}\n{mine.slug}\n{fruit.slug}")[0] == sorted([mine.pk, fruit.pk])
    for text, told in (
        (mine.name, "有多个商品叫这个名字，请改填网址名：金牛麻花"),
        (f"{other.slug}\n无此商品", "没有这些商品：无此商品"),
    ):
        found, errors = goods_named(text)
        assert found is None
        assert errors == [told]


def test_a_draft_over_namesakes_can_be_opened_and_kept(campaign_of, goods, mahua, peach):
    goods("金牛麻花", "1.00")
    keys = [mahua.product_id, peach.product_id]
    campaign = campaign_of(start=False, scope=Scope.GOODS, product_ids=keys)

    written = CampaignForm(obj=campaign).fields["goods"].initial

    assert goods_named(written)[0] == sorted(keys)
