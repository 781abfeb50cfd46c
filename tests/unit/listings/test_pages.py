"""The enterprises' pages: the way of a good, and that others' goods do not exist."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, reverse
from saleor.account.models import User
from saleor.warehouse.models import Stock

from brand_theme.console.contributions import grants
from brand_theme.console.public import Role as StaffRole
from brand_theme.console.roles import roles_apply
from plugins.brand.models import ProductMaker
from plugins.brand.public import tie_declare
from plugins.child_orders.models import ChildMessage, ChildOrder
from plugins.listings.models import Listing, ListingPicture, Recall, Submission
from plugins.listings.services.submission_start import listing_draft
from plugins.marketplace.models import Invitation, Member
from plugins.reviews.models import Question, Review
from plugins.reviews.rules.kinds import PostKind
from plugins.reviews.services.post_write import buyer_writer, post_write
from plugins.settlement.models import Period
from tests.unit.listings.conftest import NOW, drawn
from tests.unit.listings.peaches import PEACH
from tests.unit.marketplace.conftest import join

pytestmark = pytest.mark.django_db


def browser(user_id: int) -> Client:
    client = Client()
    user = User.objects.get(pk=user_id)
    client.force_login(user)
    return client


@pytest.fixture
def qian(goods_hand) -> Client:
    return browser(goods_hand.user_id)


@pytest.fixture
def chen(db) -> Client:
    """陈审核 at the office's console, by the role's own permissions."""
    roles_apply(grants=grants())
    from django.contrib.auth.models import Group

    user = User.objects.create_user("office@daye.invalid", "Lakeside-plum-7", is_staff=True)
    user.groups.add(Group.objects.get(name=StaffRole.BRAND_OFFICE.value))
    return browser(user.pk)


def step(submission: Submission, name: str) -> str:
    return reverse("enterprise:wizard", args=[submission.pk, name])


def send(client: Client, submission: Submission, page: str, /, **data):
    submission.refresh_from_db()
    return client.post(
        step(submission, page), {"version": submission.version, "go": "next", **data}
    )


def act(client: Client, obj, action: str, **data):
    meta = obj._meta
    url = f"/console/{meta.app_label}/{meta.model_name}/{obj.pk}/do/{action}/"
    key = client.get(url).context["form"]["key"].initial
    return client.post(url, {"key": key, **data})


def test_good_is_filled_in_page_by_page_submitted_and_approved(shelves, pictures_at, qian, chen):
    assert qian.post("/enterprise/goods/new/").status_code == 302
    submission = Submission.objects.get()
    first = {name: PEACH[name] for name in ("name", "goods_class", "category", "description")}
    answer = send(qian, submission, "basics", **first)
    assert answer.url == step(submission, "basics")  # the trade's attributes follow
    again = send(
        qian,
        submission,
        "basics",
        **first,
        attr_storage="fresh",
        attr_delivery="express",
        attr_season=["m06", "m07"],
    )
    assert again.url == step(submission, "variants")
    [one] = PEACH["variants"]
    send(qian, submission, "variants", **{cell: [value, ""] for cell, value in one.items()})
    photo = SimpleUploadedFile("peach.jpg", drawn().read(), "image/jpeg")
    send(qian, submission, "pictures", pictures=photo)
    label = {f"label_{item}": text for item, text in PEACH["label"].items()}
    send(qian, submission, "label", **label, grade="一级", **PEACH["compliance"])
    shown = qian.get(step(submission, "preview")).content.decode()
    assert "还缺什么" not in shown
    assert "产地：湖北省大冶市保安镇沼山村" in shown
    qian.post(reverse("enterprise:submit", args=[submission.pk]))
    submission.refresh_from_db()
    assert submission.state == "submitted"

    assert "沼山白桃" in chen.get("/console/mall_listings/submission/").content.decode()
    page = chen.get(f"/console/mall_listings/submission/{submission.pk}/change/")
    assert page.status_code == 200
    picture = ListingPicture.objects.get().name
    seen = chen.get(f"/console/mall_listings/submission/picture/{picture}/")
    assert (seen.status_code, seen["Content-Type"]) == (200, "image/webp")
    act(chen, submission, "take")
    assert act(chen, submission, "approve", opinion="").status_code == 302

    listing = Listing.objects.get()
    assert listing.product.name == "沼山白桃"
    assert "尚未取得品牌授权" in qian.get("/enterprise/goods/").content.decode()
    assert qian.get(f"/enterprise/goods/{listing.pk}/").status_code == 200
    assert chen.get(f"/console/mall_listings/listing/{listing.pk}/change/").status_code == 200


def test_typed_in_values_come_back_with_what_is_wrong(shelves, qian, goods_hand):
    submission = listing_draft(actor=goods_hand, now=NOW)

    answer = send(
        qian, submission, "variants", name=["5斤装"], net_content=["2.5kg"], price=["一百"]
    )

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "价格不是数字" in shown
    assert 'value="一百"' in shown
    assert Submission.objects.get().content["variants"] == []


def test_stale_page_is_told_and_writes_nothing(shelves, qian, goods_hand):
    submission = listing_draft(actor=goods_hand, now=NOW)
    send(qian, submission, "basics", name="先保存的")

    answer = qian.post(step(submission, "basics"), {"version": 1, "name": "后来的"})

    assert "刚被另一个页面或同事改过" in answer.content.decode()
    assert Submission.objects.get().content["name"] == "先保存的"


def test_broken_picture_is_named_and_the_good_one_is_kept(shelves, pictures_at, qian, goods_hand):
    submission = listing_draft(actor=goods_hand, now=NOW)
    files = [
        SimpleUploadedFile("broken.jpg", b"no picture", "image/jpeg"),
        SimpleUploadedFile("peach.jpg", drawn().read(), "image/jpeg"),
    ]

    answer = send(qian, submission, "pictures", pictures=files)

    assert "broken.jpg" in answer.content.decode()
    [name] = Submission.objects.get().content["pictures"]
    shown = qian.get(reverse("enterprise:listing_picture", args=[name]))
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/webp")
    send(qian, submission, "pictures", do=f"remove:{name}")
    assert Submission.objects.get().content["pictures"] == []


def test_words_are_answered_for_on_the_page(drafted, owner_wang):
    submission = drafted(owner_wang, name="顶级白桃")
    client = browser(owner_wang.user_id)
    assert "顶级" in client.get(step(submission, "preview")).content.decode()

    client.post(
        reverse("enterprise:answer", args=[submission.pk]),
        {"field": "name", "rule": "superlative", "found": "顶级", "reason": "注册商标原文"},
    )

    client.post(reverse("enterprise:submit", args=[submission.pk]))
    assert Submission.objects.get().state == "submitted"


def test_reasons_of_the_office_reach_the_enterprise(in_review, owner_wang, chen):
    submission = in_review(owner_wang)

    act(chen, submission, "ask", pictures="第一张太暗", opinion="其余可以")

    client = browser(owner_wang.user_id)
    assert "第一张太暗" in client.get(step(submission, "pictures")).content.decode()
    assert "品牌办要求修改" in client.get("/enterprise/").content.decode()


def test_office_stops_calls_back_and_closes(live, owner_wang, chen):
    listing = live(owner_wang)
    assert act(chen, listing, "suspend", reason="抽检不合格").status_code == 302
    assert act(chen, listing, "resume", reason="复检合格").status_code == 302
    days = {"ordered_from": "2026-06-01", "ordered_until": "2026-06-30"}
    assert act(chen, listing, "recall", reason="农残超标", batch="6", **days).status_code == 302

    recall = Recall.objects.get()
    assert chen.get(f"/console/mall_listings/recall/{recall.pk}/change/").status_code == 200
    assert "抽检" not in (Listing.objects.get().suspension_reason)
    client = browser(owner_wang.user_id)
    assert "农残超标" in client.get(f"/enterprise/goods/{listing.pk}/").content.decode()
    assert act(chen, recall, "close", findings="全部退回").status_code == 302
    for page in ("listing", "recall", "submission"):
        assert chen.get(f"/console/mall_listings/{page}/").status_code == 200


def test_tied_colleague_reads_why_not(submitted, owner_wang, orchard, chen):
    from plugins.brand.public import Actor

    submission = submitted(owner_wang)
    user = User.objects.get(email="office@daye.invalid")
    tie_declare(enterprise=orchard, user=user, relation="表兄", actor=Actor.of(user))

    answer = act(chen, submission, "take")

    assert "利益关系" in answer.content.decode()
    assert Submission.objects.get().state == "submitted"


def test_price_and_stock_on_one_page(live, owner_wang, qian):
    listing = live(owner_wang)
    url = reverse("enterprise:good_sales", args=[listing.pk])
    one, stock = listing.product.variants.get(), Stock.objects.get()
    data = {
        f"price_{one.pk}": "55.00",
        f"seen_{one.pk}": "49.90",
        f"stock_{stock.pk}": "9",
        f"had_{stock.pk}": "20",
    }
    assert qian.get(url).status_code == 200

    qian.post(url, data)
    refused = qian.post(url, data, follow=True)

    assert "已变为" not in refused.content.decode()  # the same again changes nothing
    data[f"price_{one.pk}"] = "0"
    assert "大于 0" in qian.post(url, data, follow=True).content.decode()
    stock.refresh_from_db()
    assert stock.quantity == 9


def test_workbooks_on_the_page(live, owner_wang, qian):
    live(owner_wang)
    for page in ("goods_transfer", "goods_template", "goods_export"):
        assert qian.get(reverse(f"enterprise:{page}")).status_code == 200
    exported = qian.get(reverse("enterprise:goods_export")).content
    file = SimpleUploadedFile("goods.xlsx", exported)

    answer = qian.post(reverse("enterprise:goods_transfer"), {"kind": "sales", "file": file})

    assert "没有要写入的内容" in answer.content.decode()
    template = qian.get(reverse("enterprise:goods_template")).content
    file = SimpleUploadedFile("goods.xlsx", template)
    answer = qian.post(reverse("enterprise:goods_transfer"), {"kind": "goods", "file": file})
    assert "1 份草稿已建好" in answer.content.decode()
    broken = SimpleUploadedFile("x.xlsx", b"x")
    answer = qian.post(
        reverse("enterprise:goods_transfer"), {"kind": "goods", "file": broken}, follow=True
    )
    assert "不是完整的" in answer.content.decode()


def _names(patterns) -> set[str]:
    return {each.name for each in patterns if isinstance(each, URLPattern) and each.name}


@pytest.fixture
def peach_order(live, owner_wang, orchard, placed_order) -> tuple[ChildOrder, Period]:
    """A paid order of the orchard's goods, and a statement of the orchard."""
    listing = live(owner_wang)
    ProductMaker.objects.filter(product=listing.product).update(enterprise=orchard)
    placed = placed_order((listing.product.variants.get(), 1))
    ChildOrder.objects.filter(order=placed.order_id).update(
        state="to_ship", paid_at=NOW, ship_by=NOW
    )
    period = Period.objects.create(
        enterprise=orchard,
        starts_on=NOW.date(),
        ends_on=NOW.date(),
        opening_fen=0,
        closing_fen=0,
        closed_at=NOW,
        confirm_by=NOW,
    )
    return ChildOrder.objects.get(order=placed.order_id), period


