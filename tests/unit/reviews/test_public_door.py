"""What the mini-shop asks: reviews, questions, enterprises, favourites."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from graphene import Node
from saleor.product.models import Product

from plugins.brand.models import ProductMaker
from plugins.reviews.models import Favourite, Follow, Post
from plugins.reviews.selectors.own import takes_follow_up
from plugins.reviews.services.question_write import question_ask
from plugins.reviews.services.reply_write import reply_write
from tests.unit.reviews.conftest import CLEAN, hide, many_reviews

pytestmark = pytest.mark.django_db


def global_id(variant) -> str:
    return Node.to_global_id("Product", variant.product_id)


def refusal_of(answer) -> str:
    [error] = answer["errors"]
    return error["code"]


@pytest.fixture
def li(client_of, buyer_li):
    return client_of(buyer_li)


def test_buyer_finds_what_to_review_and_reviews_it(li, received, peach, line_of):
    nodes = [edge["node"] for edge in li.data("LinesToReview")["linesToReview"]["edges"]]
    [line] = [node for node in nodes if node["productId"] == global_id(peach)]
    assert line["lineId"] == str(line_of(peach).pk)

    sent = li.data(
        "ReviewWrite", lineId=line["lineId"], stars=2, text="酸。", concerns=["QUALITY"]
    )["reviewWrite"]

    assert (sent["errors"], sent["post"]["state"]) == ([], "SHOWN")
    again = li.data("ReviewWrite", lineId=line["lineId"], stars=5, text=CLEAN)["reviewWrite"]
    assert refusal_of(again) == "REVIEW_ALREADY_WRITTEN"
    assert li.data("LinesToReview")["linesToReview"]["totalCount"] == 1


def test_everybody_reads_reviews_with_stars_and_hidden_counts(
    review, say, mahua, visitor, peach, wang, orchard
):
    reply_write(actor=wang, review_id=review.pk, text="谢谢李姐！", now=timezone.now())

    told = visitor.data("ProductReviews", productId=global_id(peach))

    assert told["product"]["rating"]["average"] == 5.0
    assert told["product"]["rating"]["distribution"][0] == {"stars": 5, "count": 1}
    assert told["product"]["enterprise"]["brandName"] == "沼山"
    [node] = [edge["node"] for edge in told["productReviews"]["edges"]]
    assert (node["byline"], node["text"], node["reply"]["text"]) == (
        "冶里集买家",
        CLEAN,
        "谢谢李姐！",
    )

    hide(review.post)
    told = visitor.data("ProductReviews", productId=global_id(peach))
    assert told["productReviews"]["edges"] == []
    assert told["product"]["hiddenReviews"] == [
        {"reason": "ABUSE", "reasonText": "辱骂或人身攻击", "count": 1}
    ]
    assert told["product"]["rating"]["average"] is None


def test_hidden_review_shows_its_writer_why_and_she_objects(li, review, client_of, buyer_zhou):
    hide(review.post)

    [edge] = li.data("MyPosts", kind="REVIEW")["myPosts"]["edges"]
    mine = edge["node"]
    assert (mine["state"], mine["hiddenReason"], mine["canObject"]) == ("HIDDEN", "ABUSE", True)
    assert mine["hiddenNote"] == "对店家用了侮辱性的话。"
    stranger = client_of(buyer_zhou).data("PostObject", id=mine["id"], text="不公平")
    assert refusal_of(stranger["postObject"]) == "POST_NOT_FOUND"

    sent = li.data("PostObject", id=mine["id"], text="我没有骂人。")["postObject"]

    assert (sent["post"]["state"], sent["post"]["canObject"]) == ("OBJECTED", False)


def test_writer_is_told_what_she_can_still_add_to(li, say, peach):
    def addable() -> list[tuple[str, bool]]:
        edges = li.data("MyPosts")["myPosts"]["edges"]
        return sorted((edge["node"]["kind"], edge["node"]["canFollowUp"]) for edge in edges)

    review = say(peach, now=timezone.now())
    assert addable() == [("REVIEW", True)]
    over = review.post.written_at + timedelta(days=180)
    assert takes_follow_up(review.post, now=over - timedelta(seconds=1))
    assert not takes_follow_up(review.post, now=over)

    sent = li.data("ReviewFollowUp", reviewId=str(review.pk), text="放了一周还脆。")
    assert sent["reviewFollowUp"]["errors"] == []
    assert addable() == [("FOLLOW_UP", False), ("REVIEW", False)]


def test_pages_follow_each_other(li, say, peach, mahua, orchard, buyer_li, visitor):
    for number in range(3):
        question_ask(
            buyer=buyer_li,
            product_id=peach.product_id,
            text=f"第 {number} 问",
            now=timezone.now(),
        )

    first = visitor.data("ProductQuestions", productId=global_id(peach), first=2)
    page = first["productQuestions"]
    assert ([e["node"]["text"] for e in page["edges"]], page["totalCount"]) == (
        ["第 2 问", "第 1 问"],
        3,
    )
    rest = visitor.data(
        "ProductQuestions", productId=global_id(peach), after=page["pageInfo"]["endCursor"]
    )["productQuestions"]
    assert [edge["node"]["text"] for edge in rest["edges"]] == ["第 0 问"]
    assert rest["pageInfo"]["hasNextPage"] is False
    wrong = visitor.send("ProductQuestions", productId=global_id(peach), after="kaputt").json()
    assert wrong["errors"][0]["extensions"]["code"] == "CURSOR_INVALID"


def test_questions_and_answers_through_the_door(received, li, client_of, buyer_zhou, peach):
    zhou = client_of(buyer_zhou)
    asked = zhou.data("QuestionAsk", productId=global_id(peach), text="甜吗？")["questionAsk"]
    assert asked["errors"] == []

    facts = {"questionId": asked["post"]["id"], "text": "很甜。"}
    refused = zhou.data("QuestionAnswer", **facts)["questionAnswer"]
    assert refusal_of(refused) == "ANSWER_NOT_BOUGHT"
    assert li.data("QuestionAnswer", **facts)["questionAnswer"]["errors"] == []


def test_following_and_keeping_twice_is_once(li, visitor, peach, orchard):
    type(orchard).objects.filter(pk=orchard.pk).update(town="保安镇")  # as the office writes it
    for _ in range(2):
        followed = li.data("EnterpriseFollow", enterpriseId=str(orchard.pk), follows=True)
        assert followed["enterpriseFollow"]["followersCount"] == 1
        kept = li.data("ProductFavourite", productId=global_id(peach), keeps=True)
        assert kept["productFavourite"]["favouritesCount"] == 1
    [enterprise] = li.data("MyFollowedEnterprises")["myFollowedEnterprises"]["edges"]
    assert (enterprise["node"]["brandName"], enterprise["node"]["isFollowed"]) == ("沼山", True)
    assert enterprise["node"]["town"] == "保安镇"
    [kept] = li.data("MyFavouriteProducts")["myFavouriteProducts"]["edges"]
    assert kept["node"]["product"]["slug"] == peach.product.slug

    Product.objects.filter(pk=peach.product_id).update(is_published=False)
    [kept] = li.data("MyFavouriteProducts")["myFavouriteProducts"]["edges"]
    assert (kept["node"]["name"], kept["node"]["product"]) == ("保安狗血桃", None)

    for _ in range(2):
        li.data("EnterpriseFollow", enterpriseId=str(orchard.pk), follows=False)
        li.data("ProductFavourite", productId=global_id(peach), keeps=False)
    assert not Follow.objects.exists()
    assert not Favourite.objects.exists()


@pytest.mark.parametrize("given", ["", "0", "999999", "99999999999999", "x", "UHJvZHVjdDp4"])
def test_made_up_ids_are_told_apart(li, received, given):
    """None is found, none breaks anything."""
    wanted = [
        li.data("EnterpriseFollow", enterpriseId=given, follows=True)["enterpriseFollow"],
        li.data("ProductFavourite", productId=given, keeps=True)["productFavourite"],
        li.data("ReviewWrite", lineId=given, stars=5, text=CLEAN)["reviewWrite"],
        li.data("ReviewFollowUp", reviewId=given, text=CLEAN)["reviewFollowUp"],
        li.data("QuestionAsk", productId=given, text=CLEAN)["questionAsk"],
        li.data("QuestionAnswer", questionId=given, text=CLEAN)["questionAnswer"],
        li.data("PostObject", id=given, text=CLEAN)["postObject"],
    ]

    assert all(refusal_of(answer).endswith("_NOT_FOUND") for answer in wanted)
    assert not Post.objects.exists()


def test_enterprise_has_a_page(review, visitor, orchard, peach):
    found = visitor.data("RegionalEnterprise", slug=orchard.slug)["regionalEnterprise"]

    assert (found["brandName"], found["kind"], found["rating"]["count"]) == ("沼山", "农户", 1)
    assert [edge["node"]["slug"] for edge in found["goods"]["edges"]] == [peach.product.slug]
    assert found["reviews"]["edges"][0]["node"]["productName"] == "保安狗血桃"
    assert found["licences"] == []  # it has no certificate: no badge
    by_id = visitor.data("RegionalEnterprise", id=found["id"])["regionalEnterprise"]
    assert by_id["slug"] == orchard.slug
    assert visitor.data("RegionalEnterprise", slug="nobody")["regionalEnterprise"] is None


def test_nobody_has_no_lists(visitor):
    for name in ("MyPosts", "LinesToReview", "MyFollowedEnterprises", "MyFavouriteProducts"):
        errors = visitor.send(name).json()["errors"]
        assert errors[0]["extensions"]["code"] == "LOGIN_REQUIRED"


def test_queries_do_not_grow_with_the_lists(visitor, orchard, goods, review):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            told = visitor.data("RegionalEnterprise", slug=orchard.slug, goods=50, reviews=50)
        assert told["regionalEnterprise"]["goods"]["edges"]
        return len(caught)

    def stock_up(count: int) -> None:
        many_reviews(review, count)
        for number in range(count):
            product = goods(f"桃 {count}-{number}", "9.90").product
            ProductMaker.objects.filter(product=product).update(enterprise=orchard)

    stock_up(2)
    few = queries()
    stock_up(5)

    assert queries() == few
