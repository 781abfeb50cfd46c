"""What buyers say of received goods, what enterprises reply, and what others ask."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from plugins.reviews.models import Answer, FollowUp, Post, Question, Reply, Review
from plugins.reviews.rules.kinds import Concern, HideReason, PostKind, Side
from plugins.reviews.rules.texts import Finding, byline
from plugins.reviews.rules.windows import DISSATISFIED
from plugins.reviews.states import PostState
from saleor_config.bench.generator import words
from saleor_config.bench.generator.copying import Ids, Rows
from saleor_config.bench.generator.orders import Kept
from saleor_config.bench.generator.plans import PartPlan
from saleor_config.bench.generator.world import Good, World

SYSTEM = "system:generate"
STARS = (5, 5, 5, 5, 5, 4, 4, 4, 3, 2, 1)
SAID = {
    5: "很新鲜，包装也好，下次还买。",
    4: "味道不错，就是分量比想的少一点。",
    3: "一般，和描述的差不多。",
    2: "有几个压坏了，不太满意。",
    1: "收到时已经不新鲜了。",
}
LATER = "吃了两周，还是那个味道。"
REPLIED = "谢谢您的评价，我们会继续做好。"
ASKED = "一份大概能放多久？"
ANSWERED = "常温三天，冷藏一周，请尽快食用。"
TRIED = "我家冷藏放了五天，没有问题。"
#: How one review in fifteen stands that is not simply shown.
MODERATED = (PostState.WAITING, PostState.HIDDEN, PostState.OBJECTED, PostState.UPHELD)
#: Younger texts still wait; older ones somebody has looked at.
WAITS = timedelta(days=3)


class ReviewWriter:
    """Posts with what each is: the database counts the stars itself."""

    def __init__(self, world: World) -> None:
        self.world, self.size, self.ids = world, world.size, Ids(Post)
        self.posts = Rows(
            Post, "id", "kind", "side", "author_id", "product_id", "enterprise_id", "byline",
            "text", "written_at", "state", "state_since", "findings", "hidden_reason",
            "hidden_note", "hidden_by", "objection", "objected_at", "decision_note", "decided_by",
        )  # fmt: skip
        self.reviews = Rows(Review, "post_id", "order_line_id", "stars", "concerns")
        self.follow_ups = Rows(FollowUp, "post_id", "review_id")
        self.replies = Rows(Reply, "post_id", "review_id")
        self.questions = Rows(Question, "post_id")
        self.answers = Rows(Answer, "post_id", "question_id", "answered_by")

    def tables(self) -> list[Rows]:
        return [each for each in vars(self).values() if isinstance(each, Rows)]

    def add(self, kept: Kept) -> None:
        dice = self.size.dice("review", kept.plan.number)
        for part in kept.plan.parts:
            if part.received_at is not None:
                self._received(kept, part, part.received_at, dice)

    def _received(self, kept: Kept, part: PartPlan, received_at: datetime, dice: Random) -> None:
        for line in part.lines:
            at = received_at + timedelta(hours=dice.randrange(2, 200))
            if dice.random() < 0.3 and at < self.size.until:
                self._review(kept, line, at, dice)
        # Somebody else asks about the goods; who has them knows.
        at = received_at + timedelta(hours=dice.randrange(1, 20))
        if dice.random() < 0.03 and at + timedelta(days=1) < self.size.until:
            self._question(kept, kept.plan.lines[part.lines[0]].good, at, dice)

    def _review(self, kept: Kept, line: int, at: datetime, dice: Random) -> None:
        good, stars = kept.plan.lines[line].good, dice.choice(STARS)
        name = byline(name=self._surname(kept.plan.buyer), is_anonymous=dice.random() < 0.2)
        state = self._state(at, dice)
        review_id = self._post(
            PostKind.REVIEW, kept.buyer.user_id, good, name, SAID[stars], at, state
        )
        is_cross = stars <= DISSATISFIED
        concern = dice.choice(tuple(Concern)).value
        self.reviews.add(
            review_id, kept.line_ids[line], stars, f"{{{concern}}}" if is_cross else "{}"
        )
        later = at + timedelta(days=14)
        if dice.random() < 0.1 and later < self.size.until:
            more = self._post(PostKind.FOLLOW_UP, kept.buyer.user_id, good, name, LATER, later)
            self.follow_ups.add(more, review_id)
        replied = at + timedelta(hours=dice.randrange(1, 40))
        # Nobody replies to what nobody sees.
        is_shown = state is PostState.SHOWN
        if is_shown and dice.random() < (0.7 if is_cross else 0.15) and replied < self.size.until:
            self.replies.add(self._of_enterprise(PostKind.REPLY, good, REPLIED, replied), review_id)

    def _question(self, kept: Kept, good: Good, at: datetime, dice: Random) -> None:
        asking = (kept.plan.buyer + 1) % len(self.world.buyers)
        asked = self._post(
            PostKind.QUESTION, self.world.buyers[asking].user_id, good,
            byline(name=self._surname(asking), is_anonymous=False), ASKED, at,
        )  # fmt: skip
        self.questions.add(asked)
        if dice.random() < 0.75:
            later = at + timedelta(hours=dice.randrange(1, 12))
            answer = self._of_enterprise(PostKind.ANSWER, good, ANSWERED, later)
            self.answers.add(answer, asked, "enterprise")
        if dice.random() < 0.3:
            self._tried(kept, good, asked, at + timedelta(hours=13))

    def _tried(self, kept: Kept, good: Good, asked: int, at: datetime) -> None:
        """The buyer who has them answers as well."""
        name = byline(name=self._surname(kept.plan.buyer), is_anonymous=False)
        answer = self._post(PostKind.ANSWER, kept.buyer.user_id, good, name, TRIED, at)
        self.answers.add(answer, asked, f"buyer:{kept.buyer.user_id}")

    def _surname(self, buyer: int) -> str:
        return words.person(self.size.dice("buyer", buyer))[0]

    def _state(self, at: datetime, dice: Random) -> PostState:
        if dice.random() >= 1 / 15:
            return PostState.SHOWN
        is_young = self.size.until - at < WAITS
        return PostState.WAITING if is_young else dice.choice(MODERATED[1:])

    def _of_enterprise(self, kind: PostKind, good: Good, text: str, at: datetime) -> int:
        owner_id = self.world.owner_of(good.enterprise_id)
        name = self.world.name_of(good.enterprise_id)
        return self._post(kind, owner_id, good, name, text, at, side=Side.ENTERPRISE)

    def _post(
        self,
        kind: PostKind,
        author_id: int,
        good: Good,
        name: str,
        text: str,
        at: datetime,
        state: PostState = PostState.SHOWN,
        *,
        side: Side = Side.BUYER,
    ) -> int:
        post_id = self.ids.next()
        self.posts.add(
            post_id, kind.value, side.value, author_id, good.product_id, good.enterprise_id, name,
            text, at, state.value, at, [Finding.WORDS.value] if state is PostState.WAITING else [],
            *_moderation(state, at),
        )  # fmt: skip
        return post_id


def _moderation(state: PostState, at: datetime) -> tuple[Any, ...]:
    """Return why it is hidden, by whom, what its writer objected, and what came of that."""
    if state in (PostState.SHOWN, PostState.WAITING):
        return ("", "", "", "", None, "", "")
    hidden = (HideReason.UNRELATED.value, "说的不是这件商品。", "staff:moderator")
    if state is PostState.HIDDEN:
        return (*hidden, "", None, "", "")
    objected = ("我说的就是这件商品。", at + timedelta(hours=20))
    is_upheld = state is PostState.UPHELD
    return (*hidden, *objected, *(("内容确与商品无关。", SYSTEM) if is_upheld else ("", "")))
