import graphene
import pytest

from plugins.kernel.graphql import ANYONE, DomainMutation


def define(**meta):
    class Wave(DomainMutation):
        waved = graphene.Boolean(description="Whether.")
        Meta = type("Meta", (), meta)

        @classmethod
        def execute(cls, root, info):
            return cls(waved=True)

    return Wave


def test_mutation_without_an_audience_cannot_be_defined():
    with pytest.raises(TypeError, match="audience"):
        define(description="Waves.")


def test_mutation_without_a_description_cannot_be_defined():
    with pytest.raises(TypeError, match="description"):
        define(audience=ANYONE)


def test_declared_mutation_is_defined():
    assert define(audience=ANYONE, description="Waves.")._meta.audience == ANYONE
