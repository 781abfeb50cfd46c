import graphene

from plugins.wechat.graphql.mutations.wechat_login import WechatLogin
from plugins.wechat.graphql.mutations.wechat_phone_bind import WechatPhoneBind


class Mutations(graphene.ObjectType):
    wechat_login = WechatLogin.Field()
    wechat_phone_bind = WechatPhoneBind.Field()
