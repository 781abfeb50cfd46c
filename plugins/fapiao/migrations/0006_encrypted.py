import plugins.kernel.encrypted
from django.db import migrations

from plugins.kernel.key_rotation import Column, encrypt_existing

COLUMNS = (
    Column("mall_fapiao_fapiaorequest", "id", "email", "mall_fapiao.fapiaorequest.email"),
)


def encrypt(apps, schema_editor):
    for column in COLUMNS:
        encrypt_existing(column)


class Migration(migrations.Migration):

    dependencies = [
        ('mall_fapiao', '0005_console_lists'),
    ]

    operations = [
        migrations.AlterField(
            model_name='fapiaorequest',
            name='email',
            field=plugins.kernel.encrypted.EncryptedTextField(max_length=254),
        ),
        migrations.RunPython(encrypt, elidable=True),
    ]