def _written(child: ChildOrder) -> tuple[Review, Question]:
    """What the order's buyer says and asks about its goods."""
    line = child.lines.get().order_line
    posts = [
        post_write(
            kind=kind,
            writer=buyer_writer(child.order.placed.buyer),
            product_id=line.variant.product_id,
            enterprise_id=child.enterprise_id,
            text="个大汁多",
            now=NOW,
        )
        for kind in (PostKind.REVIEW, PostKind.QUESTION)
    ]
    review = Review.objects.create(post=posts[0], order_line=line, stars=5)
    return review, Question.objects.create(post=posts[1])


def _everything() -> tuple:
    return (
        list(Listing.objects.values_list("pk", "product", "suspended_at")),
        list(Submission.objects.values_list("pk", "state", "version")),
        list(Member.objects.values_list("pk", "state", "roles")),
        list(Invitation.objects.values_list("pk", "state")),
        list(ChildOrder.objects.values_list("pk", "state")),
        list(ChildMessage.objects.values_list("pk")),
        list(Period.objects.values_list("pk", "state", "dispute")),
    )


def test_packer_has_no_goods_in_the_menu_nor_by_address(shelves, packer_liu, owner_wang):
    client = browser(packer_liu.user_id)

    assert "/enterprise/goods/" not in client.get("/enterprise/").content.decode()
    assert client.get("/enterprise/goods/").status_code == 403
    assert client.post("/enterprise/goods/new/").status_code == 403
    assert not Submission.objects.exists()


