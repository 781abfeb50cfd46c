"""What a buyer wrote about goods, and what she likes."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.db import transaction

from plugins.kernel.personal_data import PersonalData, moment
from plugins.kernel.registry import Words
from plugins.reviews.models import Favourite, Follow, Post, PostPicture
from plugins.reviews.picture_store import picture_folder


class ReviewsData(PersonalData):
    title: ClassVar[Words] = ("评价、问答与收藏", "Reviews, questions and favourites")
    kept: ClassVar[Words | None] = (
        "已发表的评价与问答，只显示姓氏或匿名（《电子商务法》第三十九条：不得删除评价）",
        "reviews and questions under a masked name (E-Commerce Law art. 39: not to be deleted)",
    )

    def held(self, *, user: Any) -> Any:
        posts = Post.objects.filter(author=user).select_related("product")
        follows = Follow.objects.filter(user=user).select_related("enterprise")
        favourites = Favourite.objects.filter(user=user).select_related("product")
        return {
            "posts": [
                {
                    "kind": post.kind,
                    "goods": post.product.name,
                    "byline": post.byline,
                    "text": post.text,
                    "at": moment(post.written_at),
                }
                for post in posts
            ],
            "follows": [each.enterprise.name for each in follows],
            "favourites": [each.product.name for each in favourites],
        }

    def erase(self, *, user: Any, now: datetime) -> None:
        Follow.objects.filter(user=user).delete()
        Favourite.objects.filter(user=user).delete()
        pictures = PostPicture.objects.filter(author=user, post__isnull=True)
        names = list(pictures.values_list("name", flat=True))
        pictures.delete()
        for name in names:
            transaction.on_commit(partial(picture_folder().forget, name))
