"""Logging in, staying in, leaving."""

import graphene
from django.utils import timezone
from saleor.graphql.account.types import User

from plugins.accounts.device import device_of
from plugins.accounts.errors import SessionUnknown
from plugins.accounts.graphql.types import session_id_of
from plugins.accounts.services.login import login_with_password
from plugins.accounts.services.sessions import (
    session_end,
    session_refresh,
    sessions_end_everywhere,
)
from plugins.accounts.states import EndReason
from plugins.kernel.graphql import ANYONE, CUSTOMER, DomainMutation


class Pair(graphene.ObjectType):
    """The fields of every mutation that hands tokens out."""

    access_token = graphene.String(description="For the header `Authorization: JWT …`.")
    refresh_token = graphene.String(
        description="Exchanged once, by `loginRefresh`, for the next pair. Keep it secret."
    )
    expires_in = graphene.Int(description="Life of the access token in seconds.")
    user = graphene.Field(User, description="The user logged in.")

    class Meta:
        abstract = True


def fields_of(pair, info):
    """Return a pair as fields; those of User look at the caller, who is now this user."""
    info.context.user = pair.user
    info.context.login_session = pair.session
    return {
        "access_token": pair.access_token,
        "refresh_token": pair.refresh_token,
        "expires_in": pair.expires_in,
        "user": pair.user,
    }


class LoginWithPassword(Pair, DomainMutation):
    class Arguments:
        email = graphene.String(required=True, description="Address of the account.")
        password = graphene.String(required=True, description="Its password.")
        code = graphene.String(
            default_value="",
            description="Digits of the authenticator or a recovery code, where it has one.",
        )

    class Meta:
        audience = ANYONE
        description = "Logs a user in."

    @classmethod
    def execute(cls, root, info, email, password, code=""):
        pair = login_with_password(
            email=email,
            password=password,
            code=code or "",
            device=device_of(info.context),
            now=timezone.now(),
        )
        return cls(**fields_of(pair, info))


class LoginRefresh(Pair, DomainMutation):
    class Arguments:
        refresh_token = graphene.String(required=True, description="The one got last.")

    class Meta:
        audience = ANYONE
        description = "Exchanges a refresh token for the next pair of tokens."

    @classmethod
    def execute(cls, root, info, refresh_token):
        pair = session_refresh(
            token=refresh_token, device=device_of(info.context), now=timezone.now()
        )
        return cls(**fields_of(pair, info))


class Logout(DomainMutation):
    class Meta:
        audience = CUSTOMER
        description = "Ends the login of the device that asks."

    @classmethod
    def execute(cls, root, info):
        session_end(
            user=info.context.user,
            session_id=info.context.login_session.pk,
            now=timezone.now(),
            why=EndReason.LOGGED_OUT,
        )
        return cls()


class LogoutEverywhere(DomainMutation):
    ended = graphene.Int(description="How many logins ended, this one included.")

    class Meta:
        audience = CUSTOMER
        description = "Ends all logins of the caller, on every device."

    @classmethod
    def execute(cls, root, info):
        return cls(ended=sessions_end_everywhere(user=info.context.user, now=timezone.now()))


class SessionEnd(DomainMutation):
    class Arguments:
        id = graphene.ID(required=True, description="Of one of `mySessions`.")

    class Meta:
        audience = CUSTOMER
        description = "Ends one login of the caller."

    @classmethod
    def execute(cls, root, info, id):
        session_id = session_id_of(id)
        if session_id is None:
            raise SessionUnknown(field="id")
        session_end(
            user=info.context.user,
            session_id=session_id,
            now=timezone.now(),
            why=EndReason.REVOKED,
        )
        return cls()
