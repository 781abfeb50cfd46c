import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('product', '0117_auto_20200423_0737'),
    ]

    operations = [
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('term', models.CharField(max_length=120)),
                ('kind', models.CharField(max_length=40)),
                ('weight', models.FloatField()),
                ('label', models.CharField(max_length=120)),
                ('product', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='search_terms', to='product.product')),
            ],
            options={
                'ordering': ['product_id', 'term'],
                'indexes': [models.Index(fields=['term'], name='search_term_exact'), django.contrib.postgres.indexes.GinIndex(fields=['term'], name='search_term_trigrams', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('product', 'term'), name='search_term_once_per_product'), models.CheckConstraint(condition=models.Q(('weight__gte', 0), ('weight__lte', 1)), name='search_term_weight_is_a_share'), models.CheckConstraint(condition=models.Q(('term', ''), _negated=True), name='search_term_not_empty')],
            },
        ),
    ]
