from django.contrib.auth.models import Group, Permission
from graphene import Node
from saleor.graphql.account.utils import (
    get_group_to_permissions_and_users_mapping,
    get_groups_which_user_can_manage,
)

DELETE = """
mutation ($group: ID!) {
  permissionGroupDelete(id: $group) {
    group { name }
    permissionGroupErrors { field code permissions }
  }
}
"""


def test_a_group_without_permissions_and_members_is_described(db):
    group = Group.objects.create(name="空组")

    mapping = get_group_to_permissions_and_users_mapping()

    assert mapping[group.pk] == {"permissions": set(), "users": set()}


def test_staff_may_not_delete_the_only_group_that_manages_staff(execute, buyer_li):
    buyer_li.is_staff = True
    buyer_li.save()
    managers = Group.objects.create(name="管理员")
    managers.permissions.add(Permission.objects.get(codename="manage_staff"))
    managers.user_set.add(buyer_li)
    Group.objects.create(name="空组")

    answer = execute(DELETE, user=buyer_li, group=Node.to_global_id("Group", managers.pk))

    [error] = answer["permissionGroupDelete"]["permissionGroupErrors"]
    assert error["code"] == "LEFT_NOT_MANAGEABLE_PERMISSION"
    assert Group.objects.filter(pk=managers.pk).exists()


def test_staff_manage_groups_within_their_own_permissions(db, buyer_li):
    buyer_li.is_staff = True
    buyer_li.save()
    empty = Group.objects.create(name="空组")
    beyond = Group.objects.create(name="财务")
    beyond.permissions.add(Permission.objects.get(codename="manage_orders"))

    assert get_groups_which_user_can_manage(buyer_li) == [empty]
