"""Registering, passwords, addresses, closing: each step by a link of its own."""

import graphene
from django.utils import timezone

from plugins.accounts.device import device_of
from plugins.accounts.graphql.mutations.sessions import Pair, fields_of
from plugins.accounts.services import closing, email_change, password_reset, registration
from plugins.accounts.services.passwords import password_change
from plugins.accounts.services.sessions import session_open
from plugins.accounts.states import Means
from plugins.kernel.graphql import ANYONE, CUSTOMER, DomainMutation

EMAIL = {"required": True, "description": "E-mail address."}
REDIRECT = {
    "required": True,
    "description": "Page the mail's link leads to; gets the token behind `#token=`.",
}
TOKEN = {"required": True, "description": "From the link of the mail; works once."}
SENT = "Answers the same whether or not the address is known."


class AccountRegister(DomainMutation):
    class Arguments:
        email = graphene.String(**EMAIL)
        redirect_url = graphene.String(**REDIRECT)

    class Meta:
        audience = ANYONE
        description = f"Mails the link by which an account is opened. {SENT}"

    @classmethod
    def execute(cls, root, info, email, redirect_url):
        registration.register_request(
            email=email,
            redirect_url=redirect_url,
            device=device_of(info.context),
            now=timezone.now(),
        )
        return cls()


class AccountConfirm(Pair, DomainMutation):
    class Arguments:
        token = graphene.String(**TOKEN)
        password = graphene.String(required=True, description="Password of the new account.")
        first_name = graphene.String(default_value="", description="How to address the buyer.")

    class Meta:
        audience = ANYONE
        description = "Opens the account of a proven address and logs in."

    @classmethod
    def execute(cls, root, info, token, password, first_name=""):
        device, now = device_of(info.context), timezone.now()
        user = registration.register_confirm(
            token=token, password=password, first_name=first_name or "", now=now
        )
        pair = session_open(user=user, device=device, means=Means.PASSWORD, now=now)
        return cls(**fields_of(pair, info))


class PasswordResetRequest(DomainMutation):
    class Arguments:
        email = graphene.String(**EMAIL)
        redirect_url = graphene.String(**REDIRECT)

    class Meta:
        audience = ANYONE
        description = f"Mails the link by which a password is reset. {SENT}"

    @classmethod
    def execute(cls, root, info, email, redirect_url):
        password_reset.reset_request(
            email=email,
            redirect_url=redirect_url,
            device=device_of(info.context),
            now=timezone.now(),
        )
        return cls()


class PasswordReset(DomainMutation):
    class Arguments:
        token = graphene.String(**TOKEN)
        password = graphene.String(required=True, description="The new password.")

    class Meta:
        audience = ANYONE
        description = "Sets the password and ends all logins; log in with it afterwards."

    @classmethod
    def execute(cls, root, info, token, password):
        password_reset.reset_perform(token=token, password=password, now=timezone.now())
        return cls()


class PasswordChange(Pair, DomainMutation):
    class Arguments:
        old_password = graphene.String(required=True, description="The present password.")
        new_password = graphene.String(required=True, description="The new password.")

    class Meta:
        audience = CUSTOMER
        description = "Changes the password, ends all logins, and logs this device in again."

    @classmethod
    def execute(cls, root, info, old_password, new_password):
        device, now = device_of(info.context), timezone.now()
        user = password_change(
            user=info.context.user, old=old_password, new=new_password, device=device, now=now
        )
        pair = session_open(user=user, device=device, means=Means.PASSWORD, now=now)
        return cls(**fields_of(pair, info))


class EmailChangeRequest(DomainMutation):
    class Arguments:
        new_email = graphene.String(**EMAIL)
        password = graphene.String(default_value="", description="Of the account, if it has one.")
        redirect_url = graphene.String(**REDIRECT)

    class Meta:
        audience = CUSTOMER
        description = f"Mails a link to the new address. {SENT}"

    @classmethod
    def execute(cls, root, info, new_email, redirect_url, password=""):
        email_change.email_change_request(
            user=info.context.user,
            password=password or "",
            new_email=new_email,
            redirect_url=redirect_url,
            device=device_of(info.context),
            now=timezone.now(),
        )
        return cls()


class EmailChangeConfirm(Pair, DomainMutation):
    class Arguments:
        token = graphene.String(**TOKEN)

    class Meta:
        audience = CUSTOMER
        description = "Makes the proven address the caller's, and logs this device in again."

    @classmethod
    def execute(cls, root, info, token):
        device, now = device_of(info.context), timezone.now()
        means = Means(info.context.login_session.means)
        user = email_change.email_change_confirm(user=info.context.user, token=token, now=now)
        pair = session_open(user=user, device=device, means=means, now=now)
        return cls(**fields_of(pair, info))


class AccountCloseRequest(DomainMutation):
    class Arguments:
        redirect_url = graphene.String(**REDIRECT)

    class Meta:
        audience = CUSTOMER
        description = "Mails the link by which the caller's account is closed for good."

    @classmethod
    def execute(cls, root, info, redirect_url):
        closing.close_request(
            user=info.context.user,
            redirect_url=redirect_url,
            device=device_of(info.context),
            now=timezone.now(),
        )
        return cls()


class AccountCloseConfirm(DomainMutation):
    class Arguments:
        token = graphene.String(**TOKEN)

    class Meta:
        audience = CUSTOMER
        description = "Closes the caller's account for good; orders are kept as the law asks."

    @classmethod
    def execute(cls, root, info, token):
        closing.close_confirm(user=info.context.user, token=token, now=timezone.now())
        return cls()