def test_strangers_and_staff_are_sent_to_the_login(shelves, buyer_li, chen):
    for client in (Client(), browser(buyer_li.pk), chen):
        answer = client.get("/enterprise/goods/")
        assert answer.status_code == 302
        assert "/enterprise/login/" in answer.url


def test_service_sees_goods_and_recalls_but_decides_nothing(live, owner_wang, in_review, chen):
    from django.contrib.auth.models import Group

    listing = live(owner_wang)
    user = User.objects.create_user("care@daye.invalid", "Lakeside-plum-7", is_staff=True)
    user.groups.add(Group.objects.get(name=StaffRole.SERVICE.value))
    client = browser(user.pk)

    assert client.get(f"/console/mall_listings/listing/{listing.pk}/change/").status_code == 200
    assert client.get("/console/mall_listings/submission/").status_code == 403
    url = f"/console/mall_listings/listing/{listing.pk}/do/suspend/"
    assert client.post(url, {"reason": "x", "key": "k"}).status_code == 403
    picture = f"/console/mall_listings/submission/picture/{'a' * 32}/"
    assert client.get(picture).status_code == 403


def test_who_works_for_two_enterprises_acts_for_one_at_a_time(
    drafted, orchard, pottery, owner_wang
):
    both = join(orchard, "both@example.com", "goods")
    Member.objects.create(enterprise=pottery, user_id=both.user_id, roles=["owner"], joined_at=NOW)
    submission = drafted(owner_wang)
    client = browser(both.user_id)
    url = step(submission, "basics")
    assert client.get(url).status_code == 200

    client.post("/enterprise/switch/", {"enterprise": pottery.pk})

    assert client.get(url).status_code == 404
    assert "保安陶坊" in client.get("/enterprise/").content.decode()
    assert client.post("/enterprise/switch/", {"enterprise": 0}).status_code == 404
    Member.objects.filter(enterprise=pottery, user_id=both.user_id).update(
        state="left", left_at=NOW
    )
    assert client.get(url).status_code == 200  # back to the one that is left
