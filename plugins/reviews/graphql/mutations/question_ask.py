import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.reviews.graphql.ids import product_key
from plugins.reviews.graphql.types import MyPost
from plugins.reviews.services.question_write import question_ask


class QuestionAsk(DomainMutation):
    post = graphene.Field(MyPost, description="The question, and whether it is shown at once.")

    class Arguments:
        product_id = graphene.ID(required=True, description="Global id of the product.")
        text = graphene.String(required=True, description="2 to 200 characters.")
        is_anonymous = graphene.Boolean(description="Do not show the masked name.")

    class Meta:
        audience = CUSTOMER
        description = "Asks about goods; ten questions a day."

    @classmethod
    def execute(cls, root, info, product_id, text, is_anonymous=False):
        question = question_ask(
            buyer=info.context.user,
            product_id=product_key(product_id),
            text=text,
            is_anonymous=bool(is_anonymous),
            now=timezone.now(),
        )
        return cls(post=question.post)
