import graphene
from django.utils import timezone

from plugins.fapiao.graphql.staff import SELLER, request_id_from, seller_of
from plugins.fapiao.graphql.types import FapiaoEntry
from plugins.fapiao.selectors import entry_of
from plugins.fapiao.services.fapiao_issue import IssuedFapiao, fapiao_issue
from plugins.kernel.graphql import DomainMutation


class FapiaoIssue(DomainMutation):
    entry = graphene.Field(FapiaoEntry, description="The settled request.")

    class Arguments:
        id = graphene.ID(required=True, description="Id of the request.")
        revision = graphene.Int(
            required=True, description="Revision of the details that were put on the fapiao."
        )
        number = graphene.String(required=True, description="Fapiao number.")
        issued_on = graphene.Date(required=True, description="Date that stands on the fapiao.")
        total_fen = graphene.Int(required=True, description="Its amount with tax, in fen.")
        document = graphene.String(description="An https link or reference of the PDF or OFD.")

    class Meta:
        audience = SELLER
        description = "Records a fapiao that was made out in the tax system."

    @classmethod
    def execute(cls, root, info, id, revision, number, issued_on, total_fen, document=None):
        now = timezone.now()
        request = fapiao_issue(
            request_id=request_id_from(id),
            revision=revision,
            issued=IssuedFapiao(number, issued_on, total_fen, document or ""),
            actor=seller_of(info.context),
            now=now,
        )
        return cls(entry=entry_of(request, now=now))
