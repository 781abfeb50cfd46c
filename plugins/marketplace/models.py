from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from plugins.brand.public import Enterprise
from plugins.marketplace.roles import Role, roles_of
from plugins.marketplace.states import InvitationState, MemberState

ROLE_CHOICES = [(role.value, role.name) for role in Role]


class Member(models.Model):
    """A person who works for an enterprise. Never the platform's staff.

    A trigger refuses an active member who is staff, and staff who is a member.
    Rows are kept when people leave: the audit trail names them.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships"
    )
    roles = ArrayField(models.CharField(max_length=10, choices=ROLE_CHOICES))
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in MemberState],
        default=MemberState.ACTIVE.value,
    )
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "user"], name="marketplace_member_once_per_enterprise"
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0), name="marketplace_member_has_a_role"
            ),
            models.CheckConstraint(
                condition=Q(state="active", left_at__isnull=True)
                | Q(state="left", left_at__isnull=False),
                name="marketplace_member_left_means_when",
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="marketplace_member_by_user")]

    def __str__(self) -> str:
        return f"member {self.pk} of enterprise {self.enterprise_id}"

    @property
    def is_at_work(self) -> bool:
        return self.state == MemberState.ACTIVE.value and self.user.is_active

    @property
    def held_roles(self) -> frozenset[Role]:
        return roles_of(self.roles)


class Invitation(models.Model):
    """An offer to join an enterprise.

    The code that accepts it is made when the mail is sent, and only its hash is kept.
    """

    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    roles = ArrayField(models.CharField(max_length=10, choices=ROLE_CHOICES))
    fingerprint = models.CharField(max_length=64, null=True, unique=True)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.name) for state in InvitationState],
        default=InvitationState.OPEN.value,
    )
    invited_by = models.CharField(max_length=80)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="invitations"
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise", "email"],
                condition=Q(state="open"),
                name="marketplace_one_open_invitation_per_address",
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0), name="marketplace_invitation_has_a_role"
            ),
            models.CheckConstraint(
                condition=Q(state="accepted", accepted_by__isnull=False)
                | Q(~Q(state="accepted"), accepted_by__isnull=True),
                name="marketplace_accepted_means_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} of enterprise {self.enterprise_id}"
