"""Text is inert once it is written, whichever client shows it.

Weakness: Saleor keeps `description` and `content` as they come, cleans of rich text
nothing but links that say `javascript:`, and takes markup for a name.

Rich text is cleaned in the field itself, so seeds, imports and mutations are all
covered. Every other text of a Saleor mutation that looks like markup, or holds control
characters, is refused: nobody is named `<img …>`, and PostgreSQL takes no zero bytes.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from django.core.exceptions import ValidationError

from saleor_config.compat.targets import mends, replace

#: Fields that hold HTML.
HTML = ("description", "content")
#: Secrets are compared and never shown; JSON strings are cleaned where they are kept.
AS_THEY_ARE = (
    "password", "old_password", "new_password", "secret_key", "token",
    "description_json", "content_json",
)  # fmt: skip
REFUSAL = (
    "{field}：不能含有 HTML 标记或控制字符，请只填文字。"
    " {field}: HTML and control characters are not taken here; send text only."
)


@mends("saleor.core.db.fields")
def mend_rich_text(module: ModuleType) -> None:
    from plugins.kernel.rich_text import clean_blocks

    original = module.SanitizedJSONField.get_db_prep_save

    def get_db_prep_save(self: Any, value: Any, connection: Any) -> Any:
        return original(self, clean_blocks(value), connection)

    replace(module.SanitizedJSONField, "get_db_prep_save", get_db_prep_save)


@mends("saleor.graphql.core.mutations")
def mend_mutations(module: ModuleType) -> None:
    original = module.BaseMutation.mutate.__func__

    def mutate(cls: Any, root: Any, info: Any, *args: Any, **data: Any) -> Any:
        try:
            data = {name: cleaned(name, value) for name, value in data.items()}
        except ValidationError as error:
            return cls.handle_errors(error)
        return original(cls, root, info, *args, **data)

    replace(module.BaseMutation, "mutate", classmethod(mutate))


def cleaned(field: str, value: Any) -> Any:
    """Return the input with its HTML cleaned, however deep it lies.

    Raises:
        ValidationError: text that has to be plain is not.
    """
    if field in AS_THEY_ARE:
        return value
    if isinstance(value, dict):
        # An input may have a field called `items`, which then hides the method.
        for name, each in list(dict.items(value)):
            value[name] = cleaned(name, each)
            if hasattr(value, name):  # graphene's input objects repeat their items as attributes
                setattr(value, name, value[name])
        return value
    if isinstance(value, list):
        return [cleaned(field, each) for each in value]
    return _text(field, value) if isinstance(value, str) else value


def _text(field: str, text: str) -> str:
    from plugins.kernel.rich_text import clean_html, has_control, has_markup

    if field in HTML:
        return clean_html(text)
    if has_markup(text) or has_control(text):
        told = REFUSAL.format(field=field)
        raise ValidationError({field: ValidationError(told, code="invalid")})
    return text
