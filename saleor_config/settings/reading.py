"""What the environment says, read by the table of variables.

Nothing else in the repository reads `os.environ` for configuration.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from .variable import Variable
from .variables import VARIABLES


class Environment:
    """The variables as read, by attribute: `env.PORT` is an `int`."""

    def __init__(self, source: Mapping[str, str] | None = None):
        self._source = os.environ if source is None else source
        self._values: dict[str, Any] = {}
        problems = [problem for problem in map(self._read, VARIABLES) if problem]
        if problems:
            raise ImproperlyConfigured("\n".join(problems))

    def _read(self, variable: Variable) -> str | None:
        raw = self._source.get(variable.name, "").strip() or variable.default
        try:
            self._values[variable.name] = variable.read(raw)
        except (ValueError, KeyError):
            return (
                f"环境变量 {variable.name} 的值 {raw!r} 无法读取。"
                f" {variable.name} cannot be read as {variable.read.__name__}: {raw!r}."
                f" {variable.doc}"
            )
        return None

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(f"{name} is not in the table of variables") from None

    def is_set(self, name: str) -> bool:
        """Whether the deployment named it itself, rather than by default."""
        return bool(self._source.get(name, "").strip())

    @property
    def is_production(self) -> bool:
        return self.SHOP_ENV == "production"
