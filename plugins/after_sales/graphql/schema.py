import graphene

from plugins.after_sales.graphql.mutations.after_sales_approve import AfterSalesApprove
from plugins.after_sales.graphql.mutations.after_sales_decide import AfterSalesDecide
from plugins.after_sales.graphql.mutations.after_sales_escalate import AfterSalesEscalate
from plugins.after_sales.graphql.mutations.after_sales_receive import AfterSalesReceive
from plugins.after_sales.graphql.mutations.after_sales_refund_again import AfterSalesRefundAgain
from plugins.after_sales.graphql.mutations.after_sales_refuse import AfterSalesRefuse
from plugins.after_sales.graphql.mutations.after_sales_request import AfterSalesRequest
from plugins.after_sales.graphql.mutations.after_sales_return_sent import AfterSalesReturnSent
from plugins.after_sales.graphql.mutations.after_sales_withdraw import AfterSalesWithdraw
from plugins.after_sales.graphql.mutations.order_confirm_receipt import OrderConfirmReceipt
from plugins.after_sales.graphql.queries import AfterSalesQueries


class Queries(AfterSalesQueries):
    pass


class Mutations(graphene.ObjectType):
    after_sales_request = AfterSalesRequest.Field()
    after_sales_withdraw = AfterSalesWithdraw.Field()
    after_sales_return_sent = AfterSalesReturnSent.Field()
    after_sales_escalate = AfterSalesEscalate.Field()
    order_confirm_receipt = OrderConfirmReceipt.Field()
    after_sales_approve = AfterSalesApprove.Field()
    after_sales_refuse = AfterSalesRefuse.Field()
    after_sales_receive = AfterSalesReceive.Field()
    after_sales_decide = AfterSalesDecide.Field()
    after_sales_refund_again = AfterSalesRefundAgain.Field()
