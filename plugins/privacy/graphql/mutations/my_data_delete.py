import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.privacy.services.data_delete import data_delete


class MyDataDelete(DomainMutation):
    is_deleted = graphene.Boolean(description="True once it is done; it cannot be undone.")

    class Arguments:
        confirmation = graphene.String(required=True, description="The words 注销账号.")

    class Meta:
        audience = CUSTOMER
        description = "Closes the caller's account and deletes what no law wants kept."

    @classmethod
    def execute(cls, root, info, confirmation):
        data_delete(user=info.context.user, confirmation=confirmation, now=timezone.now())
        return cls(is_deleted=True)
