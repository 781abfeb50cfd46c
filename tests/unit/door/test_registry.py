import pytest

from saleor_config.door.registry import DocumentRefused, load_documents
from saleor_config.schema import schema

GOOD = "# audience: anyone\nquery Shop { shop { name } }\n"


def load(tmp_path, text):
    (tmp_path / "Shop.graphql").write_text(text, encoding="utf-8")
    return load_documents(schema, tmp_path)


def test_good_document_is_registered(tmp_path):
    [document] = load(tmp_path, GOOD).values()

    assert (document.name, document.audience, document.is_mutation) == ("Shop", "anyone", False)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.split("\n", 1)[1], "audience"),
        (GOOD.replace("anyone", "everyone"), "audience"),
        (GOOD.replace("query Shop", "query"), "named operation"),
        (GOOD + "query Second { shop { name } }", "one named operation"),
        (GOOD.replace("name", "colour"), "does not fit the schema"),
    ],
)
def test_process_does_not_start_with_a_bad_document(tmp_path, text, reason):
    with pytest.raises(DocumentRefused, match=reason):
        load(tmp_path, text)
