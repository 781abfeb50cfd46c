"""Model fields whose columns nobody can read without the shop's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.validators import MaxLengthValidator
from django.db import models

from plugins.kernel import crypto


class NotSearchable(TypeError):
    """An encrypted column was compared; give the model a `BlindIndexField`."""


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python.

    `max_length` is of the plain text. It can be compared with "" and null only.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    @property
    def column_label(self) -> str:
        return f"{self.model._meta.label_lower}.{self.name}"

    if TYPE_CHECKING:  # what an instance of the model has is text

        def __get__(self, instance: Any, owner: Any) -> Any: ...

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value is None or hasattr(value, "as_sql"):
            return super().get_db_prep_save(value, connection)
        return crypto.encrypt(str(value), column=self.column_label)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else crypto.decrypt(value, column=self.column_label)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        if lookup_name == "exact":
            return _ExactlyEmpty
        return None

    def get_transform(self, lookup_name: str) -> None:
        return None


class _ExactlyEmpty(models.lookups.Exact):
    """Lets a query ask whether there is anything at all."""

    def get_prep_lookup(self) -> str:
        if self.rhs != "":
            raise NotSearchable(self.lhs.output_field.column_label)
        return ""


class BlindIndexField(models.CharField):
    """Finds equal values of an encrypted field; written by itself when a row is saved.

    A queryset's `update()` does not save rows: give it the index as well.
    """

    def __init__(self, *args: Any, source: str, **kwargs: Any) -> None:
        kwargs |= {"max_length": 64, "blank": True, "editable": False, "db_index": True}
        self.source = source
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for given in ("max_length", "blank", "editable", "db_index"):
            kwargs.pop(given, None)
        return name, path, args, {**kwargs, "source": self.source}

    @property
    def source_label(self) -> str:
        return f"{self.model._meta.label_lower}.{self.source}"

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        text = getattr(model_instance, self.source) or ""
        value = crypto.blind_index(text, column=self.source_label)
        setattr(model_instance, self.attname, value)
        return value

    def of(self, text: str) -> str:
        """Return the index to give to `update()`."""
        return crypto.blind_index(text, column=self.source_label)

    def any_of(self, text: str) -> list[str]:
        """Return what to look for: the index under each key of the ring."""
        return crypto.blind_indexes(text, column=self.source_label)
