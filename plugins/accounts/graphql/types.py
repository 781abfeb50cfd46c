import graphene
from graphql_relay import from_global_id, to_global_id

from plugins.accounts.states import Means

TYPE = "LoginSession"


class LoginSession(graphene.ObjectType):
    id = graphene.ID(required=True, description="Of this login.")
    device = graphene.String(required=True, description="As its owner knows it: Chrome · Windows.")
    address = graphene.String(required=True, description="Network it came from, last part hidden.")
    means = graphene.Enum("LoginMeans", [(each.name, each.value) for each in Means])(
        required=True, description="How the login was proven."
    )
    created_at = graphene.DateTime(required=True, description="When the login began.")
    last_used_at = graphene.DateTime(
        required=True, description="When its token was renewed the last time."
    )
    is_current = graphene.Boolean(required=True, description="Whether it is the asking device.")

    class Meta:
        description = "A login of the caller that goes on."

    @staticmethod
    def resolve_id(session, _info):
        return to_global_id(TYPE, str(session.pk))

    @staticmethod
    def resolve_is_current(session, info):
        current = getattr(info.context, "login_session", None)
        return current is not None and current.pk == session.pk


def session_id_of(global_id):
    """Return the uuid behind an id, or None: ids of other kinds are nobody's login."""
    import uuid

    try:
        kind, key = from_global_id(global_id)
        return uuid.UUID(key) if kind == TYPE else None
    except (ValueError, TypeError):
        return None
