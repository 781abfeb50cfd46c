import graphene

from plugins.fapiao.graphql.mutations.fapiao_issue import FapiaoIssue
from plugins.fapiao.graphql.mutations.fapiao_refuse import FapiaoRefuse
from plugins.fapiao.graphql.mutations.fapiao_request import FapiaoRequest
from plugins.fapiao.graphql.mutations.fapiao_reveal import FapiaoReveal
from plugins.fapiao.graphql.mutations.fapiao_withdraw import FapiaoWithdraw
from plugins.fapiao.graphql.queries import FapiaoQueries


class Queries(FapiaoQueries):
    pass


class Mutations(graphene.ObjectType):
    fapiao_request = FapiaoRequest.Field()
    fapiao_withdraw = FapiaoWithdraw.Field()
    fapiao_issue = FapiaoIssue.Field()
    fapiao_refuse = FapiaoRefuse.Field()
    fapiao_reveal = FapiaoReveal.Field()
