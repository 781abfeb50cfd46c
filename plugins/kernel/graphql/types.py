import graphene


class Refusal(graphene.ObjectType):
    """An expected refusal; clients branch on `code`, people read the message."""

    code = graphene.String(required=True, description="Stable code of the refusal.")
    field = graphene.String(description="Input field it belongs to, if any.")
    message = graphene.String(required=True, description="Cause and remedy in Chinese.")
    message_en = graphene.String(required=True, description="Cause and remedy in English.")

    class Meta:
        description = "An expected refusal: nothing was changed."
