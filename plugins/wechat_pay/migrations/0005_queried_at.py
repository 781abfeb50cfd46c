from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mall_wechat_pay', '0004_payment_claims'),
    ]

    operations = [
        migrations.AddField(
            model_name='wechatpayment',
            name='queried_at',
            field=models.DateTimeField(null=True),
        ),
    ]
