import graphene

from plugins.wechat_pay.graphql.mutations.wechat_payment_code import WechatPaymentCode
from plugins.wechat_pay.graphql.mutations.wechat_payment_start import WechatPaymentStart
from plugins.wechat_pay.graphql.mutations.wechat_payment_sync import WechatPaymentSync


class Mutations(graphene.ObjectType):
    wechat_payment_code = WechatPaymentCode.Field()
    wechat_payment_start = WechatPaymentStart.Field()
    wechat_payment_sync = WechatPaymentSync.Field()
