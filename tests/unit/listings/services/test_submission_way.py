"""From a draft to goods that are sold: who may do what, and what it comes to."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from saleor.account.models import User
from saleor.product.models import Product, ProductImage
from saleor.warehouse.models import Stock

from plugins.brand.public import makers_of, tie_declare
from plugins.kernel.models import AuditEntry
from plugins.kernel.transitions import MoveRefused
from plugins.listings import errors
from plugins.listings.models import Listing, Submission, WarningOverride
from plugins.listings.rules.claims import ClaimWarning
from plugins.listings.selectors.live_content import description_of, live_content
from plugins.listings.services.picture_keep import picture_keep
from plugins.listings.services.submission_review import (
    submission_approve,
    submission_ask_changes,
    submission_reject,
    submission_take,
)
from plugins.listings.services.submission_save import submission_save
from plugins.listings.services.submission_start import edit_start, listing_draft
from plugins.listings.services.submission_submit import (
    submission_submit,
    submission_withdraw,
    warning_override,
)
from plugins.marketplace.public import RoleMissing
from plugins.orders.public import EXEMPT, NO_REASON_RETURN
from tests.unit.listings.conftest import NOW, drawn, person
from tests.unit.listings.peaches import variant

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def save(actor, submission, **changes):
    return submission_save(
        actor=actor,
        submission_id=submission.pk,
        changes=changes,
        version=submission.version,
        now=NOW,
    )


def test_approved_submission_becomes_goods_as_it_says(in_review, owner_wang, reviewer_chen):
    submission = in_review(
        owner_wang, variants=[variant(), variant(name="礼盒", price="88.00", sku="GIFT-1")]
    )
    submission_approve(actor=reviewer_chen, submission_id=submission.pk, now=LATER)

    listing = Listing.objects.get()
    product = Product.objects.get()
    assert (listing.product, product.name, product.category.slug) == (
        product,
        "沼山白桃",
        "peach-pear",
    )
    assert (product.price_amount, product.minimal_variant_price_amount) == (
        Decimal("49.90"),
        Decimal("49.90"),
    )
    made, gift = product.variants.order_by("pk")
    assert (made.sku, gift.sku, gift.price_override_amount) == (
        f"E{listing.enterprise_id}-{listing.pk}-1",
        "GIFT-1",
        Decimal("88.00"),
    )
    assert Stock.objects.get(product_variant=made).quantity == 20
    assert ProductImage.objects.get().image.name.startswith("products/listing-")
    assert product.metadata[NO_REASON_RETURN] == EXEMPT
    assert makers_of(product_ids=[product.pk]) == {product.pk: owner_wang.enterprise_id}
    assert "产地：湖北省大冶市保安镇沼山村" in product.description
    assert description_of(product) == submission.content["description"]
    [written] = AuditEntry.objects.filter(action="listings.listing.written")
    assert written.actor == reviewer_chen.name


def test_what_is_live_reads_like_what_was_approved(live, owner_wang):
    listing = live(owner_wang)

    said = listing.submissions.get().said
    now_live = live_content(listing)
    for field in ("name", "category", "attributes", "description", "grade", "label", "compliance"):
        assert getattr(now_live, field) == getattr(said, field), field
    assert now_live.variants[0].net_content == said.variants[0].net_content


def test_approved_goods_without_a_licence_are_not_sold(in_review, owner_wang, reviewer_chen):
    submission = in_review(owner_wang)
    submission_approve(actor=reviewer_chen, submission_id=submission.pk, now=LATER)

    from plugins.kernel.sale_guards import sale_refusals

    product = Product.objects.get()
    assert sale_refusals(product_ids=[product.pk], at=LATER) == {product.pk: "尚未取得品牌授权"}


def test_draft_is_kept_however_much_is_missing_but_not_submitted(shelves, owner_wang):
    submission = listing_draft(actor=owner_wang, now=NOW)
    submission = save(owner_wang, submission, name="桃")

    with pytest.raises(errors.SubmissionIncomplete, match="净含量|规格") as refused:
        submission_submit(actor=owner_wang, submission_id=submission.pk, now=NOW)

    assert "图片" in refused.value.message_zh
    submission.refresh_from_db()
    assert (submission.state, submission.content["name"]) == ("draft", "桃")
    assert submission.content["label"]["maker"] == "沼山桃社"


def test_two_pages_do_not_overwrite_each_other(shelves, owner_wang, goods_hand):
    seen = listing_draft(actor=owner_wang, now=NOW)
    save(goods_hand, seen, name="钱师傅写的")

    with pytest.raises(errors.DraftChanged):
        save(owner_wang, seen, name="王社长写的")

    assert Submission.objects.get().content["name"] == "钱师傅写的"


def test_packer_may_not_touch_goods(shelves, packer_liu, drafted, owner_wang):
    submission = drafted(owner_wang)

    with pytest.raises(RoleMissing):
        listing_draft(actor=packer_liu, now=NOW)
    with pytest.raises(RoleMissing):
        save(packer_liu, submission, name="x")
    with pytest.raises(RoleMissing):
        submission_submit(actor=packer_liu, submission_id=submission.pk, now=NOW)

    assert Submission.objects.get().state == "draft"


def test_other_enterprises_submissions_do_not_exist(drafted, owner_wang, owner_peng):
    submission = drafted(owner_wang)

    for attempt in (
        lambda: save(owner_peng, submission, name="x"),
        lambda: submission_submit(actor=owner_peng, submission_id=submission.pk, now=NOW),
        lambda: submission_withdraw(actor=owner_peng, submission_id=submission.pk),
    ):
        with pytest.raises(errors.SubmissionNotFound):
            attempt()
    with pytest.raises(errors.ListingNotFound):
        edit_start(actor=owner_peng, listing_id=submission.listing_id, now=NOW)
    own = listing_draft(actor=owner_peng, now=NOW)
    with pytest.raises(errors.PictureNotFound):
        save(owner_peng, own, pictures=submission.content["pictures"])


def test_words_need_another_wording_or_a_reason_on_file(drafted, owner_wang):
    submission = drafted(owner_wang, description="大冶最好的桃，一个个挑过再装箱寄出，放心吃。")
    with pytest.raises(errors.WarningsUnanswered, match="最好"):
        submission_submit(actor=owner_wang, submission_id=submission.pk, now=NOW)
    warning = ClaimWarning(field="description", rule="superlative", found="最好")
    with pytest.raises(errors.ReasonMissing):
        warning_override(
            actor=owner_wang, submission_id=submission.pk, warning=warning, reason=" ", now=NOW
        )
    with pytest.raises(errors.WarningUnknown):
        warning_override(
            actor=owner_wang,
            submission_id=submission.pk,
            warning=ClaimWarning(field="name", rule="superlative", found="最好"),
            reason="x",
            now=NOW,
        )
    warning_override(
        actor=owner_wang,
        submission_id=submission.pk,
        warning=warning,
        reason="2025 年金奖证书的原文",
        now=NOW,
    )

    submission_submit(actor=owner_wang, submission_id=submission.pk, now=NOW)

    kept = WarningOverride.objects.get()
    assert (kept.reason, kept.actor) == ("2025 年金奖证书的原文", str(owner_wang))
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        WarningOverride.objects.update(reason="另一个理由")


def test_office_asks_for_changes_field_by_field(in_review, owner_wang, reviewer_chen):
    submission = in_review(owner_wang)
    with pytest.raises(errors.ReasonsMissing):
        submission_ask_changes(
            actor=reviewer_chen, submission_id=submission.pk, reasons={}, opinion="", now=LATER
        )
    submission_ask_changes(
        actor=reviewer_chen,
        submission_id=submission.pk,
        reasons={"pictures": "第一张太暗", "nonsense": "x", "name": "  "},
        opinion="其余可以",
        now=LATER,
    )

    submission.refresh_from_db()
    assert (submission.state, submission.decisions) == ("changes_asked", {"pictures": "第一张太暗"})
    submission = save(owner_wang, submission, grade="特级")
    again = submission_submit(actor=owner_wang, submission_id=submission.pk, now=LATER)
    assert (again.state, again.decisions) == ("submitted", {})


def test_refusal_needs_a_reason_and_leaves_no_goods(in_review, owner_wang, reviewer_chen):
    submission = in_review(owner_wang)
    with pytest.raises(errors.ReasonMissing):
        submission_reject(
            actor=reviewer_chen, submission_id=submission.pk, reasons={}, opinion="", now=LATER
        )
    submission_reject(
        actor=reviewer_chen,
        submission_id=submission.pk,
        reasons={},
        opinion="不在授权范围",
        now=LATER,
    )

    assert not Product.objects.exists()
    again = edit_start(actor=owner_wang, listing_id=submission.listing_id, now=LATER)
    assert (again.content["name"], again.base) == ("沼山白桃", None)


def test_nobody_decides_about_an_enterprise_they_are_tied_to(
    submitted, owner_wang, orchard, reviewer_chen
):
    submission = submitted(owner_wang)
    user = User.objects.get(pk=reviewer_chen.user_id)
    tie_declare(enterprise=orchard, user=user, relation="表兄", actor=reviewer_chen)

    with pytest.raises(errors.ReviewerTied):
        submission_take(actor=reviewer_chen, submission_id=submission.pk)

    assert Submission.objects.get().state == "submitted"


def test_somebody_without_the_permission_decides_nothing(in_review, owner_wang):
    submission = in_review(owner_wang)
    clerk = person("clerk@daye.invalid", roles=frozenset())

    from plugins.kernel.errors import NotAllowed

    with pytest.raises(NotAllowed):
        submission_approve(actor=clerk, submission_id=submission.pk, now=LATER)

    assert not Product.objects.exists()


def test_approving_twice_makes_goods_once(in_review, owner_wang, reviewer_chen):
    submission = in_review(owner_wang)
    submission_approve(actor=reviewer_chen, submission_id=submission.pk, now=LATER)

    with pytest.raises(MoveRefused):
        submission_approve(actor=reviewer_chen, submission_id=submission.pk, now=LATER)

    assert Product.objects.count() == 1


def test_submitted_content_cannot_be_changed_until_withdrawn(submitted, owner_wang):
    submission = submitted(owner_wang)

    with pytest.raises(errors.NotEditable):
        save(owner_wang, submission, name="另一个")
    with pytest.raises(errors.SubmissionOpen):
        edit_start(actor=owner_wang, listing_id=submission.listing_id, now=NOW)
    submission_withdraw(actor=owner_wang, submission_id=submission.pk)

    assert edit_start(actor=owner_wang, listing_id=submission.listing_id, now=NOW).state == "draft"


def test_edit_waits_for_the_office_and_changes_only_what_it_says(live, owner_wang, reviewer_chen):
    listing = live(owner_wang)
    edit = edit_start(actor=owner_wang, listing_id=listing.pk, now=NOW)
    with pytest.raises(errors.NothingChanged):
        submission_submit(actor=owner_wang, submission_id=edit.pk, now=NOW)
    edit = save(owner_wang, edit, name="沼山水蜜桃")
    submission_submit(actor=owner_wang, submission_id=edit.pk, now=NOW)
    # Meanwhile: the enterprise sells dearer, the office corrects the category's text.
    one = listing.product.variants.get()
    one.price_override_amount = Decimal("59.00")
    one.save()
    Product.objects.filter(pk=listing.product_id).update(
        description_json={
            "blocks": [{"text": "品牌办改过的介绍，写得更清楚、更好懂了。"}],
            "entityMap": {},
        }
    )
    assert Product.objects.get().name == "沼山白桃"

    submission_take(actor=reviewer_chen, submission_id=edit.pk)
    submission_approve(actor=reviewer_chen, submission_id=edit.pk, now=LATER)

    product = Product.objects.get()
    assert product.name == "沼山水蜜桃"
    assert description_of(product) == "品牌办改过的介绍，写得更清楚、更好懂了。"
    assert product.variants.get().price_override_amount == Decimal("59.00")
    assert ProductImage.objects.count() == 1


def test_edit_adds_variants_and_pictures_but_removes_no_live_variant(
    live, owner_wang, reviewer_chen, pictures_at
):
    listing = live(owner_wang)
    edit = edit_start(actor=owner_wang, listing_id=listing.pk, now=NOW)
    [old] = edit.content["variants"]
    with pytest.raises(errors.VariantIsLive):
        save(owner_wang, edit, variants=[variant(name="只剩新的")])
    picture = picture_keep(actor=owner_wang, file=drawn("#363"), now=NOW)
    edit = save(
        owner_wang,
        edit,
        variants=[old, variant(name="10斤装", net_content="5kg", price="90.00", stock=7)],
        pictures=[picture.name, *edit.content["pictures"]],
    )
    submission_submit(actor=owner_wang, submission_id=edit.pk, now=NOW)
    submission_take(actor=reviewer_chen, submission_id=edit.pk)
    submission_approve(actor=reviewer_chen, submission_id=edit.pk, now=LATER)

    product = Product.objects.get()
    assert [each.name for each in product.variants.order_by("pk")] == ["5斤装", "10斤装"]
    assert Stock.objects.get(product_variant__name="10斤装").quantity == 7
    names = [image.image.name for image in product.images.all()]
    assert (len(names), picture.name in names[0]) == (2, True)


def test_sku_of_other_goods_is_refused_before_and_while_approving(
    live, drafted, owner_wang, owner_peng, in_review, reviewer_chen
):
    waiting = in_review(owner_peng, variants=[variant(sku="SAME-1")])
    live(owner_wang, variants=[variant(sku="SAME-1")])
    late = drafted(owner_peng, variants=[variant(sku="SAME-1")])

    with pytest.raises(errors.SkuTaken):
        submission_submit(actor=owner_peng, submission_id=late.pk, now=NOW)
    with pytest.raises(errors.SkuTaken):
        submission_approve(actor=reviewer_chen, submission_id=waiting.pk, now=LATER)

    waiting.refresh_from_db()
    assert (waiting.state, Product.objects.count()) == ("in_review", 1)


def test_picture_that_is_gone_refuses_the_whole_approval(
    in_review, owner_wang, reviewer_chen, pictures_at
):
    submission = in_review(owner_wang)
    pictures_at.forget(submission.content["pictures"][0])

    with pytest.raises(errors.PictureNotFound):
        submission_approve(actor=reviewer_chen, submission_id=submission.pk, now=LATER)

    submission.refresh_from_db()
    assert (submission.state, Product.objects.count()) == ("in_review", 0)


def test_choices_outside_the_lists_are_refused(drafted, owner_wang):
    for changes in (
        {"category": "no-such"},
        {"goods_class": "no-such"},
        {"attributes": {"season": ["m13"]}},
        {"attributes": {"enterprise": ["another"]}},
        {"variants": [variant(package="no-such")]},
    ):
        with pytest.raises(errors.ChoiceUnknown):
            drafted(owner_wang, **changes)
