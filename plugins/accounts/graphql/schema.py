import graphene
from django.utils import timezone

from plugins.accounts.graphql.mutations import account, sessions
from plugins.accounts.graphql.types import LoginSession
from plugins.accounts.selectors import open_sessions
from plugins.kernel.errors import LoginRequired


class Queries(graphene.ObjectType):
    my_sessions = graphene.List(
        graphene.NonNull(LoginSession),
        required=True,
        description="Where the caller is logged in, the device used last first.",
    )

    @staticmethod
    def resolve_my_sessions(_root, info):
        if not info.context.user.is_authenticated:
            raise LoginRequired()
        return open_sessions(info.context.user, now=timezone.now())


class Mutations(graphene.ObjectType):
    login_with_password = sessions.LoginWithPassword.Field()
    login_refresh = sessions.LoginRefresh.Field()
    logout = sessions.Logout.Field()
    logout_everywhere = sessions.LogoutEverywhere.Field()
    session_end = sessions.SessionEnd.Field()
    account_register = account.AccountRegister.Field()
    account_confirm = account.AccountConfirm.Field()
    password_reset_request = account.PasswordResetRequest.Field()
    password_reset = account.PasswordReset.Field()
    password_change = account.PasswordChange.Field()
    email_change_request = account.EmailChangeRequest.Field()
    email_change_confirm = account.EmailChangeConfirm.Field()
    account_close_request = account.AccountCloseRequest.Field()
    account_close_confirm = account.AccountCloseConfirm.Field()
