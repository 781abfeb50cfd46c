import graphene

from plugins.wechat.graphql.mutations.wechat_account_close import WechatAccountClose
from plugins.wechat.graphql.mutations.wechat_authorise import WechatAuthorise
from plugins.wechat.graphql.mutations.wechat_link import WechatLink
from plugins.wechat.graphql.mutations.wechat_login import WechatLogin
from plugins.wechat.graphql.mutations.wechat_phone_bind import WechatPhoneBind
from plugins.wechat.graphql.queries import WechatQueries


class Queries(WechatQueries):
    pass


class Mutations(graphene.ObjectType):
    wechat_account_close = WechatAccountClose.Field()
    wechat_authorise = WechatAuthorise.Field()
    wechat_link = WechatLink.Field()
    wechat_login = WechatLogin.Field()
    wechat_phone_bind = WechatPhoneBind.Field()
