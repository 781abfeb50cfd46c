from saleor.product.models import Category


def test_a_category_is_copied_by_clearing_its_key(db):
    fruit = Category.objects.create(name="果品", slug="fruit")
    copy = Category.objects.get(pk=fruit.pk)

    copy.pk = None
    copy.slug = "fruit-2"
    copy.save()

    assert copy.pk != fruit.pk
    assert set(Category.objects.values_list("slug", flat=True)) == {"fruit", "fruit-2"}


def test_a_category_from_the_database_is_still_updated(db):
    fruit = Category.objects.create(name="果品", slug="fruit")
    loaded = Category.objects.get(pk=fruit.pk)

    loaded.name = "鲜果"
    loaded.save()

    assert list(Category.objects.values_list("name", flat=True)) == ["鲜果"]
