import graphene
from django.utils import timezone

from plugins.kernel.graphql import CUSTOMER, DomainMutation
from plugins.privacy.services.data_export import data_export


class MyDataExport(DomainMutation):
    data = graphene.JSONString(description="Everything held about the caller, part by part.")

    class Meta:
        audience = CUSTOMER
        description = "Hands the caller a copy of everything that is held about her."

    @classmethod
    def execute(cls, root, info):
        return cls(data=data_export(user=info.context.user, now=timezone.now()))
