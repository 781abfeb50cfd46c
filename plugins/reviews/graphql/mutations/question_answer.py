import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.errors import QuestionNotFound
from plugins.reviews.graphql.ids import key_from
from plugins.reviews.graphql.types import MyPost
from plugins.reviews.services.question_write import answer_by_buyer


class QuestionAnswer(DomainMutation):
    post = graphene.Field(MyPost, description="The answer, and whether it is shown at once.")

    class Arguments:
        question_id = graphene.ID(required=True, description="Id of a shown question.")
        text = graphene.String(required=True, description="2 to 500 characters.")
        is_anonymous = graphene.Boolean(description="Do not show the masked name.")

    class Meta:
        audience = CUSTOMER
        description = "Answers a question about goods the caller has bought and received, once."

    @classmethod
    def execute(cls, root, info, question_id, text, is_anonymous=False):
        answer = answer_by_buyer(
            buyer=info.context.user,
            question_id=key_from(question_id, missing=QuestionNotFound, field="questionId"),
            text=text,
            is_anonymous=bool(is_anonymous),
            now=timezone.now(),
        )
        return cls(post=answer.post)
