import graphene

from plugins.kernel.graphql import caller
from plugins.privacy.graphql.mutations.my_data_export import MyDataExport
from plugins.privacy.selectors import deletion_outlook


class PrivacyWords(graphene.ObjectType):
    zh = graphene.String(required=True, description="In Chinese.")
    en = graphene.String(required=True, description="In English.")

    class Meta:
        description = "The same in two languages."


class MyDataDeletion(graphene.ObjectType):
    is_possible = graphene.Boolean(required=True, description="Nothing stands in the way.")
    hindrances = graphene.List(
        graphene.NonNull(PrivacyWords), required=True, description="What has to end before."
    )
    kept = graphene.List(
        graphene.NonNull(PrivacyWords), required=True, description="What stays, and by which law."
    )

    class Meta:
        description = "What closing the caller's account would meet."


class Queries(graphene.ObjectType):
    my_data_deletion = graphene.Field(
        MyDataDeletion,
        required=True,
        description="What stands in the way of closing the caller's account, and what stays.",
    )

    def resolve_my_data_deletion(self, info):
        user = caller(info)
        outlook = deletion_outlook(user=user)
        return MyDataDeletion(
            is_possible=not outlook.hindrances,
            hindrances=[PrivacyWords(zh=zh, en=en) for zh, en in outlook.hindrances],
            kept=[PrivacyWords(zh=zh, en=en) for zh, en in outlook.kept],
        )


class Mutations(graphene.ObjectType):
    my_data_export = MyDataExport.Field()
