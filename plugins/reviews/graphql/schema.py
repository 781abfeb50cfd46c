import graphene

from plugins.reviews.graphql.enterprise import ProductExtension
from plugins.reviews.graphql.mutations.enterprise_follow import EnterpriseFollow
from plugins.reviews.graphql.mutations.post_object import PostObject
from plugins.reviews.graphql.mutations.product_favourite import ProductFavourite
from plugins.reviews.graphql.mutations.question_answer import QuestionAnswer
from plugins.reviews.graphql.mutations.question_ask import QuestionAsk
from plugins.reviews.graphql.mutations.review_follow_up import ReviewFollowUp
from plugins.reviews.graphql.mutations.review_write import ReviewWrite
from plugins.reviews.graphql.queries import ReviewQueries

EXTENSIONS = {"saleor.graphql.product.types.Product": ProductExtension}


class Queries(ReviewQueries):
    pass


class Mutations(graphene.ObjectType):
    review_write = ReviewWrite.Field()
    review_follow_up = ReviewFollowUp.Field()
    post_object = PostObject.Field()
    question_ask = QuestionAsk.Field()
    question_answer = QuestionAnswer.Field()
    enterprise_follow = EnterpriseFollow.Field()
    product_favourite = ProductFavourite.Field()
