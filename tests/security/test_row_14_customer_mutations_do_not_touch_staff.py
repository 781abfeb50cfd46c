"""A holder of MANAGE_USERS changed the superuser's address, and shut him out."""

from types import ModuleType

import graphene
import pytest
from django.contrib.auth.models import Group, Permission
from saleor.account.models import Address, User

from saleor_config.compat.targets import TargetMoved
from saleor_config.hardening import powerful_accounts
from tests.security.conftest import staff_ask


def permitted(user: User, *codenames: str) -> User:
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return User.objects.get(pk=user.pk)


@pytest.fixture
def service_wu(db):
    user = User.objects.create_user("wu@example.com", "Copper-lake-2026", is_staff=True)
    return permitted(user, "manage_users")


@pytest.fixture
def finance_liu(db):
    user = User.objects.create_user("liu@example.com", "Copper-lake-2026", is_staff=True)
    return permitted(user, "manage_orders")


def id_of(node) -> str:
    return graphene.Node.to_global_id(type(node).__name__, node.pk)


PAYLOAD = "{ errors { field message } }"
MUTATIONS = {
    "customerUpdate": 'customerUpdate(id: $id, input: {email: "mine@example.com"})',
    "deactivate": "customerUpdate(id: $id, input: {isActive: false})",
    "userBulkSetActive": "userBulkSetActive(ids: [$id], isActive: false)",
    "customerDelete": "customerDelete(id: $id)",
    "customerBulkDelete": "customerBulkDelete(ids: [$id])",
    "addressCreate": (
        'addressCreate(userId: $id, input: {firstName: "x", streetAddress1: "金牛镇东街 8 号",'
        ' city: "黄石市", cityArea: "大冶市", countryArea: "湖北省", country: CN,'
        ' postalCode: "435100"})'
    ),
    "userUpdateMetadata": (
        'userUpdateMetadata(id: $id, input: {namespace: "a", clientName: "b",'
        ' key: "k", value: "v"})'
    ),
    "userUpdatePrivateMetadata": (
        'userUpdatePrivateMetadata(id: $id, input: {namespace: "a", clientName: "b",'
        ' key: "k", value: "v"})'
    ),
    "updateMetadata": 'updateMetadata(id: $id, input: [{key: "k", value: "v"}])',
    "updatePrivateMetadata": 'updatePrivateMetadata(id: $id, input: [{key: "k", value: "v"}])',
}


def ask(client, mutation: str, target):
    name = mutation.partition("(")[0]
    response = staff_ask(
        client, f"mutation($id: ID!) {{ {mutation} {PAYLOAD} }}", id=id_of(target)
    ).json()
    if response.get("errors"):
        return response["errors"]
    return response["data"][name]["errors"]


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
@pytest.mark.parametrize("target", ["operator_chen", "finance_liu"])
def test_staff_and_superusers_stay_as_they_are(client_of, service_wu, mutation, target, request):
    target = request.getfixturevalue(target)
    before = User.objects.filter(pk=target.pk).values().get()

    assert ask(client_of(service_wu), mutation, target)

    assert User.objects.filter(pk=target.pk).values().get() == before
    assert not target.addresses.exists()


def test_customers_are_managed_as_before(client_of, service_wu, buyer_li):
    client = client_of(service_wu)

    assert ask(client, MUTATIONS["customerUpdate"], buyer_li) == []
    assert ask(client, MUTATIONS["userBulkSetActive"], buyer_li) == []

    buyer_li.refresh_from_db()
    assert (buyer_li.email, buyer_li.is_active) == ("mine@example.com", False)


def test_addresses_of_staff_are_their_own(client_of, service_wu, finance_liu, daye_address):
    finance_liu.addresses.add(daye_address)

    assert ask(client_of(service_wu), "addressDelete(id: $id)", daye_address)

    assert Address.objects.filter(pk=daye_address.pk).exists()


def test_who_manages_staff_does_so_within_their_own_rights(
    client_of, service_wu, finance_liu, operator_chen
):
    manager = permitted(service_wu, "manage_staff")
    assert ask(client_of(manager), MUTATIONS["deactivate"], finance_liu)  # has more rights

    manager = permitted(manager, "manage_orders")
    assert ask(client_of(manager), MUTATIONS["deactivate"], finance_liu) == []
    assert ask(client_of(manager), MUTATIONS["deactivate"], operator_chen)

    assert not User.objects.get(pk=finance_liu.pk).is_active
    assert User.objects.get(pk=operator_chen.pk).is_active


def test_groups_count_as_well(client_of, service_wu, db):
    group = Group.objects.create(name="财务")
    group.permissions.add(Permission.objects.get(codename="manage_orders"))
    target = User.objects.create_user("li2@example.com", "Copper-lake-2026", is_staff=True)
    target.groups.add(group)
    manager = permitted(service_wu, "manage_staff")

    assert ask(client_of(manager), MUTATIONS["deactivate"], target)


@pytest.mark.parametrize(
    "mend",
    [
        powerful_accounts.mend_staff,
        powerful_accounts.mend_base,
        powerful_accounts.mend_bulk,
        powerful_accounts.mend_metadata,
    ],
)
def test_the_shop_does_not_start_when_saleor_moved(mend):
    with pytest.raises((TargetMoved, AttributeError)):
        mend(ModuleType("moved"))
