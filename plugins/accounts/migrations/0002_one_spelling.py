"""One address, one account: kept in lower case, unique in whatever case it is written."""

from collections import defaultdict

from django.db import migrations


class AddressesCollide(RuntimeError):
    """Two accounts have the same address but for its case; a person has to decide."""


def spell_alike(apps, schema_editor):
    user_model = apps.get_model("account", "User")
    owners = defaultdict(list)
    for pk, email in user_model.objects.order_by("pk").values_list("pk", "email").iterator():
        owners[email.strip().lower()].append((pk, email))
    collisions = [accounts for accounts in owners.values() if len(accounts) > 1]
    if collisions:
        named = "; ".join(
            ", ".join(f"{email} (user {pk})" for pk, email in accounts) for accounts in collisions
        )
        raise AddressesCollide(
            f"以下账号的邮箱仅大小写不同，请先改掉其中一个再迁移：{named}。"
            f" These accounts differ in the case of their address alone; change one of each,"
            f" then migrate again: {named}."
        )
    for spelling, [(pk, email)] in owners.items():
        if email != spelling:
            user_model.objects.filter(pk=pk).update(email=spelling)


class Migration(migrations.Migration):
    dependencies = [("mall_accounts", "0001_initial"), ("account", "0045_auto_20200427_0425")]

    operations = [
        migrations.RunPython(spell_alike, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX account_user_email_in_any_case ON account_user (lower(email))",
            "DROP INDEX account_user_email_in_any_case",
        ),
    ]
